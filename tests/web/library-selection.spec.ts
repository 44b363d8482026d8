// Many photos of the Library tab at once: selected, tagged, removed, taken away.
import { readFileSync } from 'node:fs';
import { unzipSync, strFromU8 } from 'fflate';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/library-test';
import type { PhotoLibrary } from './support/photo-library';

async function saved(library: PhotoLibrary, press: () => Promise<void>): Promise<Buffer> {
  const download = library.page.waitForEvent('download');
  await press();
  return readFileSync(await (await download).path());
}

test('selects by clicks, a range, keys, or all that are found', async ({ filled, page }) => {
  const count = filled.selected.getByRole('status');
  await filled.nth(1).hover();
  await filled.nth(1).locator('..').getByRole('checkbox').click();
  await expect(count).toHaveText('1 selected');
  await filled.nth(4).click({ modifiers: ['Shift'] });
  await expect(count).toHaveText('4 selected');
  await filled.nth(2).click({ modifiers: ['Control'] });
  await expect(count).toHaveText('3 selected');
  await page.keyboard.press('Escape');
  await expect(filled.selected).toBeHidden();
  await filled.nth(0).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(count).toHaveText('3 selected');
  await page.keyboard.press('Control+a');
  await expect(count).toHaveText('7 selected');
  await expectAccessible(page);
  await filled.button('Select nothing').click();
  await filled.search.fill('camera:canon');
  await expect(filled.count).toHaveText('2 photos found');
  await filled.nth(0).focus();
  await page.keyboard.press('Control+a');
  await expect(count).toHaveText('2 selected');
});

test('tags all that are selected, takes a tag off all of them, and undoes it', async ({ filled, page }) => {
  await filled.check('cat.png').click();
  await filled.check('coffee.png').click();
  await filled.button('Add a tag').click();
  await filled.selected.getByLabel('Tag to add').fill('Chez nous');
  await page.keyboard.press('Enter');
  await expect(filled.notice).toContainText('2 photos tagged “Chez nous”.');
  await filled.button('Chez nous 2').click();
  await expect(filled.count).toHaveText('2 photos found');
  await filled.button('Remove a tag').click();
  await filled.selected.getByLabel('Tag to remove').fill('Chez nous');
  await page.keyboard.press('Enter');
  await expect(filled.notice).toContainText('“Chez nous” was taken off 2 photos.');
  await expect(filled.count).toHaveText('Nothing found');
  await expect(filled.button('Chez nous 2')).toHaveCount(0);
  await filled.button('Undo').click();
  await expect(filled.notice).toHaveText('Undone: the tags are as they were.');
  await expect(filled.count).toHaveText('2 photos found');
  await expect(page.locator('body')).not.toBeFocused();
});

test('removes photos once that is confirmed, and not before', async ({ filled, page }) => {
  await filled.photo('cat.png').focus();
  await page.keyboard.press('Delete');
  await expect(filled.dialog).toContainText('Remove 1 photo from the library?');
  await expectAccessible(page);
  await filled.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(filled.photo('cat.png')).toBeFocused();
  await expect(filled.count).toHaveText('7 photos');
  await filled.check('cat.png').click();
  await filled.check('coffee.png').click();
  await page.keyboard.press('Delete');
  await expect(filled.dialog).toContainText('Remove 2 photos from the library?');
  await page.keyboard.press('Escape');
  await filled.selected.getByRole('button', { name: 'Remove', exact: true }).click();
  await filled.dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(filled.notice).toHaveText('2 photos removed. The files are where they were.');
  await expect(filled.count).toHaveText('5 photos');
  await expect(filled.selected).toBeHidden();
  await page.reload();
  await filled.expectCount('5 photos');
});

test('gives the tags of all, or of those selected, to spreadsheets, programs and photo managers', async ({
  filled,
}) => {
  const menu = filled.page.locator('.menus').getByText('Export', { exact: true });
  const format = (name: string) => filled.page.locator('.menus').getByRole('button', { name });
  await menu.click();
  const csv = (await saved(filled, () => format('CSV').click())).toString();
  expect(csv.trim().split(/\r?\n/)).toHaveLength(1 + 7);
  await menu.click();
  const json = JSON.parse((await saved(filled, () => format('JSON').click())).toString()) as unknown;
  expect(JSON.stringify(json)).toContain('rocket.jpg');
  await menu.click();
  const sidecars = unzipSync(await saved(filled, () => format('XMP').click()));
  expect(strFromU8(sidecars['cat.png.xmp']!)).toContain('lr:hierarchicalSubject');

  await filled.check('cat.png').click();
  await filled.selected.getByText('Export', { exact: true }).click();
  const one = await saved(filled, () => filled.selected.getByRole('button', { name: 'CSV' }).click());
  expect(one.toString()).toContain('cat.png');
  expect(one.toString()).not.toContain('rocket.jpg');
});

test('gives the library itself, and opens it again in place of another once that is confirmed', async ({
  filled,
  page,
}) => {
  await page.locator('.menus').getByText('Export', { exact: true }).click();
  const file = await saved(filled, () => filled.button('The library itself (.sqlite)').click());
  await filled.check('cat.png').click();
  await filled.selected.getByRole('button', { name: 'Remove', exact: true }).click();
  await filled.dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(filled.count).toHaveText('6 photos');
  const chosen = { name: 'mine.sqlite', mimeType: '', buffer: file };
  await page.getByLabel('Library file').setInputFiles(chosen);
  await expect(filled.dialog).toContainText('It takes the place of the 6 photos here');
  await filled.dialog.getByRole('button', { name: 'Open it instead' }).click();
  await expect(filled.notice).toHaveText('mine.sqlite is open: 7 photos.');
  await page.getByLabel('Library file').setInputFiles({ ...chosen, buffer: Buffer.from('no library') });
  await filled.dialog.getByRole('button', { name: 'Open it instead' }).click();
  await expect(filled.notice).toContainText('mine.sqlite could not be opened: ');
  await expect(filled.count).toHaveText('7 photos');
});

test('keeps the focus among the photos when what had it goes', async ({ filled, page }) => {
  const focusIn = (part: string) => expect(page.locator(`${part}:focus-within`)).toHaveCount(1);
  await filled.nth(0).focus();
  await page.keyboard.press('Space');
  await filled.button('Select nothing').focus();
  await page.keyboard.press('Enter');
  await focusIn('loupe-library-grid');
  await page.keyboard.press('Delete');
  await filled.dialog.getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(filled.count).toHaveText('6 photos');
  await focusIn('loupe-library-grid');
  await filled.search.fill('rockett');
  await filled.button('Search for rocket').press('Enter');
  await expect(filled.count).toHaveText('1 photo found');
  await focusIn('loupe-result-line');
  await page.locator('.menus loupe-library-export summary').press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await focusIn('.menus loupe-library-export');
});
