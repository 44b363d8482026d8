// What a library has written is there whatever happens: kills, a full disk, another model, other versions and programs.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { beforeWorkers } from './support/before-workers';
import { FIXTURES, sample } from './support/files';
import { openLibrary, openWithSamples, otherModel, SAMPLES } from './support/library-client';
import { expect, test } from './support/test';

// From when the page gives it a number, the library's worker stands still at the write of that number.
const STANDSTILL = `{
  const channel = new BroadcastChannel('standstill');
  let writesLeft = Infinity;
  channel.onmessage = ({ data }) => (writesLeft = data.writes);
  const { prototype } = globalThis.FileSystemSyncAccessHandle ?? { prototype: {} };
  const { write } = prototype;
  prototype.write = function (...values) {
    if (--writesLeft <= 0) {
      channel.postMessage('standing');
      for (;;);
    }
    return write.apply(this, values);
  };
}
`;

async function addUntilStandstill(page: Page, writes: number): Promise<void> {
  await page.evaluate(async (count) => {
    const channel = new BroadcastChannel('standstill');
    const standing = new Promise((resolve) => (channel.onmessage = resolve));
    channel.postMessage({ writes: count });
    library.add(await manyFiles(60)).catch(() => {});
    await standing;
  }, writes);
}

test('killed at many moments of writing, opens with all that was committed', async ({ page, context }) => {
  await openWithSamples(page);
  await page.close();
  let at = await context.newPage();
  let known = SAMPLES.length;
  for (const writes of [1, 4, 15, 60, 200]) {
    await beforeWorkers(at, STANDSTILL);
    await openLibrary(at);
    const count = await at.evaluate(() => library.count());
    expect(count).toBeGreaterThanOrEqual(known);
    known = count;
    await addUntilStandstill(at, writes);
    await at.close();
    at = await context.newPage();
  }
  await openLibrary(at);
  await at.evaluate(async () => library.add(await manyFiles(60)));
  expect(await at.evaluate(() => library.count())).toBe(SAMPLES.length + 60);
});

test('loses nothing when the disk is full in the middle, and goes on when there is room', async ({
  page,
  context,
}) => {
  const devtools = await context.newCDPSession(page);
  const limitTo = async (quotaSize?: number) =>
    devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(page.url()).origin,
      ...(quotaSize && { quotaSize }),
    });
  await openWithSamples(page);
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage!);
  await limitTo(usage + 300_000);
  const full = await page.evaluate(async () => ({
    reason: await reasonOf(library.add(await manyFiles(60))),
    count: await library.count(),
    cat: await filesFound('cat'),
  }));
  expect(full.reason).toBe('storage full');
  expect(full.count).toBeGreaterThanOrEqual(SAMPLES.length);
  expect(full.cat).toEqual(['cat.png']);
  await limitTo();
  await page.evaluate(async () => library.add(await manyFiles(60)));
  expect(await page.evaluate(() => library.count())).toBe(SAMPLES.length + 60);
});

test('refuses another model until it looks at all photos again, and keeps tags', async ({ page }) => {
  await openLibrary(page);
  await page.evaluate(async () => {
    await library.add(await folderOf('Pictures', { 'a.png': 'cat.png', 'b.png': 'coffee.png' }));
    await library.addTag('Shrek', [(await library.search('cat'))[0]!.id]);
  });
  await otherModel(page);
  await openLibrary(page);
  const outcome = await page.evaluate(async () => {
    const [folder] = await library.folders();
    const [rocket] = await sampleFiles('rocket.jpg');
    const unchanged = await library.update(folder!.id);
    const similar = await reasonOf(library.similar(rocket!));
    await folderOf('Pictures', { 'c.jpg': 'rocket.jpg' });
    const refused = await reasonOf(library.update(folder!.id));
    const again = await library.update(folder!.id, { again: true });
    const like = (await library.similar(rocket!, { limit: 1 }))[0]!.file;
    return { unchanged, similar, refused, again, like, shrek: await filesFound('shrek') };
  });
  expect(outcome.unchanged).toMatchObject({ unchanged: 2 });
  expect(outcome.similar).toBe('storage other-model');
  expect(outcome.refused).toBe('storage other-model');
  expect(outcome.again).toMatchObject({ added: 1, changed: 2 });
  expect(outcome.like).toBe('Pictures/c.jpg');
  expect(outcome.shrek).toEqual(['Pictures/a.png']);
});

const toBase64 = (file: string) => readFileSync(file).toString('base64');

// In place of the page's library.
const importFile = (page: Page, base64: string): Promise<void> =>
  page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    await library.import(new Blob([bytes]));
  }, base64);

test('brings a library of version 1 up to date, with its photos and tags', async ({ page }) => {
  await openLibrary(page);
  await importFile(page, toBase64(path.join(FIXTURES, 'library/version-1.sqlite')));
  const outcome = await page.evaluate(async () => {
    const [dog] = await library.search('dog');
    const report = await library.add(await sampleFiles('cat.png'));
    return {
      dog: dog!.file,
      rex: await filesFound('rex'),
      similar: (await library.similar(dog!.id, { limit: 9 })).length,
      report,
    };
  });
  expect(outcome).toMatchObject({
    dog: '/photos/dog.jpg',
    rex: ['/photos/dog.jpg'],
    similar: 4,
    report: { added: 1 },
  });
});

test('goes to the command line and comes back', async ({ page }, info) => {
  test.skip(!process.env.LOUPE_CLI, 'there is no command line tool');
  const run = (...args: string[]) => execFileSync(process.env.LOUPE_CLI!, args, { encoding: 'utf8' });
  const file = info.outputPath('L.sqlite');
  const folder = info.outputPath('Pictures');
  mkdirSync(folder, { recursive: true });
  for (const name of SAMPLES) copyFileSync(sample(name), path.join(folder, name));
  run('index', folder, '--library', file);

  await openLibrary(page);
  await importFile(page, toBase64(file));
  const here = await page.evaluate(async (names) => {
    const [cat] = await library.search('cat');
    await library.addTag('Shrek', [cat!.id]);
    const [known] = await library.folders();
    const report = await library.add(
      await folderOf('Pictures', Object.fromEntries(names.map((name) => [name, name]))),
    );
    const reader = new FileReader();
    reader.readAsDataURL(await library.export('sqlite'));
    await new Promise((resolve) => (reader.onload = resolve));
    return {
      known,
      report,
      folders: (await library.folders()).length,
      file: (reader.result as string).split(',')[1]!,
    };
  }, SAMPLES);
  expect(here.known).toMatchObject({ name: folder, photos: SAMPLES.length, access: 'gone' });
  expect(here.folders).toBe(1);
  expect(here.report).toMatchObject({ added: 0, removed: 0, unchanged: SAMPLES.length });

  const back = info.outputPath('back.sqlite');
  writeFileSync(back, Buffer.from(here.file, 'base64'));
  const found = JSON.parse(run('search', back, 'shrek', '--json')) as { file: string }[];
  expect(found.map((photo) => photo.file)).toEqual([path.join(folder, 'cat.png')]);
  expect(run('index', folder, '--library', back)).toContain(`${SAMPLES.length} photos: 0 new`);
});
