// One tab has a library at a time. Another may ask it to let go.
import { PhotoloupeError } from '../error';

const PATIENCE = 5000; // milliseconds for the other tab to let go

export interface TabLock {
  release(): void;
}

// Rejects with 'open-elsewhere' when another tab has the library, or does not let go. `onAsked` is called when another tab
// asks for it; release the lock then.
export async function lockLibrary(name: string, takeOver: boolean, onAsked: () => void): Promise<TabLock> {
  const lock = `photoloupe-library-${name}`;
  const channel = new BroadcastChannel(lock);
  if (takeOver) channel.postMessage('let go');
  const options = takeOver ? { signal: AbortSignal.timeout(PATIENCE) } : { ifAvailable: true };
  return new Promise((resolve, reject) => {
    const refuse = () => {
      channel.close();
      const sentence = 'another tab has this library open; open it with takeOver, or close it there';
      reject(new PhotoloupeError('storage', sentence, { reason: 'open-elsewhere' }));
    };
    navigator.locks
      .request(lock, options, (granted) => {
        if (!granted) return refuse();
        channel.onmessage = onAsked;
        return new Promise<void>((release) =>
          resolve({
            release() {
              channel.close();
              release();
            },
          }),
        );
      })
      .catch(refuse);
  });
}
