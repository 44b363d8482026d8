// The tests' fixtures for the Library tab: its parts, and a library of seven photos, made once for many tests. Four of
// them say when, and with what, they were taken.
import type { Browser } from '@playwright/test';
import type { Photoloupe } from '../../../web/src/client/photoloupe';
import { sampleAs, type FileBytes } from './files';
import { withExif } from './exif';
import { PhotoLibrary } from './photo-library';
import { test as base } from './test';

export { expect } from './test';

const TAKEN = {
  'flower.jpg': { taken: '2018:06:01 12:00:00', camera: 'Canon EOS 5D' },
  'rocket.jpg': { taken: '2019:05:24 10:30:00', camera: 'NIKON D90' },
  'temple.jpg': { taken: '2019:05:30 18:00:00', camera: 'Canon EOS 5D' },
  'galaxies.jpg': { taken: '2021:01:02 03:04:00', camera: 'Hubble' },
};

export function datedPhotos(): FileBytes[] {
  return Object.entries(TAKEN).map(([name, exif]) => ({
    ...sampleAs(name, name),
    buffer: withExif(sampleAs(name, name).buffer, exif),
  }));
}

export function undatedPhotos(): FileBytes[] {
  return ['cat.png', 'coffee.png', 'photographer.png'].map((name) => ({
    ...sampleAs(name, name),
    mimeType: 'image/png',
  }));
}

export const test = base.extend<{ library: PhotoLibrary; filled: PhotoLibrary }, { libraryFile: Buffer }>({
  library: async ({ page }, use) => use(new PhotoLibrary(page)),
  libraryFile: [
    async ({ browser, site }, use) => use(await makeLibrary(browser, site.origin)),
    { scope: 'worker' },
  ],
  filled: async ({ library, libraryFile }, use) => {
    await library.open();
    await library.import(libraryFile);
    await library.expectCount('7 photos');
    await use(library);
  },
});

async function makeLibrary(browser: Browser, origin: string): Promise<Buffer> {
  const photos = [...datedPhotos(), ...undatedPhotos()].map(({ name, buffer }) => [
    name,
    buffer.toString('base64'),
  ]);
  const page = await browser.newPage();
  await page.goto(`${origin}/samples/samples.json`);
  const base64 = await page.evaluate(async (given) => {
    const { Photoloupe: engine } = (await import(`${location.origin}/photoloupe.js`)) as {
      Photoloupe: typeof Photoloupe;
    };
    const loupe = await engine.create({ threads: 1 });
    const library = await loupe.openLibrary('made');
    const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    await library.add(given.map(([name, photo]) => new File([bytesOf(photo!)], name!, { lastModified: 0 })));
    const reader = new FileReader();
    reader.readAsDataURL(await library.export());
    await new Promise((resolve) => (reader.onload = resolve));
    return (reader.result as string).split(',')[1]!;
  }, photos);
  await page.close();
  return Buffer.from(base64, 'base64');
}
