// Registers the service worker that makes the page work without a connection, and notices when it has a
// newer version of the page to offer.
import { engine } from '../engine/engine';
import { Store } from '../state/store';

export const update = new Store<{ waiting: ServiceWorker | null }>({ waiting: null });

// Waits for the engine, so that what is kept for later does not slow down what is wanted now.
export function workOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const end = engine.subscribe(() => {
    if (engine.state.phase !== 'ready') return;
    end();
    void register();
  });
}

// Takes the new version over, and with it a fresh page.
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  update.state.waiting?.postMessage({ type: 'skip-waiting' });
}

async function register(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed') offer(worker);
      });
    });
  } catch {
    // Private windows and some settings forbid it: the page then needs a connection, as pages do.
  }
}

// The first version of all is not an update of anything.
function offer(worker: ServiceWorker | null): void {
  if (worker && navigator.serviceWorker.controller) update.update({ waiting: worker });
}
