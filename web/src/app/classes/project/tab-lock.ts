// One tab works on a project: the others may look. Browsers without locks rely on the revision that every change
// of a project checks.

const LONGEST_WRITE = 10_000; // milliseconds

export interface TabLock {
  release(): void;
}

// Null when another tab has it, unless it is `taken` away from that one. `onLost` is called when another tab takes it.
export function lockProject(id: number, taken: boolean, onLost: () => void): Promise<TabLock | null> {
  if (!navigator.locks) return Promise.resolve({ release() {} });
  return new Promise((resolve) => {
    const options = taken ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(`photoloupe-classes-${id}`, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch(onLost);
  });
}

// Who takes the project over waits until this is done, unless it takes very long.
export async function whileWriting(id: number, write: () => Promise<void>): Promise<void> {
  await (navigator.locks ? navigator.locks.request(writingOf(id), write) : write());
}

export async function untilWritten(id: number): Promise<void> {
  const signal = AbortSignal.timeout(LONGEST_WRITE);
  await navigator.locks?.request(writingOf(id), { signal }, () => {}).catch(() => {});
}

function writingOf(id: number): string {
  return `photoloupe-classes-${id}-writing`;
}
