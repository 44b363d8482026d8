// Ways through the photos of the Library tab: words, times, tags, a photo, links.
import { expectAccessible } from './support/accessible';
import { sample } from './support/files';
import { expect, test } from './support/library-test';
import { Loupe } from './support/loupe';

test('completes by keys, and goes on to the photos by keys', async ({ filled, page }) => {
  await page.keyboard.press('/');
  await expect(filled.search).toBeFocused();
  await filled.search.pressSequentially('fel');
  await expect(page.getByRole('option').first()).toBeVisible();
  await filled.search.press('ArrowDown');
  await filled.search.press('ArrowUp');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await filled.search.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(filled.search).toHaveValue('fel');
  await filled.search.fill('rocket');
  await filled.search.press('Enter');
  await expect(filled.count).toHaveText('1 photo found');
  await filled.search.press('ArrowDown');
  await expect(filled.photo('rocket.jpg')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(filled.dialog.getByRole('heading', { name: 'rocket.jpg' })).toBeVisible();
});

test('says what was meant, what else there is, and how to search', async ({ filled, page }) => {
  await filled.search.fill('rockett');
  await expect(page.getByRole('heading', { name: 'Nothing here is called “rockett”' })).toBeVisible();
  await filled.button('Search for rocket').click();
  await expect(filled.count).toHaveText('1 photo found');
  await filled.search.fill('-rockett');
  await expect(page.locator('loupe-result-line')).toContainText('“rockett” is not known here');
  await page.locator('loupe-result-line').getByRole('button', { name: '-rocket', exact: true }).click();
  await expect(filled.count).toHaveText('6 photos found');
  await page.getByLabel('How to search').click();
  await page.getByRole('button', { name: 'camera:canon' }).click();
  await expect(filled.count).toHaveText('2 photos found');
  await filled.search.fill('red rocket');
  await expect(filled.button('Search without “red”')).toBeVisible();
  await expect(filled.button(/^Search for/)).toHaveCount(0); // a word as any, not a mistyped "reed"
  await filled.button('Search without “red”').click();
  await expect(filled.count).toHaveText('1 photo found');
  await filled.search.fill('rocket 2021');
  await filled.button('Search without the dates').click();
  await expect(filled.count).toHaveText('1 photo found');
});

test('goes back and on through what was searched and seen, and opens a photo by its link', async ({
  filled,
  page,
}) => {
  await filled.search.pressSequentially('camera:canon');
  await filled.search.press('Enter');
  await filled.photo('temple.jpg').click();
  await expect(page).toHaveURL(/#library\?q=camera%3Acanon&photo=\d+/);
  const link = page.url();
  await page.goBack();
  await expect(filled.dialog).toBeHidden();
  await expect(filled.count).toHaveText('2 photos found');
  await page.goBack();
  await expect(filled.search).toHaveValue('');
  await expect(filled.count).toHaveText('7 photos');
  await page.goto('/#train');
  await page.goto(link);
  await expect(filled.dialog.getByRole('heading', { name: 'temple.jpg' })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#library\?q=camera%3Acanon$/);
  await page.goto('/#library?photo=9999');
  await expect(filled.count).toHaveText('7 photos');
  await expect(filled.dialog).toBeHidden();
});

test('answers another question from the top, and goes back to where somebody was', async ({
  filled,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 400 });
  await filled.nth(0).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(filled.dialog).toBeVisible();
  await filled.closePhoto();
  await expect(filled.nth(6)).toBeFocused();
  await expect(filled.nth(6)).toBeInViewport();
  await expect(page.locator('loupe-scroll-date')).toHaveText(/20\d\d/);
  await filled.search.fill('-rocket');
  await expect(filled.count).toHaveText('6 photos found');
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(filled.count).toHaveText('7 photos');
  await expect(filled.nth(6)).toBeInViewport();
});

test('searches by a photo from outside, chosen or dropped', async ({ filled, page }) => {
  await page.getByLabel('A photo to search by').setInputFiles(sample('cat.png'));
  await expect(page.locator('loupe-result-line')).toContainText('like cat.png', { timeout: 30_000 });
  await expect(filled.nth(0)).toHaveAccessibleName(/^cat.png/);
  await filled.button('Show all photos').click();
  await expect(filled.count).toHaveText('7 photos');
  await new Loupe(page).drop([sample('rocket.jpg')], { x: 600, y: 200 });
  await expect(page.locator('loupe-result-line')).toContainText('like rocket.jpg');
  await expect(filled.nth(0)).toHaveAccessibleName(/^rocket.jpg/);
});

test('keeps to a time that is dragged over, or chosen by keys', async ({ filled, page }) => {
  const timeline = page.getByRole('group', { name: 'When the photos were taken' });
  const bar = (month: string) => timeline.getByRole('button', { name: new RegExp(`^${month}: `) });
  const from = (await bar('May 2019').boundingBox())!;
  const to = (await bar('June 2019').boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 3 });
  await page.mouse.up();
  await expect(filled.search).toHaveValue('2019-05..2019-06');
  await expect(filled.count).toHaveText('2 photos found');
  await filled.button('Of all times').click();
  await expect(filled.count).toHaveText('7 photos');
  await timeline.locator('[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect(filled.search).toHaveValue('2018-06..2018-07');
  await expect(filled.photo('flower.jpg')).toBeVisible();
  await expect(filled.count).toHaveText('1 photo found');
});

test('shows the tags as a cloud and as a tree, and searches by them within the same dates', async ({
  filled,
  page,
}) => {
  const panel = page.locator('loupe-tag-panel');
  await panel.getByRole('button', { name: 'Tree' }).click();
  for (let closed = panel.locator('[aria-expanded=false]'); (await closed.count()) > 0;)
    await closed.first().click();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await filled.search.fill('2018..2021');
  await expect(filled.count).toHaveText('4 photos found');
  await panel.getByRole('button', { name: /^cat 1$/ }).click();
  await expect(filled.search).toHaveValue('cat 2018..2021');
  await filled.button('Search without the dates').click();
  await expect(filled.photo('cat.png')).toBeVisible();
});

test('has the photos in the order of what was found for readers, too', async ({ filled }) => {
  await filled.search.fill('camera:canon');
  await expect(filled.count).toHaveText('2 photos found');
  await filled.search.fill('');
  await expect(filled.count).toHaveText('7 photos');
  const inOrder = ['galaxies.jpg', 'temple.jpg', 'rocket.jpg', 'flower.jpg'];
  await expect.poll(async () => (await filled.namesInOrder()).slice(0, 4)).toEqual(inOrder);
});
