// Ten thousand photos at once, in the tabs that keep them.
import type { Locator } from '@playwright/test';
import { Classroom } from './support/classroom';
import { longestTask } from './support/longest-task';
import { expect, test } from './support/test';
import { Trainer } from './support/trainer';

const PHOTOS = 10_000;
const LONGEST_TASK = 50; // milliseconds
const SLOW = 60_000;

// Into an <input type=file>: files that differ, and are no photos. Returns what chooses them, in a task of its own.
async function prepare(input: Locator): Promise<() => Promise<void>> {
  await input.evaluate((element: HTMLInputElement, count) => {
    const transfer = new DataTransfer();
    for (let number = 0; number < count; number++)
      transfer.items.add(new File([`photo ${number}`], `photo-${number}.jpg`, { type: 'image/jpeg' }));
    element.files = transfer.files;
  }, PHOTOS);
  return () => input.evaluate((element) => void setTimeout(() => element.dispatchEvent(new Event('change'))));
}

test('My classes stays smooth while ten thousand photos come in', async ({ page }) => {
  const classes = new Classroom(page);
  await classes.open();
  const choose = await prepare(classes.list.locator('#folder'));
  const longest = await longestTask(page, async () => {
    await choose();
    await expect(classes.list).toContainText('new photos', { timeout: SLOW });
    await page.waitForTimeout(2000);
  });
  expect(longest).toBeLessThan(LONGEST_TASK);
});

test('Train stays smooth while ten thousand photos come in', async ({ page }) => {
  const trainer = new Trainer(page);
  await trainer.open();
  const choose = await prepare(trainer.classes.locator('#folder'));
  const longest = await longestTask(page, async () => {
    await choose();
    await expect(trainer.classes).toContainText('10,000 photos', { timeout: SLOW });
    await page.waitForTimeout(2000);
  });
  expect(longest).toBeLessThan(LONGEST_TASK);
});
