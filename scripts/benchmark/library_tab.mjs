// The Library tab with a hundred thousand photos: from a key press to photos on screen, and how evenly it scrolls.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withBrowser } from './browser.mjs';
import { makeLargeLibrary } from './library.mjs';
import { serve } from '../lib/server.mjs';

const execute = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const TIMEOUT_MS = 180_000;
const WINDOW = { width: 1280, height: 800 };
const WORDS = ['dog', 'cat', 'food', 'bird', 'vehicle']; // each is known by itself at its last letter only
const PAUSE_MS = 700; // between two keys, for what follows the first
const SCROLLED_FRAMES = 240;
const PIXELS_A_FRAME = 40; // three windows a second

export const LIBRARY_TAB = 'Library tab with 100,000 photos';

const milliseconds = ({ median }) => `${median.toFixed(1)} ms`;

export const libraryTab = {
  name: LIBRARY_TAB,
  once: true,
  measure,
  lines: (result) => [
    ['from key press to photos on screen, median of five words', milliseconds(result.ms)],
    ['the slowest of them', milliseconds(result.slowestMs)],
    ['a frame of scrolling', milliseconds(result.frameMs)],
    ['the slowest of twenty', milliseconds(result.slowFrameMs)],
  ],
};

async function measure(environment) {
  const { browser, folders, python } = environment;
  const data = folders['/data/'];
  const large = path.join(data, 'library.sqlite');
  await makeLargeLibrary(environment);
  await execute(python, [path.join(here, 'peers/add_thumbnails.py'), path.join(data, 'small.sqlite'), large]);
  const server = await serve({ folders });
  try {
    return await withBrowser(browser, async (page) => {
      page.setDefaultTimeout(TIMEOUT_MS);
      await page.setViewportSize(WINDOW);
      await page.goto(`${server.origin}/#library`);
      await page.locator('loupe-library-add #library').setInputFiles(large);
      await page.getByText(/^100,000 photos$/).waitFor();
      await page.reload();
      await page.getByText(/^100,000 photos$/).waitFor();
      return { ...(await measureKeys(page)), ...(await measureScrolling(page)) };
    });
  } finally {
    server.close();
  }
}

async function measureKeys(page) {
  const search = page.getByRole('combobox', { name: 'Search the photos' });
  const times = [];
  for (const word of WORDS) {
    await search.fill(word.slice(0, -1));
    await page.waitForTimeout(PAUSE_MS);
    const shown = page.evaluate(timeToPhotos);
    await page.waitForTimeout(PAUSE_MS);
    await page.keyboard.press(word.at(-1));
    times.push(await shown);
  }
  times.sort((a, b) => a - b);
  await search.fill('');
  await page.waitForTimeout(PAUSE_MS);
  return { ms: times[times.length >> 1], slowestMs: times.at(-1) };
}

// In the page: milliseconds from the next key press to the frame after which its answer is seen, with photos.
function timeToPhotos() {
  const view = document.querySelector('loupe-app').shadowRoot.querySelector('loupe-library-view').shadowRoot;
  const found = () =>
    view.querySelector('loupe-result-line').shadowRoot.querySelector('[role=status]').textContent;
  const hasPhotos = () => {
    const grid = view.querySelector('loupe-library-grid')?.shadowRoot;
    const first = grid?.querySelector('li[aria-posinset="1"]:not([hidden]) img');
    return first && !first.hidden && first.complete;
  };
  const before = found();
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  return new Promise((resolve) => {
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const look = () => {
          if (found() === before || !hasPhotos()) requestAnimationFrame(look);
          else painted(() => resolve(performance.now() - timeStamp));
        };
        requestAnimationFrame(look);
      },
      { once: true, capture: true },
    );
  });
}

async function measureScrolling(page) {
  const times = await page.evaluate(
    async ([frames, pixels]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const durations = [];
      let last = await frame();
      for (let number = 0; number < frames; number++) {
        scrollBy({ top: pixels, behavior: 'instant' });
        const now = await frame();
        durations.push(now - last);
        last = now;
      }
      return durations;
    },
    [SCROLLED_FRAMES, PIXELS_A_FRAME],
  );
  times.sort((a, b) => a - b);
  const atShare = (share) => times[Math.floor(share * times.length)];
  return { frameMs: atShare(0.5), slowFrameMs: atShare(0.95) };
}
