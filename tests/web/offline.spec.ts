// Without a connection after the first visit, and with a newer version after a later one.
import { appendFileSync, cpSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { serve } from '../../scripts/lib/server.mjs';
import { Classroom } from './support/classroom';
import { SITE, sample } from './support/files';
import { labelledFolder, picture } from './support/labelled';
import { expect, test } from './support/test';

async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

test('reads a photo when the connection is cut first', async ({ loupe, context }) => {
  await loupe.open();
  await context.setOffline(true);
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
});

test('works without a connection from the second visit on', async ({ loupe, page, context }) => {
  await loupe.open();
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await expect(loupe.engine).toContainText('offline');
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
  await expect(loupe.card('cat.png').locator('img')).toBeVisible();
  await loupe.photo('cat.png').click();
  await expect(page.getByRole('dialog')).toContainText('Network');
});

test('learns classes without a connection from the second visit on', async ({ page, context }, info) => {
  const photos = labelledFolder(info.outputPath('photos'), { day: 4, night: 4 }, picture);
  const classes = new Classroom(page);
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('8 photos in 2 classes');
  await classes.expectKept();
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await classes.expectLearned('8 photos in 2 classes');
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
});

test('opens when its server is gone', async ({ page, loupe }) => {
  const site = await serve({ folders: { '/': SITE } });
  await page.goto(site.origin);
  await expect(loupe.engine).toContainText('thread');
  await kept(page);
  site.close();
  await page.reload();
  await expect(loupe.engine).toContainText('thread');
});

test('offers a newer version, and takes it when told', async ({ loupe, page }, info) => {
  const newer = info.outputPath('site');
  cpSync(SITE, newer, {
    recursive: true,
    filter: (file) => !/(models|engine)$/.test(path.relative(SITE, file)),
  });
  const site = await serve({
    folders: {
      '/models/': path.join(SITE, 'models'),
      '/engine/': path.join(SITE, 'engine'),
      '/': newer,
    },
  });
  await page.goto(site.origin);
  await expect(loupe.engine).toContainText('thread');
  await kept(page);
  await page.reload();
  await expect(page.getByText('A new version is ready')).toHaveCount(0);

  appendFileSync(path.join(newer, 'sw.js'), '\n// newer\n');
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(page.getByText('A new version is ready')).toBeVisible();
  const reloaded = page.waitForEvent('load');
  await loupe.button('Reload').click();
  await reloaded;
  await expect(loupe.engine).toContainText('thread');
  await expect(page.getByText('A new version is ready')).toHaveCount(0);
  site.close();
});
