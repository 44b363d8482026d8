// What cannot be read says why and holds nothing up.
import { emptyFile, hugeClaim, sample, textNamedJpg, truncatedJpeg } from './support/files';
import { expect, test } from './support/test';

const WRONG = [
  { what: 'an empty file', file: emptyFile, says: /empty/ },
  { what: 'a text named .jpg', file: textNamedJpg, says: /format|photo/ },
  { what: 'a truncated JPEG', file: truncatedJpeg, says: /JPEG|truncated|damaged/i },
  { what: 'a claim of 60,000 x 60,000 pixels', file: hugeClaim, says: /60000/ },
];

for (const { what, file, says } of WRONG)
  test(`says what is wrong with ${what}, and reads the next photo`, async ({ loupe }) => {
    const wrong = file();
    await loupe.open();
    await loupe.choose(wrong);
    await expect(loupe.status).toContainText('1 failed');
    await expect(loupe.card(wrong.name).locator('.detail')).toHaveText(says);
    await loupe.choose(sample('cat.png'));
    await expect(loupe.card('cat.png')).toContainText('tabby cat');
    await expect(loupe.status).toContainText('2 photos · 1 failed');
  });

test('reads the good ones among the bad ones', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.choose([emptyFile(), textNamedJpg(), truncatedJpeg(), hugeClaim()]);
  await page.locator('input[type=file][multiple]').setInputFiles([sample('cat.png'), sample('coffee.png')]);
  await expect(loupe.status).toContainText('6 photos · 4 failed');
});

test('tries a failed photo again, and removes it', async ({ loupe }) => {
  await loupe.open();
  await loupe.choose(textNamedJpg());
  await loupe.button('Try again').click();
  await expect(loupe.status).toContainText('1 failed');
  await loupe.button('Remove text.jpg').click();
  await expect(loupe.cards).toHaveCount(0);
});

test('says so when the engine breaks down, which is not the browser’s fault, and starts it again', async ({
  loupe,
  page,
}) => {
  await loupe.open('?threads=1'); // further threads would not be heard
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
  // What a trap in the middle of the network looks like to JavaScript.
  await Promise.all(
    page.workers().map((worker) =>
      worker.evaluate(() => {
        performance.now = () => {
          throw new WebAssembly.RuntimeError('unreachable');
        };
      }),
    ),
  );
  await loupe.choose(sample('coffee.png'));
  await expect(loupe.card('coffee.png')).toContainText('The engine broke down');
  await loupe.button('Try again').click();
  await expect(loupe.card('coffee.png')).toContainText('espresso');
});

test('reads WebP through the browser', async ({ loupe, page }) => {
  await loupe.open();
  const bytes = await page.evaluate(async () => {
    const photo = await createImageBitmap(await (await fetch('samples/coffee.png')).blob());
    const canvas = new OffscreenCanvas(photo.width, photo.height);
    canvas.getContext('2d')!.drawImage(photo, 0, 0);
    const webp = await canvas.convertToBlob({ type: 'image/webp' });
    return [...new Uint8Array(await webp.arrayBuffer())];
  });
  await loupe.choose({ name: 'coffee.webp', mimeType: 'image/webp', buffer: Buffer.from(bytes) });
  await expect(loupe.card('coffee.webp')).toContainText('espresso');
});

test('says that the model could not be had, and starts once it can', async ({ loupe, page }) => {
  await page.route('**/*.safetensors', (route) => route.fulfill({ status: 503 }));
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('the engine could not start');
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('Waiting');
  await page.unroute('**/*.safetensors');
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
});
