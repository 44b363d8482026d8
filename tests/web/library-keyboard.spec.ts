// The Library tab without a mouse: everything is reached with the Tab key and works by keys, and the focus is never lost.
import { focused, pressAt, tabTo } from './support/by-keys';
import { datedPhotos, expect, test } from './support/library-test';

test('adds, finds, looks at, tags, teaches and takes away photos with keys alone', async ({
  library,
  page,
}) => {
  await library.open();
  const chooser = page.waitForEvent('filechooser');
  await expect(library.button('Choose photos')).toBeVisible();
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(datedPhotos());
  await library.expectCount('4 photos');

  await page.keyboard.press('/');
  await page.keyboard.type('rock');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(library.count).toHaveText('1 photo found');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => focused(page)).toMatch(/\.jpg/);
  await page.keyboard.press('Enter');
  await expect(library.dialog).toBeVisible();
  await tabTo(page, 'A tag of your own');
  await page.keyboard.type('Space flight');
  await page.keyboard.press('Enter');
  await expect(library.notice).toContainText('Tagged “Space flight”.');
  await pressAt(page, 'Undo');
  await expect(library.notice).toContainText('Undone');
  await expect.poll(() => focused(page)).not.toBe('');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toMatch(/\.jpg/);

  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await expect(library.count).toHaveText('4 photos');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await pressAt(page, 'Add a tag');
  await page.keyboard.type('Sky');
  await page.keyboard.press('Enter');
  await expect(library.notice).toContainText('2 photos tagged “Sky”.');
  await page.keyboard.press('Control+z');
  await expect(library.notice).toContainText('Undone');
  await pressAt(page, 'Teach a tag');
  await expect.poll(() => focused(page)).toBe('Name of the tag');
  await page.keyboard.type('Stars');
  await page.keyboard.press('Enter');
  await expect(library.dialog.getByRole('heading')).toHaveText(/^“Stars”/);
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).not.toBe('');

  await pressAt(page, 'Export');
  const download = page.waitForEvent('download');
  await pressAt(page, 'CSV, for spreadsheets');
  await download;
  await expect.poll(() => focused(page)).toBe('Export');
  await tabTo(page, /^June 2018: /);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(library.count).toHaveText('1 photo found');
  await expect.poll(() => focused(page)).toMatch(/^January 2021: /);
});
