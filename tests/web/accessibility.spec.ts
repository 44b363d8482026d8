// No violation that axe knows, in any state of the page, light and dark, on a phone and on a desk.
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { manyPhotos, emptyFile, sample } from './support/files';
import type { Loupe } from './support/loupe';
import { expect, test } from './support/test';

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
    await reach({ loupe, page, folder: info.outputPath('photos') });
    await expectAccessible(page);
  });
