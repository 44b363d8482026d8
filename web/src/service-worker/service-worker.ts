// Keeps the site on the device, and isolates its pages where the host cannot (so that the engine has threads).
//
// What the page can count on:
// - Once this worker is installed, the page opens without a connection: everything of the site is kept but
//   other builds of the engine, that of the library, other models and the sample photos, which are kept once they were
//   used, and what makes the site a package for npm.
// - A newer version waits until it is told { type: 'skip-waiting' }, or until no page of the site is open; a
//   page that tells it should reload on 'controllerchange'.
// - Every response carries COOP and COEP: from the second visit on the page is cross-origin isolated.
// - Nothing that the browser has already is fetched anew, only asked whether it is still current.
import { buildName, hasRelaxedSimd, usefulThreads } from '../client/features';

// Every file of the site with a hash of its content, by vite/service-worker.ts; '' is the page.
declare const __SITE_FILES__: Record<string, string>;

const worker = self as unknown as ServiceWorkerGlobalScope;
const site = new URL(worker.registration.scope);
const CACHE = `photoloupe ${site.pathname}`;
const ON_DEMAND =
  /^(engine|models|samples|types)\/(?!samples\.json)|^assets\/sqlite3|\.d\.ts$|^package\.json$/; // also SQLite, which comes with the engine of the library

// What the next visit begins with. By then, its page is isolated.
const build = buildName(hasRelaxedSimd(), usefulThreads());
const FIRST = [
  `engine/photoloupe-${build}.mjs`,
  `engine/photoloupe-${build}.wasm`,
  `engine/trainer-${build}.mjs`, // My classes
  `engine/trainer-${build}.wasm`,
  'models/efficientnet-lite0.safetensors',
];

worker.addEventListener('install', (event) => event.waitUntil(keepWhatIsNeeded()));
worker.addEventListener('activate', (event) =>
  event.waitUntil(dropOldVersions().then(() => worker.clients.claim())),
);
worker.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if ((data as { type?: string }).type === 'skip-waiting') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(answer(path, event));
});

async function keepWhatIsNeeded(): Promise<void> {
  const cache = await caches.open(CACHE);
  const needed = Object.keys(__SITE_FILES__).filter((path) => !ON_DEMAND.test(path) || FIRST.includes(path));
  await Promise.all(
    needed.map(async (path) => {
      if (await cache.match(keyOf(path))) return;
      const response = await fetchFresh(path);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
      await cache.put(keyOf(path), response);
    }),
  );
}

async function dropOldVersions(): Promise<void> {
  const cache = await caches.open(CACHE);
  const current = new Set(Object.keys(__SITE_FILES__).map(keyOf));
  for (const { url } of await cache.keys()) if (!current.has(url)) await cache.delete(url);
}

async function answer(path: string, event: FetchEvent): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(keyOf(path));
  if (kept) return kept;
  const response = await fetchFresh(path);
  // No room to keep it is no reason not to use it.
  if (response.ok) event.waitUntil(cache.put(keyOf(path), response.clone()).catch(() => {}));
  return response;
}

// The path of one of the site's files, '' for its page; null for what is none of this worker's business.
function pathOf({ method, url }: Request): string | null {
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== site.origin || !pathname.startsWith(site.pathname)) return null;
  const path = pathname.slice(site.pathname.length).replace(/^index\.html$/, '');
  return path in __SITE_FILES__ ? path : null;
}

// Files of different versions lie side by side until the older version is gone.
function keyOf(path: string): string {
  return new URL(`${path}?version=${__SITE_FILES__[path]}`, site).href;
}

async function fetchFresh(path: string): Promise<Response> {
  const response = await fetch(new URL(path, site), { cache: 'no-cache' });
  const headers = new Headers(response.headers);
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-embedder-policy', 'require-corp');
  headers.set('cross-origin-resource-policy', 'same-origin');
  if (headers.has('content-encoding')) {
    // The body is unpacked by now.
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}
