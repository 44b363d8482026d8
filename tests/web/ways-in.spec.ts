// Every way in which a photo comes to the page.
import { manyPhotos, folderOf, sample } from './support/files';
import { expect, test } from './support/test';

test('reads the photos that are chosen in the file picker', async ({ loupe }) => {
  await loupe.open();
  await loupe.choose([sample('cat.png'), sample('coffee.png')]);
  await expect(loupe.photo('cat.png')).toHaveAccessibleName(/cat/);
  await expect(loupe.card('coffee.png')).toContainText('espresso');
  await expect(loupe.card('cat.png')).toContainText(/\d ms/);
});

test('shows a card and its thumbnail before the engine is there', async ({ loupe, page }) => {
  let start = () => {};
  const held = new Promise<void>((resolve) => (start = resolve));
  await page.route('**/*.safetensors', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/');
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('Waiting');
  await expect(loupe.card('cat.png').locator('img')).toBeVisible();
  start();
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
});

test('takes the same photo again', async ({ loupe }) => {
  await loupe.open();
  await loupe.choose(sample('cat.png'));
  await loupe.expectRead(1);
  await loupe.choose(sample('cat.png'));
  await loupe.expectRead(2);
});

test('reads the photos of a folder that is chosen, and leaves the rest of it', async ({ loupe }, info) => {
  await loupe.open();
  await loupe.chooseFolder(folderOf(4, info.outputPath('folder')));
  await loupe.expectRead(4);
  await expect(loupe.card('notes.txt')).toHaveCount(0);
});

test('shows a viewfinder while photos are dragged over it, and reads them when dropped', async ({
  loupe,
  page,
}) => {
  const photos = [sample('cat.png'), sample('rocket.jpg')];
  await loupe.open();
  await loupe.drag(photos, 'dragEnter');
  await expect(page.getByText('Drop 2 to read them')).toBeVisible();
  await loupe.drag(photos, 'dragOver');
  await loupe.drag(photos, 'drop');
  await expect(page.getByText('Drop 2 to read them')).toBeHidden();
  await loupe.expectRead(2);
});

test('reads a folder that is dropped, with the folders in it', async ({ loupe }, info) => {
  await loupe.open();
  await loupe.drop([folderOf(6, info.outputPath('album'))]);
  await loupe.expectRead(6);
  await expect(loupe.card('notes.txt')).toHaveCount(0);
  await expect(loupe.card('photo-2.jpg').locator('.name')).toHaveAttribute('title', /^album\/below\//);
});

test('keeps the order of a large folder', async ({ loupe }, info) => {
  const folder = info.outputPath('large');
  manyPhotos(120, folder);
  await loupe.open('?threads=1'); // see run.spec.ts
  await loupe.drop([folder]);
  await loupe.expectRead(120);
  await expect(loupe.cards.nth(0)).toHaveAccessibleName('photo-1.bmp');
  await expect(loupe.cards.nth(9)).toHaveAccessibleName('photo-10.bmp');
  await loupe.photo('photo-1.bmp').press('End');
  await expect(loupe.photo('photo-120.bmp')).toBeFocused();
});

test('reads a photo that is pasted', async ({ loupe, page }) => {
  await loupe.open();
  await page.evaluate(async () => {
    const photo = await (await fetch('samples/coffee.png')).blob();
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': photo })]);
  });
  await page.keyboard.press('Control+v');
  await expect(loupe.cards).toContainText('espresso');
});

test('reads a sample photo, and all of them', async ({ loupe }) => {
  await loupe.open();
  await loupe.button('Chelsea the cat').click();
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
  await loupe.button('Clear').click();
  await loupe.button('Read all').click();
  await loupe.expectRead(7);
});
