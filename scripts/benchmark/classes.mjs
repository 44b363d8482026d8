// Transfer learning in Photoloupe: a head on photos that were seen, and what seeing them takes.
import { resultOf, withBrowser } from './browser.mjs';
import { threadsOf } from './networks.mjs';
import { serve } from '../lib/server.mjs';

const TIMEOUT_MS = 120_000;
const FILE = '500-pixel.jpg';

export const classesName = (threads) => `Transfer learning, ${threadsOf(threads)}`;

const milliseconds = ({ median }) => `${median.toFixed(1)} ms`;

const classesOn = (threads) => ({
  name: classesName(threads),
  measure: (environment) => measureClasses(environment, threads),
  lines: ({ ms, oneMoreMs, addMs, embedMs, classifyMs }) => [
    ['a head, 200 photos, 5 classes', milliseconds(ms)],
    ['again with one photo more', milliseconds(oneMoreMs)],
    ['a photo of 500 pixels added', milliseconds(addMs)],
    ['its embedding alone', milliseconds(embedMs)],
    ['and classified', milliseconds(classifyMs)],
  ],
});

export const classes = [classesOn(1), classesOn(2)];

async function measureClasses({ browser, folders }, threads) {
  const server = await serve({ folders });
  try {
    const url = `${server.origin}/bench/classes.html?${new URLSearchParams({ threads, file: FILE })}`;
    return await withBrowser(browser, (tab) => resultOf(tab, url, TIMEOUT_MS));
  } finally {
    server.close();
  }
}
