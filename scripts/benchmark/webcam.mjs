// The page's camera, live, as a visitor uses it: frames read a second, and how long the page is busy at a stretch.
import { setTimeout } from 'node:timers/promises';
import { withBrowser } from './browser.mjs';
import { threadsOf } from './networks.mjs';
import { serve } from '../lib/server.mjs';

const PAGE_TIMEOUT_MS = 60_000;
const WARM_UP_MS = 3000;
const WATCHED_MS = 5000;
// Chromium's fake camera films more frames than are read, so that it is not what is measured.
const CAMERA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=60'];

export const webcamName = (threads) => `Camera, live, ${threadsOf(threads)}`;

const camera = (threads) => ({
  name: webcamName(threads),
  measure: (environment) => measureCamera(environment, threads),
  lines: ({ framesPerSecond, longTasks }) => [
    ['frames a second', framesPerSecond.median.toFixed(1)],
    ['tasks of the page over 50 ms', String(longTasks.max)],
  ],
});

export const webcam = [camera(1), camera(2)];

async function measureCamera({ browser, folders }, threads) {
  const server = await serve({ folders });
  try {
    return await withBrowser({ ...browser, flags: CAMERA }, async (tab) => {
      await tab.goto(`${server.origin}/?threads=${threads}`);
      await tab.getByRole('button', { name: 'Camera', exact: true }).click();
      await tab.getByText('frames a second').waitFor({ timeout: PAGE_TIMEOUT_MS });
      await setTimeout(WARM_UP_MS);
      await tab.evaluate(noteLongTasks);
      await setTimeout(WATCHED_MS);
      const words = await tab.getByText('frames a second').textContent();
      const framesPerSecond = parseFloat(words);
      const longTasks = await tab.evaluate(() => globalThis.longTasks.length);
      return { ms: 1000 / framesPerSecond, framesPerSecond, longTasks };
    });
  } finally {
    server.close();
  }
}

// Runs in the page. Browsers call a task long from 50 ms on.
function noteLongTasks() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries())).observe({
    entryTypes: ['longtask'],
  });
}
