// Everything without a mouse, and what a screen reader is told.
import { sample, textNamedJpg } from './support/files';
import { expect, test } from './support/test';

const THREE = [sample('cat.png'), sample('coffee.png'), sample('rocket.jpg')];

test('goes from the start to the results with keys alone', async ({ loupe, page }) => {
  await loupe.open();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(THREE);
  await loupe.expectRead(3);
  await loupe.button('Clear').focus();
  await page.keyboard.press('Tab');
  await expect(loupe.photo('cat.png')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'cat.png' })).toContainText('Network');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'coffee.png' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(loupe.photo('coffee.png')).toBeFocused();
});

test('goes from photo to photo with the arrow keys, and removes with Delete', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.choose(THREE);
  await loupe.expectRead(3);
  await loupe.photo('cat.png').focus();
  await page.keyboard.press('ArrowRight');
  await expect(loupe.photo('coffee.png')).toBeFocused();
  await page.keyboard.press('End');
  await expect(loupe.photo('rocket.jpg')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(loupe.photo('coffee.png')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(loupe.photo('cat.png')).toBeFocused();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await expect(loupe.button('Choose photos')).toBeFocused();
});

test('stops with the Tab key at one card only', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.choose(THREE);
  await loupe.expectRead(3);
  await loupe.photo('coffee.png').focus();
  await page.keyboard.press('Tab');
  await expect(loupe.button('Remove coffee.png')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(loupe.button('Where your photos go: nowhere')).toBeFocused();
});

test('closes the results with Escape and does no more', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.choose(THREE);
  await loupe.expectRead(3);
  await loupe.button('Results').press('Enter');
  await expect(loupe.button('Copy as CSV')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(loupe.button('Copy as CSV')).toBeHidden();
  await expect(loupe.button('Results')).toBeFocused();
});

test('tells a screen reader what a photo shows', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.choose(sample('cat.png'));
  await expect(page.locator('loupe-announcer').getByRole('status')).toHaveText(/^cat\.png: .*cat, \d+%\.$/);
  await expect(loupe.photo('cat.png')).toHaveAccessibleName(/^cat\.png: .*cat, \d+%/);
});

test('tells a screen reader what came of another try, not of the photo on top', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.choose(textNamedJpg());
  await expect(loupe.status).toContainText('1 failed');
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
  await loupe.button('Try again').click();
  await expect(page.locator('loupe-announcer').getByRole('status')).toContainText('text.jpg: ');
});
