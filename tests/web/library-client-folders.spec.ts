// A library's folders, as a page's script gives them: followed from one visit to the next, told apart, and not believed to
// be empty when they cannot be read.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { serve } from '../../scripts/lib/server.mjs';
import { SITE } from './support/files';
import { openLibrary } from './support/library-client';
import { expect, test as base } from './support/test';

// What happens to files, in all workers, those of workers too. From when the page says so, files and folders whose names
// begin with some letters are refused, as when somebody takes a permission back. Files of two names are removed and
// written over between the moment when a worker asks for them and that when it reads their bytes.
const TROUBLE = `{
  let refused = null;
  const permission = new BroadcastChannel('permission');
  permission.onmessage = ({ data }) => (refused = data);
  const check = ({ name }) => {
    if (refused !== null && name.startsWith(refused)) throw new DOMException('revoked', 'NotAllowedError');
  };
  const { getFile } = FileSystemFileHandle.prototype;
  FileSystemFileHandle.prototype.getFile = async function () {
    check(this);
    return getFile.call(this);
  };
  const { values } = FileSystemDirectoryHandle.prototype;
  FileSystemDirectoryHandle.prototype.values = function () {
    check(this);
    return values.call(this);
  };
  let hasChanged = false;
  const meddle = async ({ name }) => {
    const pictures = await (await navigator.storage.getDirectory()).getDirectoryHandle('Pictures');
    if (name === 'going.png') await pictures.removeEntry(name);
    if (name === 'changing.png' && !hasChanged) {
      hasChanged = true;
      const writable = await (await pictures.getFileHandle(name)).createWritable();
      await writable.write(await (await fetch('/samples/rocket.jpg')).blob());
      await writable.close();
    }
  };
  File.prototype.stream = function () {
    if (!['going.png', 'changing.png'].includes(this.name)) return Blob.prototype.stream.call(this);
    const pull = async (controller) => {
      await meddle(this);
      controller.enqueue(new Uint8Array(await this.arrayBuffer()));
      controller.close();
    };
    return new ReadableStream({ type: 'bytes', pull });
  };
}
`;

const test = base.extend({
  site: [
    async ({}, use) => {
      const assets = mkdtempSync(path.join(tmpdir(), 'photoloupe-assets-'));
      cpSync(path.join(SITE, 'assets'), assets, { recursive: true });
      for (const name of readdirSync(assets).filter((file) => file.startsWith('worker-'))) {
        const file = path.join(assets, name);
        writeFileSync(file, TROUBLE + readFileSync(file, 'utf8'));
      }
      const site = await serve({ folders: { '/assets/': assets, '/': SITE } });
      await use(site);
      site.close();
      rmSync(assets, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

async function refuse(page: Page, names: string): Promise<void> {
  await page.evaluate((data) => new BroadcastChannel('permission').postMessage(data), names);
}

test('follows a folder: what moved, went and came', async ({ page }) => {
  await openLibrary(page);
  const first = await page.evaluate(async () =>
    library.add(
      await folderOf('Pictures', { 'a.png': 'cat.png', 'b.png': 'coffee.png', 'c.jpg': 'rocket.jpg' }),
    ),
  );
  expect(first).toMatchObject({ added: 3 });
  await openLibrary(page);
  const next = await page.evaluate(async () => {
    const folder = await folderOf('Pictures', { 'moved.png': 'cat.png', 'new.jpg': 'temple.jpg' });
    await folder.removeEntry('a.png');
    await folder.removeEntry('c.jpg');
    const [known] = await library.folders();
    const report = await library.update(known!.id);
    const [cat] = await library.search('cat');
    return { known, report, original: (await library.original(cat!.id))?.name };
  });
  expect(next.known).toMatchObject({ name: 'Pictures', photos: 3, access: 'granted' });
  expect(next.report).toMatchObject({ added: 1, moved: 1, removed: 1, unchanged: 1 });
  expect(next.original).toBe('moved.png');
});

test('knows a folder again by what it holds, and takes another of its name for another', async ({ page }) => {
  await openLibrary(page);
  const outcome = await page.evaluate(async () => {
    const mine = await folderOf('mine/Pictures', { 'a.png': 'cat.png', 'b.png': 'coffee.png' });
    const other = await folderOf('other/Pictures', { 'a.png': 'temple.jpg', 'c.png': 'rocket.jpg' });
    await library.add(mine);
    await library.addTag('Shrek', [(await library.search('cat'))[0]!.id]);
    await library.import(await library.export()); // as from another computer: no folder is remembered
    const added = await library.add(other);
    const again = await library.add(mine);
    const names = (await library.folders()).map(({ name }) => name);
    return { added, again, names, shrek: await filesFound('shrek'), count: await library.count() };
  });
  expect(outcome.added).toMatchObject({ added: 2, changed: 0, removed: 0 });
  expect(outcome.again).toMatchObject({ unchanged: 2, added: 0, removed: 0 });
  expect(outcome.names).toEqual(['Pictures', 'Pictures (2)']);
  expect(outcome.shrek).toEqual(['Pictures/a.png']);
  expect(outcome.count).toBe(4);
});

test('takes files of two folders of one name for those of two', async ({ page }) => {
  await openLibrary(page);
  const outcome = await page.evaluate(async () => {
    const chosen = async (samples: Record<string, string>) => {
      const files = await sampleFiles(...Object.values(samples));
      return Object.keys(samples).map((name, i) =>
        Object.defineProperty(files[i]!, 'webkitRelativePath', { value: `Pictures/${name}` }),
      );
    };
    const mine = { 'a.png': 'cat.png', 'b.png': 'coffee.png' };
    await library.add(await chosen(mine));
    const other = await library.add(await chosen({ 'a.png': 'temple.jpg' }));
    const again = await library.add(await chosen({ ...mine, 'c.png': 'rocket.jpg' }));
    return { other, again, cat: await filesFound('cat') };
  });
  expect(outcome.other).toMatchObject({ added: 1, changed: 0 });
  expect(outcome.again).toMatchObject({ added: 1, unchanged: 2 });
  expect(outcome.cat).toEqual(['Pictures/a.png']);
});

test('keeps photos that it may not examine any more, and drops them once they are gone', async ({ page }) => {
  await openLibrary(page);
  await page.evaluate(async () => {
    const below = { 'c.png': 'rocket.jpg' };
    await folderOf('Pictures/secret', below);
    await library.add(await folderOf('Pictures', { 'secret.png': 'cat.png', 'b.png': 'coffee.png' }));
  });
  const update = () =>
    page.evaluate(async () => {
      const skipped: string[] = [];
      const [folder] = await library.folders();
      const report = await library.update(folder!.id, { onSkipped: ({ file }) => skipped.push(file) });
      return { report, skipped: skipped.sort(), count: await library.count() };
    });
  await refuse(page, 'secret');
  await page.evaluate(async () => (await folderOf('Pictures', {})).removeEntry('b.png'));
  const revoked = await update();
  expect(revoked.report).toMatchObject({ removed: 1 });
  expect(revoked.skipped).toEqual(['Pictures/secret', 'Pictures/secret.png']);
  expect(revoked.count).toBe(2);
  await refuse(page, 'nothing');
  await page.evaluate(async () => (await folderOf('Pictures', {})).removeEntry('secret.png'));
  expect(await update()).toMatchObject({ report: { removed: 1, unchanged: 1 }, count: 1 });
});

test('says that a folder may not be read any more, and has what it had', async ({ page }) => {
  await openLibrary(page);
  await page.evaluate(async () => library.add(await folderOf('Pictures', { 'a.png': 'cat.png' })));
  await refuse(page, 'Pictures');
  const outcome = await page.evaluate(async () => {
    const [folder] = await library.folders();
    const error = await library.update(folder!.id).catch((reason: Error) => reason.message);
    return { error, cat: await filesFound('cat') };
  });
  expect(outcome.error).toContain('Pictures cannot be read');
  expect(outcome.cat).toEqual(['Pictures/a.png']);
});

test('goes on to the end when the permission is taken back in the middle, and reads the rest later', async ({
  page,
}) => {
  await openLibrary(page);
  const first = await page.evaluate(async () => {
    const samples = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.jpg`, 'rocket.jpg']));
    const folder = await folderOf('Pictures', samples);
    const permission = new BroadcastChannel('permission');
    const reasons = new Set<string>();
    const report = await library.add(folder, {
      onProgress: ({ done }) => done === 1 && permission.postMessage(''),
      onSkipped: ({ reason }) => reasons.add(reason),
    });
    return { report, reasons: [...reasons] };
  });
  expect(first.report.failed).toBeGreaterThan(0);
  expect(first.report.added + first.report.failed).toBe(40);
  expect(first.reasons).toEqual([expect.stringContaining('cannot be read')]);
  await refuse(page, 'nothing');
  const next = await page.evaluate(async () => {
    const report = await library.update((await library.folders())[0]!.id);
    return { report, count: await library.count() };
  });
  expect(next.report).toMatchObject({ added: first.report.failed, failed: 0 });
  expect(next.count).toBe(40);
});

test('reads a file that changes meanwhile as it is then, and leaves out one that goes away', async ({
  page,
}) => {
  await openLibrary(page);
  const outcome = await page.evaluate(async () => {
    const skipped: string[] = [];
    const report = await library.add(
      await folderOf('Pictures', { 'changing.png': 'cat.png', 'going.png': 'coffee.png' }),
      { onSkipped: ({ file }) => skipped.push(file) },
    );
    return { report, skipped, rocket: await filesFound('missile'), cat: await filesFound('cat') };
  });
  expect(outcome.report).toMatchObject({ added: 1, failed: 1 });
  expect(outcome.skipped).toEqual(['Pictures/going.png']);
  expect(outcome.rocket).toEqual(['Pictures/changing.png']);
});

test('takes names of two hundred emoji', async ({ page }) => {
  await openLibrary(page);
  const outcome = await page.evaluate(async () => {
    const name = `${'🐕🏽‍🦺'.repeat(50)}.png`;
    const [cat] = await sampleFiles('cat.png');
    const report = await library.add([new File([cat!], name)]);
    const [found] = await library.search('cat');
    return {
      report,
      isSame: found!.file === name,
      original: (await library.original(found!.id))?.name === name,
      csv: (await (await library.export('csv')).text()).includes(name),
      xmp: (await library.export('xmp')).size > 500,
    };
  });
  expect(outcome).toMatchObject({ report: { added: 1 }, isSame: true, original: true, csv: true, xmp: true });
});
