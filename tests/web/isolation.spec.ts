// A host that cannot send the headers that isolate a page, as many static hosts cannot.
import { serve } from '../../scripts/lib/server.mjs';
import { SITE, sample } from './support/files';
import { expect, test } from './support/test';

test.use({
  site: [
    async ({}, use) => {
      const site = await serve({ folders: { '/': SITE }, isolated: false });
      await use(site);
      site.close();
    },
    { scope: 'worker' },
  ],
});

test('reads without SharedArrayBuffer, on one thread', async ({ loupe, page }) => {
  await loupe.open();
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('undefined');
  await expect(loupe.engine).toContainText('1 thread');
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
});

test('has threads from the second visit on, by its service worker', async ({ loupe, page }) => {
  await loupe.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect(loupe.engine).toContainText(/[2-9] threads/);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});
