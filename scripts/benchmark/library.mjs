// The photo library in the browser: photos a second that come in, and the time that a search of a large one takes.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { resultOf, withBrowser } from './browser.mjs';
import { threadsOf } from './networks.mjs';
import { serve } from '../lib/server.mjs';

const execute = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const TIMEOUT_MS = 300_000;
const PHOTOS = 100_000;
const INDEX_PHOTOS = 200;
const MEMORY_PHOTOS = 10_000;
const MEMORY_TIMEOUT_MS = 1_200_000;
const SAMPLING_MS = 2000;
const TWO_MEGAPIXELS = '2-megapixel.jpg';

export const indexingName = (threads) => `Indexing photos of 2 megapixels, ${threadsOf(threads)}`;
export const LIBRARY = 'Library of 100,000 photos';
export const LIBRARY_MEMORY = 'Memory of indexing 10,000 photos';

const milliseconds = ({ median }) => `${median.toFixed(1)} ms`;
const megabytes = ({ median }) => `${median.toFixed(0)} MB`;

const indexing = (threads) => ({
  name: indexingName(threads),
  measure: (environment) => measureIndexing(environment, threads),
  lines: ({ ms, photosPerSecond }) => [
    ['a photo', milliseconds(ms)],
    ['photos a second', photosPerSecond.median.toFixed(1)],
  ],
});

export const library = [
  indexing(1),
  indexing(2),
  {
    name: LIBRARY,
    once: true,
    measure: measureSearch,
    lines: (result) => [
      ['opening, until all are laid out', milliseconds(result.openMs)],
      ['words, median of seven queries', milliseconds(result.ms)],
      ['words, the slowest of them', milliseconds(result.slowestMs)],
      ['the very first search', milliseconds(result.firstMs)],
      ['similar photos', milliseconds(result.similarMs)],
      ['the very first time', milliseconds(result.firstSimilarMs)],
      ['bytes a photo, without its thumbnail', result.bytesPerPhoto.median.toFixed(0)],
    ],
  },
  {
    name: LIBRARY_MEMORY,
    once: true,
    measure: measureMemory,
    lines: (result) => [
      ['a photo of 2 megapixels', milliseconds(result.ms)],
      ['peak of the tab', megabytes(result.peakMb)],
      ['growth', megabytes(result.growthMb)],
    ],
  },
];

async function withPage({ browser, folders }, parameters, timeoutMs, meanwhile = async () => ({})) {
  const server = await serve({ folders });
  try {
    return await withBrowser(browser, async (tab, memory) => {
      const url = `${server.origin}/bench/library.html?${new URLSearchParams(parameters)}`;
      let done = false;
      const result = resultOf(tab, url, timeoutMs).finally(() => (done = true));
      const [figures, more] = await Promise.all([result, meanwhile(memory, () => done)]);
      return { ...figures, ...more };
    });
  } finally {
    server.close();
  }
}

async function measureSearch(environment) {
  await makeLargeLibrary(environment);
  return withPage(environment, { kind: 'search' }, TIMEOUT_MS);
}

// Of the labelled photos, where they are; else of the few that come with the page. It takes a minute.
export async function makeLargeLibrary({ folders, cli, python, photos, samples }) {
  const data = folders['/data/'];
  const labelled = ['imagenet_samples', 'imagenet_like_ccby'].map((name) => path.join(photos, name));
  const small = path.join(data, 'small.sqlite');
  for (const folder of labelled.every(existsSync) ? labelled : [samples])
    await execute(cli, ['index', folder, '--library', small]);
  const maker = path.join(here, 'peers/large_library.py');
  await execute(python, [maker, small, String(PHOTOS), path.join(data, 'library.sqlite')]);
}

function measureIndexing(environment, threads) {
  const parameters = { kind: 'index', threads, photos: INDEX_PHOTOS, file: TWO_MEGAPIXELS };
  return withPage(environment, parameters, TIMEOUT_MS);
}

// `growthMb`: by how much the tab is larger in the last quarter of the photos than in the second.
function measureMemory(environment) {
  const parameters = { kind: 'index', threads: 2, photos: MEMORY_PHOTOS, file: TWO_MEGAPIXELS };
  return withPage(environment, parameters, MEMORY_TIMEOUT_MS, async (memory, isDone) => {
    const samples = [];
    for (; !isDone(); await setTimeout(SAMPLING_MS)) samples.push((await memory()).now);
    const largestOf = (quarter) =>
      Math.max(...samples.slice((samples.length * quarter) / 4, (samples.length * (quarter + 1)) / 4));
    return { peakMb: (await memory()).peak, growthMb: largestOf(3) - largestOf(1) };
  });
}
