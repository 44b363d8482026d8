// Whether the device keeps what it is given: when it does not, the page says so, and goes on.
import { Store } from '../../state/store';

export const keeping = new Store({ problem: '' });

let last: Promise<void> = Promise.resolve();

// Never rejects. Calls are done one after the other, so that the last one written is the last one asked for.
export function keep(what: string, write: () => Promise<void>): Promise<void> {
  last = last.then(async () => {
    try {
      await write();
      if (keeping.state.problem) keeping.update({ problem: '' });
    } catch (error) {
      keeping.update({ problem: `${what} could not be kept on this device: ${reason(error)}` });
    }
  });
  return last;
}

function reason(error: unknown): string {
  const { name, message } = error as DOMException;
  if (name === 'QuotaExceededError')
    return 'there is no room left. Everything goes on, but a closed tab would lose it. Free some disk space.';
  return `${(message || name).replace(/\.$/, '')}. Everything goes on, but a closed tab would lose it.`;
}
