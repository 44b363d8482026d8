// One training step of the practicum's convnet in Photoloupe, the only engine that trains it in WebAssembly.
import { resultOf, withBrowser } from './browser.mjs';
import { threadsOf } from './networks.mjs';
import { serve } from '../lib/server.mjs';

const PAGE_TIMEOUT_MS = 180_000;

export const stepName = (threads, augment) =>
  `Training step${augment ? ' with augmentation' : ''}, ${threadsOf(threads)}`;

const step = (threads, augment) => ({
  name: stepName(threads, augment),
  measure: (environment) => measureStep(environment, { threads, augment }),
  lines: ({ ms, minMs, memoryMb }) => [
    ['a step', `${ms.median.toFixed(1)} ms`],
    ['the fastest', `${minMs.min.toFixed(1)} ms`],
    ['memory', `${memoryMb.median.toFixed(0)} MB`],
  ],
});

export const training = [step(1, false), step(2, false), step(1, true), step(2, true)];

async function measureStep({ browser, folders }, query) {
  const server = await serve({ folders });
  try {
    const url = `${server.origin}/bench/training.html?${new URLSearchParams(query)}`;
    return await withBrowser(browser, (tab) => resultOf(tab, url, PAGE_TIMEOUT_MS));
  } finally {
    server.close();
  }
}
