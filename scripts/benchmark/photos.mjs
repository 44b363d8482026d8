// Photoloupe from a photo's bytes to its labels: the parts, the wait for the first label, and the memory.
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bytesOf, threadsOf } from './networks.mjs';
import { resultOf, withBrowser } from './browser.mjs';
import { serve } from '../lib/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const PAGE_TIMEOUT_MS = 60_000;
const MEMORY_TIMEOUT_MS = 1_200_000;
const MEMORY_PHOTOS = 1000;
const SAMPLING_MS = 1000;
const CACHED_S = 3600;

const milliseconds = ({ median }) => `${median.toFixed(1)} ms`;
const kilobytes = ({ median }) => `${(median / 1000).toFixed(0)} KB`;
const megabytes = ({ median }) => `${median.toFixed(0)} MB`;

const parts = (title, file, threads) => ({
  name: `${title}, ${threadsOf(threads)}`,
  measure: (environment) => measureParts(environment, { file, threads }),
  lines: (result) => [
    ['decode', milliseconds(result.decodeMs)],
    ['resize', milliseconds(result.resizeMs)],
    ['network', milliseconds(result.networkMs)],
    ['bytes to labels', milliseconds(result.ms)],
    ['file to labels', milliseconds(result.fileMs)],
  ],
});

export const photos = [
  parts('Photo of 500 pixels', '500-pixel.jpg', 1),
  parts('Photo of 500 pixels', '500-pixel.jpg', 2),
  parts('Photo of 12 megapixels', '12-megapixel.jpg', 1),
  parts('Photo of 12 megapixels', '12-megapixel.jpg', 2),
  {
    name: 'Start',
    measure: measureStart,
    lines: (result) => [
      ['WebAssembly', kilobytes(result.wasmBytes)],
      ['JavaScript', kilobytes(result.scriptBytes)],
      ['first label, first visit', milliseconds(result.coldMs)],
      ['first label, warm cache', milliseconds(result.ms)],
    ],
  },
  {
    name: 'Memory',
    once: true,
    measure: measureMemory,
    lines: (result) => [
      ['photos of 12 megapixels', String(MEMORY_PHOTOS)],
      ['a photo', milliseconds(result.ms)],
      ['peak of the tab', megabytes(result.peakMb)],
      ['growth', megabytes(result.growthMb)],
    ],
  },
];

async function withSite({ browser, folders }, options, use) {
  const server = await serve({ folders, ...options });
  try {
    return await withBrowser(browser, (tab, memory) => use(tab, memory, server));
  } finally {
    server.close();
  }
}

function measureParts(environment, query) {
  return withSite(environment, {}, (tab, memory, { origin }) =>
    resultOf(tab, `${origin}/bench/photos.html?${new URLSearchParams(query)}`, PAGE_TIMEOUT_MS),
  );
}

// The page itself, as a visitor opens it who picks a photo at once, until its label stands there: twice, the
// second time with the caches that the first visit left, once they are complete.
function measureStart(environment) {
  return withSite(environment, { maxAge: CACHED_S }, async (tab, memory, { origin, sent }) => {
    await tab.addInitScript({ path: path.join(here, 'visitor.js') });
    const firstLabelMs = async () => {
      await tab.goto(`${origin}/`, { waitUntil: 'commit' });
      const noted = await tab.waitForFunction(() => globalThis.firstLabelMs, null, {
        timeout: PAGE_TIMEOUT_MS,
      });
      return noted.jsonValue();
    };
    const coldMs = await firstLabelMs();
    const wasmBytes = bytesOf(sent, (url) => url.endsWith('.wasm'));
    const scriptBytes = bytesOf(sent, (url) => /\.m?js$/.test(url));
    await tab.evaluate(async () => void (await navigator.serviceWorker.ready));
    return { wasmBytes, scriptBytes, coldMs, ms: await firstLabelMs() };
  });
}

// `growthMb`: by how much the tab is larger in the last quarter of the photos than in the second.
function measureMemory(environment) {
  return withSite(environment, {}, async (tab, memory, { origin }) => {
    const query = { file: '12-megapixel.jpg', threads: 2, count: MEMORY_PHOTOS };
    const url = `${origin}/bench/many_photos.html?${new URLSearchParams(query)}`;
    let done = false;
    const result = resultOf(tab, url, MEMORY_TIMEOUT_MS).finally(() => (done = true));
    const sample = async () => {
      const samples = [];
      for (; !done; await setTimeout(SAMPLING_MS)) samples.push((await memory()).now);
      return samples;
    };
    const [{ ms }, samples] = await Promise.all([result, sample()]);
    const largestOf = (quarter) =>
      Math.max(...samples.slice((samples.length * quarter) / 4, (samples.length * (quarter + 1)) / 4));
    return { ms, peakMb: (await memory()).peak, growthMb: largestOf(3) - largestOf(1) };
  });
}
