// No violation that axe knows, in any state of the page, light and dark, on a phone and on a desk.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { manyPhotos, emptyFile, sample } from './support/files';
import type { Loupe } from './support/loupe';
import { expect, test } from './support/test';

const AXE = createRequire(path.resolve(__dirname, '../../web/package.json')).resolve('axe-core/axe.min.js');

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

declare const axe: { run(): Promise<{ violations: Violation[] }> };

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const size of SIZES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      const violations = await page.evaluate(async () => (await axe.run()).violations);
      const told = violations.map(({ id, nodes }) => ({
        id,
        where: nodes[0]?.target,
        why: nodes[0]?.failureSummary,
      }));
      expect(told, `${colorScheme}, ${size.width} pixels wide`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `pixels too wide for ${size.width}`).toBeLessThanOrEqual(0);
    }
}

async function never(page: Page, pattern: string): Promise<void> {
  await page.route(pattern, () => new Promise(() => {}));
}

const STATES: Record<string, (given: { loupe: Loupe; page: Page; folder: string }) => Promise<void>> = {
  'with nothing on the table': async ({ loupe }) => {
    await loupe.open();
    await expect(loupe.button('Chelsea the cat')).toBeVisible();
  },
  'while the model comes': async ({ loupe, page }) => {
    await never(page, '**/*.safetensors');
    await page.goto('/');
    await loupe.choose(sample('cat.png'));
    await expect(loupe.card('cat.png')).toContainText('Waiting');
  },
  'when the engine did not start': async ({ page }) => {
    await page.route('**/*.safetensors', (route) => route.fulfill({ status: 503 }));
    await page.goto('/');
    await expect(page.getByRole('alert')).toBeVisible();
  },
  'with photos read, failed and not sure': async ({ loupe }) => {
    await loupe.open();
    await loupe.choose([
      sample('cat.png'),
      sample('coffee.png'),
      sample('galaxies.jpg'),
      sample('temple.jpg'),
    ]);
    await loupe.expectRead(4);
    await loupe.choose(emptyFile());
    await expect(loupe.status).toContainText('1 failed');
  },
  'with a run stopped': async ({ loupe, page, folder }) => {
    await loupe.open();
    await loupe.choose(manyPhotos(200, folder));
    await page.keyboard.press('Escape');
    await expect(loupe.status).toContainText('not read');
  },
  'with the results open': async ({ loupe }) => {
    await loupe.open();
    await loupe.choose(sample('cat.png'));
    await loupe.expectRead(1);
    await loupe.button('Results').click();
    await loupe.button('Copy as CSV').click();
  },
  'in the closer look': async ({ loupe, page }) => {
    await loupe.open();
    await loupe.choose(sample('cat.png'));
    await loupe.expectRead(1);
    await loupe.photo('cat.png').click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'in the help': async ({ loupe, page }) => {
    await loupe.open();
    await loupe.button('Keyboard').click();
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  },
  'with the camera on': async ({ loupe, page }) => {
    await loupe.open();
    await loupe.button('Camera').click();
    await expect(page.getByText('frames a second')).toBeVisible();
  },
  'without a camera': async ({ loupe, page }) => {
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    await loupe.open();
    await loupe.button('Camera').click();
    await expect(page.getByRole('alert')).toBeVisible();
  },
};

for (const [state, reach] of Object.entries(STATES))
  test(`is accessible ${state}`, async ({ loupe, page }, info) => {
    await page.addInitScript({ path: AXE });
    await reach({ loupe, page, folder: info.outputPath('photos') });
    await expectAccessible(page);
  });
