// The Library tab: photos in, words typed, photos seen.
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/test';

test.beforeEach(async ({ page }) => {
  await page.goto('/#library');
  await page.getByRole('button', { name: 'Sample photos' }).click();
  await expect(page.getByText(/^7 photos$/)).toBeVisible({ timeout: 30_000 });
});

test('finds photos while somebody types, and completes the word by keyboard', async ({ page }) => {
  const search = page.getByRole('combobox', { name: 'Search the photos' });
  await search.pressSequentially('fel');
  await expect(page.getByRole('option', { name: /^feline/ })).toBeVisible();
  await expect(page.locator('loupe-result-line')).toContainText('1 photo found for “feline”');
  await search.press('ArrowDown');
  await search.press('Enter');
  await expect(search).toHaveValue(/^feli/);
  await expect(page.getByText(/^1 photo found$/)).toBeVisible();
  await search.fill('rockett');
  await page.getByRole('button', { name: 'Search for rocket' }).click();
  await expect(page.getByText(/photos? found$/)).toBeVisible();
  await search.fill('xylophone-less nonsense');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await expectAccessible(page);
});

test('opens a search from its address, and has the photos after a reload', async ({ page }) => {
  await page.getByRole('combobox').fill('cat');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#library\?q=cat/);
  await page.reload();
  await expect(page.getByRole('combobox')).toHaveValue('cat');
  await expect(page.getByText(/photos? found$/)).toBeVisible({ timeout: 30_000 });
});

test('says that another tab has the library, and takes it over when asked', async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto('/#library');
  await other.getByRole('button', { name: 'Use it here' }).click();
  await expect(other.getByText(/^7 photos$/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Use it here' })).toBeVisible();
  await expectAccessible(page);
});
