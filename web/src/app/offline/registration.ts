// Registers the service worker that makes the page work without a connection, and notices when there is a
// newer version of the page than this one.
import { engine } from '../engine/engine';
import { queue } from '../photos/queue';
import { Store } from '../state/store';

export const update = new Store({ offered: false });

const SETTLING_MS = 500; // until what was read is on the screen

let registration: ServiceWorkerRegistration | null = null;

// Waits for the engine and for the photos that came meanwhile, so that what is kept for later does not slow
// down what is wanted now.
export function workOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const look = () => {
    if (engine.state.phase !== 'ready' || queue.state.running) return;
    for (const end of endings) end();
    setTimeout(() => void register(), SETTLING_MS);
  };
  const endings = [engine.subscribe(look), queue.subscribe(look)];
}

// Takes the new version over, and with it a fresh page.
export function takeUpdate(): void {
  const waiting = registration?.waiting;
  if (!waiting) return location.reload(); // another page took it over
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting.postMessage({ type: 'skip-waiting' });
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  try {
    registration = await serviceWorker.register(new URL('sw.js', document.baseURI));
  } catch {
    return; // private windows and some settings forbid it: the page then needs a connection, as pages do
  }
  const offer = () => {
    void import('./update-notice');
    update.update({ offered: true });
  };
  const watch = () => {
    // The first version of all is not an update of anything.
    if (!serviceWorker.controller) return;
    const worker = registration?.installing;
    worker?.addEventListener('statechange', () => worker.state === 'installed' && offer());
    serviceWorker.addEventListener('controllerchange', offer);
  };
  if (registration.waiting) offer();
  watch();
  registration.addEventListener('updatefound', watch);
}
