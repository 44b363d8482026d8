// A tag taught by examples in the Library tab: the others are found, and every answer makes it better.
import { expectAccessible } from './support/accessible';
import { sampleAs, type FileBytes } from './support/files';
import { expect, test } from './support/library-test';
import type { Page } from '@playwright/test';

const PARTS = 4;

// Parts of samples, every other one mirrored, so that they are alike and none is a copy.
async function parts(page: Page, ...samples: string[]): Promise<FileBytes[]> {
  const made = await page.evaluate(
    async ({ names, parts }) => {
      const photos: [name: string, base64: string][] = [];
      for (const name of names) {
        const image = await createImageBitmap(await (await fetch(`/samples/${name}`)).blob());
        for (let part = 0; part < parts; part++) {
          const [width, height] = [image.width * 0.85, image.height * 0.85];
          const canvas = Object.assign(document.createElement('canvas'), { width, height });
          const context = canvas.getContext('2d')!;
          if (part % 2) context.setTransform(-1, 0, 0, 1, width, 0);
          context.drawImage(image, 0, part > 1 ? height - image.height : 0);
          photos.push([`${name.split('.')[0]}-${part}.jpg`, canvas.toDataURL('image/jpeg').split(',')[1]!]);
        }
      }
      return photos;
    },
    { names: samples, parts: PARTS },
  );
  return made.map(([name, base64]) => ({ ...sampleAs(name), buffer: Buffer.from(base64, 'base64') }));
}

test('finds the others by a few examples, and gets better by every yes and not this', async ({
  library,
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('photoloupe-library-spread', 'yes'));
  await library.open();
  await library.add(...(await parts(page, 'cat.png', 'flower.jpg', 'rocket.jpg')));
  await library.expectCount('12 photos');
  await library.check('cat-0.jpg').click();
  await library.check('cat-1.jpg').click();
  await library.button('Teach a tag').click();
  await library.dialog.getByLabel('Name of the tag').fill('Chelsea');
  await expectAccessible(page);
  await library.button('Find the others').click();
  const heading = library.dialog.getByRole('heading');
  await expect(heading).toHaveText('“Chelsea”: 4 photos');
  await expectAccessible(page);
  await library.dialog.getByRole('button', { name: /^Yes, cat-2/ }).click();
  await expect(library.dialog.getByRole('listitem')).toHaveCount(1);
  await library.dialog.getByRole('button', { name: /^Not this, cat-3/ }).click();
  await expect(heading).toHaveText('“Chelsea”: 3 photos');
  await library.button('Show all 3').click();
  await expect(library.count).toHaveText('3 photos found');
  await expect(library.photo('cat-3.jpg')).toHaveCount(0);
  await page.reload();
  await library.expectCount('3 photos found');
  await library.button('Improve “Chelsea”').click();
  await expect(heading).toHaveText('“Chelsea”: 3 photos');
});
