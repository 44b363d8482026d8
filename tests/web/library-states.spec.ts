// The Library tab when something is not as it should be: it says what, and what can be done, and loses nothing.
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { beforeWorkers } from './support/before-workers';
import { focused } from './support/by-keys';
import { emptyFile, sampleAs, textNamedJpg, truncatedJpeg } from './support/files';
import { datedPhotos, expect, test } from './support/library-test';
import type { PhotoLibrary } from './support/photo-library';

// Writes over the file in which the library is kept, while no tab has it, at a place or where it has such a text.
async function overwriteLibrary(page: Page, at: number | string, bytes: number[]): Promise<void> {
  await page.goto('/samples/samples.json');
  await page.evaluate(
    async ({ place, data }) => {
      let folder = await navigator.storage.getDirectory();
      for (const name of ['photoloupe', 'library-photos', '.opaque'])
        folder = await folder.getDirectoryHandle(name);
      const files: FileSystemFileHandle[] = [];
      for await (const file of (
        folder as unknown as { values(): AsyncIterable<FileSystemFileHandle> }
      ).values())
        files.push(file);
      const sizes = await Promise.all(files.map(async (file) => (await file.getFile()).size));
      const largest = files[sizes.indexOf(Math.max(...sizes))]!;
      const textOf = async () =>
        new TextDecoder('latin1').decode(await (await largest.getFile()).arrayBuffer());
      const position = typeof place === 'number' ? place : (await textOf()).search(place);
      const writable = await largest.createWritable({ keepExistingData: true });
      await writable.write({ type: 'write', position, data: new Uint8Array(data) });
      await writable.close();
    },
    { place: at, data: bytes },
  );
}

const POOL_HEADER = 4096; // bytes before SQLite's own
const USER_VERSION = 60; // where SQLite's header has the schema's version

test('puts a damaged library aside, and keeps the tags that people gave', async ({ filled, page }) => {
  await filled.photo('flower.jpg').click();
  await filled.dialog.getByLabel('A tag of your own').fill('Prize dahlia');
  await page.keyboard.press('Enter');
  await expect(filled.notice).toContainText('Tagged “Prize dahlia”.');
  await overwriteLibrary(page, POOL_HEADER + 4096, Array<number>(20_000).fill(0xa5));
  await filled.open();
  await expect(page.getByRole('alert')).toContainText('The library was damaged');
  await expectAccessible(page);
  await filled.button('Begin again').click();
  await filled.add(datedPhotos()[0]!);
  await filled.expectCount('1 photo');
  await filled.search.fill('dahlia');
  await expect(filled.count).toHaveText('1 photo found');
});

test('leaves a library alone that a newer version made', async ({ filled, page }) => {
  await overwriteLibrary(page, POOL_HEADER + USER_VERSION, [0, 0, 0, 99]);
  await filled.open();
  await expect(page.getByRole('alert')).toContainText('A newer Photoloupe made this library');
  await expect(filled.button('Reload the page')).toBeVisible();
  await expectAccessible(page);
});

test('says that the browser keeps no files', async ({ library, page }) => {
  await beforeWorkers(
    page,
    "navigator.storage.getDirectory = () => Promise.reject(new DOMException('denied', 'SecurityError'));",
  );
  await library.open();
  await expect(page.getByRole('alert')).toContainText('This browser keeps no files here');
  await expectAccessible(page);
});

test('says when the device is full, keeps what was looked at, and goes on once there is room', async ({
  library,
  page,
}) => {
  await beforeWorkers(
    page,
    `{
      const { prototype } = globalThis.FileSystemSyncAccessHandle ?? { prototype: {} };
      const { write } = prototype;
      let isFull = false;
      new BroadcastChannel('disk').onmessage = ({ data }) => (isFull = data === 'full');
      prototype.write = function (bytes, options) {
        if (isFull && (options?.at ?? 0) + bytes.byteLength > this.getSize())
          throw new DOMException('no room', 'QuotaExceededError');
        return write.call(this, bytes, options);
      };
    }
    `,
  );
  await library.open();
  await library.add(sampleAs('first.jpg', 'rocket.jpg'));
  await library.expectCount('1 photo');
  await page.evaluate(() => {
    const disk = new BroadcastChannel('disk');
    disk.postMessage('full');
    Object.assign(globalThis, { makeRoom: () => disk.postMessage('room') });
  });
  await library.add(sampleAs('second.jpg'));
  await expect(page.getByRole('alert')).toContainText('There is no space left on this device');
  await expectAccessible(page);
  await page.evaluate('makeRoom()');
  await library.button('Go on').click();
  await library.expectCount('2 photos');
});

test('keeps the focus when looking at photos ends and its bar goes', async ({ library, page }) => {
  await library.open();
  await library.add(sampleAs('good.jpg'));
  await library.expectCount('1 photo');
  await page.locator('loupe-indexing-bar').getByRole('button', { name: 'Close' }).press('Enter');
  await expect(page.locator('loupe-indexing-bar section')).toHaveCount(0);
  await expect(page.locator('loupe-library-view :focus').last()).toBeVisible();
});

test('lists what could not be read, with reasons, and goes on with the rest', async ({ library, page }) => {
  await library.open();
  await library.add(sampleAs('good.jpg'), textNamedJpg(), emptyFile(), truncatedJpeg());
  await library.expectCount('1 photo');
  await library.page
    .locator('loupe-indexing-bar')
    .getByRole('button', { name: '3 files could not be read' })
    .click();
  const files = library.dialog.getByRole('listitem');
  await expect(files).toHaveCount(3);
  await expect(files.filter({ hasText: 'empty.jpg' })).toHaveText(/^empty\.jpg\s*\S/);
  await expectAccessible(page);
});

// A folder whose access the browser gives again only when it is asked, as after a visit.
async function giveFolder(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { prototype } = FileSystemHandle as unknown as {
      prototype: { queryPermission(): Promise<string>; requestPermission(): Promise<string> };
    };
    prototype.queryPermission = () => Promise.resolve(sessionStorage.getItem('permission') ?? 'granted');
    prototype.requestPermission = () => {
      if (sessionStorage.getItem('answer') === 'denied') return Promise.resolve('denied');
      sessionStorage.setItem('permission', 'granted');
      return Promise.resolve('granted');
    };
    const pick = async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('Holiday', { create: true });
      for (const name of JSON.parse(sessionStorage.getItem('files') ?? '["cat.png"]') as string[]) {
        const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writable.write(await (await fetch(`/samples/${name}`)).blob());
        await writable.close();
      }
      return folder;
    };
    Object.assign(globalThis, { showDirectoryPicker: pick });
  });
}

// Which then has a photo more than the library knows.
async function openFolder(library: PhotoLibrary): Promise<void> {
  const { page } = library;
  await giveFolder(page);
  await library.open();
  await library.button('Choose a folder').click();
  await library.expectCount('1 photo');
  await page.evaluate(async () => {
    sessionStorage.setItem('files', '["rocket.jpg"]');
    await (globalThis as unknown as { showDirectoryPicker(): Promise<unknown> }).showDirectoryPicker();
  });
}

test('asks for a folder again when the browser wants that, and brings it up to date', async ({
  library,
  page,
}) => {
  await openFolder(library);
  await page.evaluate(() => sessionStorage.setItem('permission', 'prompt'));
  await page.reload();
  await library.expectCount('1 photo');
  await library.photo('cat.png').click();
  await expect(library.dialog).toContainText('the browser wants your consent first');
  await expectAccessible(page);
  await library.button('Allow access to the photo').click();
  await expect(library.dialog).not.toContainText('Only the thumbnail');
  await library.closePhoto();
  await page.evaluate(() => sessionStorage.setItem('permission', 'prompt'));
  await page.reload();
  await expect(library.button('Allow access to Holiday')).toBeInViewport(); // on a phone
  await page.evaluate(() => sessionStorage.setItem('answer', 'denied'));
  await library.button('Allow access to Holiday').click();
  await expect(page.getByRole('alert')).toContainText('the browser was not allowed to open Holiday');
  await library.button('Leave it').click();
  await page.evaluate(() => sessionStorage.removeItem('answer'));
  await library.button('Allow access to Holiday').click();
  await library.expectCount('2 photos');
  await library.button('Tags and folders').click();
  await library.button('Forget Holiday').click();
  await library.dialog.getByRole('button', { name: 'Forget it' }).click();
  await expect(library.button('Choose a folder')).toBeVisible();
});

test('does not ask for a folder again at a visit when that was declined', async ({ library, page }) => {
  await openFolder(library);
  await page.evaluate(() => sessionStorage.setItem('permission', 'prompt'));
  await page.reload();
  await library.button('Not now').press('Enter');
  await expect(library.button('Allow access to Holiday')).toHaveCount(0);
  await expect.poll(() => focused(page)).not.toBe('');
  await library.button('Update Holiday').click();
  await library.expectCount('2 photos');
});

test('has all photos looked at again where another model did before', async ({ library, page }) => {
  await openFolder(library);
  await overwriteLibrary(page, 'model[0-9a-f]{32}', [...Buffer.from('model-')]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await library.open();
  await library.button('Update Holiday').click();
  await expect(page.getByRole('alert')).toContainText('Another model looked at the photos here');
  await expectAccessible(page);
  await library.button('Look at all again').click();
  await library.expectCount('2 photos');
});

test('goes on after a tab that was closed in the middle', async ({ library, page }) => {
  await giveFolder(page);
  await library.open();
  await library.button('Choose a folder').click();
  await library.expectCount('1 photo');
  await page.evaluate(() => {
    sessionStorage.setItem('files', '["rocket.jpg"]');
    localStorage.setItem('photoloupe-library-unfinished', 'Holiday');
    return (globalThis as unknown as { showDirectoryPicker(): Promise<unknown> }).showDirectoryPicker();
  });
  await page.reload();
  await expect(page.getByText('Not all of Holiday has been looked at')).toBeVisible();
  await library.button('Go on').click();
  await library.expectCount('2 photos');
  await expect(page.getByText('Not all of Holiday has been looked at')).toBeHidden();
});
