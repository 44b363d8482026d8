// A library as a page's script has it: a page of the same origin with nothing on it, an engine, and what makes files of the
// site's samples.
import type { Page } from '@playwright/test';
import type { Library, PhotoloupeError } from '../../../web/src/client/photoloupe';
import { openTrainer } from './training';

declare global {
  var library: Library;
  function sampleFiles(...names: string[]): Promise<File[]>;
  // Files of one picture, none with the content of another.
  function manyFiles(count: number): Promise<File[]>;
  // A folder of the origin's own, by its path, with samples under new names; what it has already stays.
  function folderOf(path: string, samples: Record<string, string>): Promise<FileSystemDirectoryHandle>;
  function filesFound(query: string): Promise<string[]>;
  function reasonOf(promise: Promise<unknown>): Promise<string>;
}

export const SAMPLES = ['cat.png', 'coffee.png', 'flower.jpg', 'rocket.jpg', 'temple.jpg'];

export async function openPage(page: Page, options: object = { threads: 1 }): Promise<void> {
  await openTrainer(page, options);
  await page.evaluate(() => {
    const LAST_MODIFIED = 1_500_000_000_000;
    const blobOf = async (name: string) => (await fetch(`/samples/${name}`)).blob();
    globalThis.sampleFiles = (...names) =>
      Promise.all(
        names.map(async (name) => {
          const blob = await blobOf(name);
          return new File([blob], name, { type: blob.type, lastModified: LAST_MODIFIED });
        }),
      );
    globalThis.manyFiles = async (count) => {
      const bytes = await (await blobOf('flower.jpg')).arrayBuffer();
      return Array.from({ length: count }, (_, i) => {
        const comment = new Uint8Array([0xff, 0xfe, 0, 4, i >> 8, i & 255]);
        const parts = [bytes.slice(0, 2), comment, bytes.slice(2)];
        return new File(parts, `flower-${i}.jpg`, { lastModified: LAST_MODIFIED });
      });
    };
    globalThis.folderOf = async (path, samples) => {
      let folder = await navigator.storage.getDirectory();
      for (const part of path.split('/')) folder = await folder.getDirectoryHandle(part, { create: true });
      for (const [name, sample] of Object.entries(samples)) {
        const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writable.write(await blobOf(sample));
        await writable.close();
      }
      return folder;
    };
    globalThis.filesFound = async (query) => (await library.search(query)).map(({ file }) => file).sort();
    globalThis.reasonOf = (promise) =>
      promise.then(
        () => 'nothing went wrong',
        (error: PhotoloupeError) => `${error.code} ${error.reason}`,
      );
  });
}

export async function openLibrary(page: Page, options?: object): Promise<void> {
  await openPage(page, options);
  await page.evaluate(async () => {
    globalThis.library = await loupe.openLibrary();
  });
}

export async function openWithSamples(page: Page, options?: object): Promise<void> {
  await openLibrary(page, options);
  await page.evaluate(async (names) => library.add(await sampleFiles(...names)), SAMPLES);
}

// The same network, by a file of which a few letters are others.
export async function otherModel(page: Page): Promise<void> {
  await page.route('**/efficientnet-lite0.safetensors', async (route) => {
    const response = await route.fetch();
    const text = (await response.body()).toString('latin1').replace('Apache-2.0', 'Apache-9.0');
    await route.fulfill({ response, body: Buffer.from(text, 'latin1') });
  });
}
