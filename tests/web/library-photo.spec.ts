// One photo of the Library tab, looked at: itself, what is in it and why, what is like it.
import { expectAccessible } from './support/accessible';
import { focused } from './support/by-keys';
import { datedPhotos, expect, test } from './support/library-test';

test('says what is in a photo, and why, when it was taken and with what', async ({ filled, page }) => {
  await filled.photo('temple.jpg').click();
  await expect(filled.dialog.getByRole('heading', { name: 'temple.jpg' })).toBeVisible();
  const tag = filled.dialog.getByRole('list', { name: 'Tags' }).getByRole('listitem').first();
  await expect(tag).toContainText(/\d%/);
  await expect(filled.dialog.locator('dl')).toContainText('30 May 2019 at 18:00');
  await expect(filled.dialog.locator('dl')).toContainText('Canon EOS 5D');
  await expect(filled.dialog).toContainText('Only the thumbnail: the page can no longer open the file.');
  await expectAccessible(page);
});

test('goes through the photos by keys, and back to where it was in the grid', async ({ filled, page }) => {
  const names = await filled.namesInOrder();
  await filled.photo(names[0]!).click();
  const heading = filled.dialog.getByRole('heading', { level: 2 });
  await page.keyboard.press('ArrowLeft');
  await expect(heading).toHaveText(names[0]!);
  await page.keyboard.press('ArrowRight');
  await expect(heading).toHaveText(names[1]!);
  await page.keyboard.press('ArrowDown');
  await expect(heading).toHaveText(names[2]!);
  await expect(filled.dialog).toContainText('3 of 7');
  await page.keyboard.press('ArrowUp');
  await expect(heading).toHaveText(names[1]!);
  await page.keyboard.press('Escape');
  await expect(filled.dialog).toBeHidden();
  await expect(filled.photo(names[1]!)).toBeFocused();
});

test('goes to the next photo by a swipe, and on to it when one is removed', async ({ filled, page }) => {
  const names = await filled.namesInOrder();
  await filled.photo(names[0]!).click();
  const heading = filled.dialog.getByRole('heading', { level: 2 }).first();
  await expect(heading).toHaveText(names[0]!);
  const finger = await page.context().newCDPSession(page);
  const touch = (type: string, ...touchPoints: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints });
  await touch('touchStart', { x: 500, y: 400 });
  await touch('touchMove', { x: 400, y: 405 });
  await touch('touchEnd');
  await expect(heading).toHaveText(names[1]!);
  await page.keyboard.press('Delete');
  await page.getByRole('dialog', { name: 'Remove 1 photo' }).getByRole('button', { name: 'Remove' }).click();
  await expect(heading).toHaveText(names[2]!);
  await expect(filled.dialog).toContainText('2 of 6');
  await page.keyboard.press('ArrowRight');
  await expect(heading).toHaveText(names[3]!);
});

test('shows the file itself, and comes nearer by keys, wheel and double click', async ({ library, page }) => {
  await library.open();
  await library.add(...datedPhotos());
  await library.expectCount('4 photos');
  await library.photo('flower.jpg').click();
  const picture = library.dialog.locator('loupe-zoomable img');
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(256);
  const scale = () => picture.evaluate((image) => new DOMMatrix(getComputedStyle(image).transform).a);
  await page.keyboard.press('+');
  await expect.poll(scale).toBeCloseTo(1.5);
  await page.keyboard.press('0');
  await expect.poll(scale).toBe(1);
  await picture.dblclick();
  await expect.poll(scale).toBeCloseTo(3);
  await page.mouse.wheel(0, -400);
  await expect.poll(scale).toBeGreaterThan(3.5);
  await library.button('Farther').click();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(scale).toBe(1);
});

test('says that the browser cannot show a kind of file, and shows its thumbnail', async ({ library }) => {
  await library.open();
  const header = Buffer.from('P6 64 64 255\n');
  await library.add({
    name: 'old.ppm',
    mimeType: 'image/x-portable-pixmap',
    buffer: Buffer.concat([header, Buffer.alloc(64 * 64 * 3, 'photo')]),
  });
  await library.expectCount('1 photo');
  await library.photo('old.ppm').click();
  await expect(library.dialog).toContainText('the browser cannot show this kind of file');
  await expect(library.dialog.locator('loupe-zoomable img')).toBeVisible();
});

test('takes a wrong tag off for good', async ({ filled, page }) => {
  await filled.photo('cat.png').click();
  await expect(filled.dialog.getByRole('list', { name: 'Tags' })).toContainText('›');
  const remove = filled.dialog.getByRole('button', { name: /^Not / }).first();
  const tag = (await remove.getAttribute('aria-label'))!.replace('Not ', '');
  await remove.click();
  await expect(filled.notice).toContainText(`“${tag}” was taken off.`);
  await expect(filled.dialog.getByRole('button', { name: `Not ${tag}`, exact: true })).toHaveCount(0);
  await filled.closePhoto();
  await page.reload();
  await filled.photo('cat.png').click();
  await expect(filled.dialog.locator('dl')).toBeVisible();
  await expect(filled.dialog.getByRole('button', { name: `Not ${tag}`, exact: true })).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('opens no keyboard when a photo’s last tag is taken off', async ({ filled, page }) => {
    await filled.photo('temple.jpg').click();
    const remove = filled.dialog.getByRole('button', { name: /^Not / });
    for (await expect(remove.first()).toBeVisible(); (await remove.count()) > 0;) {
      const tags = await remove.count();
      await remove.first().click();
      await expect(remove).toHaveCount(tags - 1);
    }
    await expect.poll(() => focused(page)).toBe('Add');
  });
});

test('puts on a tag of one’s own, which is then searched for and completed like any', async ({
  filled,
  page,
}) => {
  await filled.photo('coffee.png').click();
  await filled.dialog.getByLabel('A tag of your own').fill('Grandma’s cup');
  await page.keyboard.press('Enter');
  await expect(filled.notice).toContainText('Tagged “Grandma’s cup”.');
  await filled.dialog.getByRole('button', { name: 'Grandma’s cup', exact: true }).click();
  await expect(filled.dialog).toBeHidden();
  await expect(filled.count).toHaveText('1 photo found');
  await filled.search.fill('grandma');
  await page.getByRole('option', { name: /^Grandma’s cup/i }).click();
  await expect(filled.photo('coffee.png')).toBeVisible();
});

test('says over the photo what was done to its tags, and undoes it by a press and by keys', async ({
  filled,
  page,
}) => {
  await filled.photo('cat.png').click();
  const tags = filled.dialog.getByRole('list', { name: 'Tags' }).getByRole('listitem');
  const notice = filled.dialog.getByRole('status');
  await expect(tags.first()).toBeVisible();
  const before = await tags.allInnerTexts();
  await filled.dialog.getByRole('button', { name: /^Not / }).first().click();
  await expect(tags).not.toHaveCount(before.length);
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toHaveText('Undone: the tags are as they were.');
  await expect.poll(() => tags.allInnerTexts()).toEqual(before);
  await filled.dialog.getByLabel('A tag of your own').fill('Grandma’s cat');
  await page.keyboard.press('Enter');
  await expect(tags.filter({ hasText: 'Grandma’s cat' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Control+z');
  await expect(tags.filter({ hasText: 'Grandma’s cat' })).toHaveCount(0);
  await expect(filled.dialog.getByLabel('A tag of your own')).toBeFocused();
});

test('leads from a photo to those that look like it', async ({ filled, page }) => {
  await filled.photo('flower.jpg').click();
  const alike = filled.dialog.getByRole('region', { name: 'Looks like it' });
  const first = alike.getByRole('listitem').getByRole('button').first();
  const name = (await first.getAttribute('aria-label'))!.split(':')[0]!;
  await first.click();
  await expect(filled.dialog.getByRole('heading', { level: 2 })).toHaveText(name);
  await alike.getByRole('button', { name: 'More like this' }).click();
  await expect(filled.dialog).toBeHidden();
  await expect(page).toHaveURL(/like=\d+/);
  await expect(filled.nth(0)).toHaveAccessibleName(new RegExp(`^${name}`));
  await expect(page.locator('loupe-result-line')).toContainText('like the photo that you chose');
  await page.goBack();
  await expect(filled.dialog.getByRole('heading', { level: 2 })).toHaveText(name);
});
