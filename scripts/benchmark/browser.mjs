// A fresh headless Chromium with a profile of its own, and what its renderer's memory amounts to.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const FLAGS = [
  '--disable-gpu',
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// `packages` is the node_modules folder that holds playwright-core, `flags` are more of the browser's. Gives
// use(page, memory, context) the only page of a new browser and returns what it returns; the browser and its
// profile are gone afterwards.
// memory() resolves to the resident megabytes of the largest renderer, { now, peak }: Linux only, else NaN.
export async function withBrowser({ packages, executablePath, flags = [] }, use) {
  const { chromium } = createRequire(`${packages}/`)('playwright-core');
  const profile = mkdtempSync(path.join(os.tmpdir(), 'photoloupe-bench-'));
  const args = [...FLAGS, ...flags];
  const context = await chromium.launchPersistentContext(profile, { executablePath, args });
  try {
    const session = await context.browser().newBrowserCDPSession();
    const memory = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter((process) => process.type === 'renderer');
      const used = renderers.map((process) => memoryOf(process.id));
      return {
        now: Math.max(...used.map((m) => m.now)),
        peak: Math.max(...used.map((m) => m.peak)),
      };
    };
    return await use(context.pages()[0], memory, context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

function memoryOf(pid) {
  if (process.platform !== 'linux') return { now: NaN, peak: NaN };
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (key) => Number(status.match(new RegExp(`${key}:\\s+(\\d+)`))[1]) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

// Opens a page that publishes its figures (pages/measure.js) and resolves to them.
export async function resultOf(page, url, timeoutMs) {
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => globalThis.benchResult, null, {
    timeout: timeoutMs,
    polling: 100,
  });
  const result = await handle.jsonValue();
  if (result.error) throw new Error(result.error);
  return result;
}
