// What is trained on: every form of a dataset, photos that are wrong, more than fits in memory.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import type {
  LabelledImage,
  Photoloupe as Loupe,
  PhotoloupeError,
  TrainOptions,
} from '../../web/src/client/photoloupe';
import { beforeWorkers } from './support/before-workers';
import { sample } from './support/files';
import { expect, test } from './support/test';
import { openTrainer } from './support/training';

test('refuses what cannot be learned from, in words', async ({ page }) => {
  await openTrainer(page);
  const outcomes = await page.evaluate(async () => {
    const one = photos().map((photo) => ({ ...photo, label: 'one' }));
    const corrupt = photos(4).map((photo) => ({ ...photo, image: new Blob(['no photo']) }));
    const failures: Record<string, unknown> = {
      none: [[], quick],
      one: [one, quick],
      corrupt: [corrupt, quick],
      nameless: [[{ image: noise('dark', 1), label: '' }], quick],
      nothing: [null, quick],
      noZip: [new Blob(['no zip']), quick],
      split: [photos(), { ...quick, validationSplit: 2 }],
      batch: [photos(), { ...quick, batchSize: 0 }],
      optimizer: [photos(), { ...quick, optimizer: 'magic' }],
      size: [photos(), { ...quick, imageSize: [0, 32] }],
      tooDeep: [photos(), { ...quick, filters: [4, 4, 4, 4, 4, 4] }],
      huge: [photos(), { ...quick, units: 3_000_000 }],
      threads: [photos(), { ...quick, threads: 0 }],
    };
    const outcomes: Record<string, string> = {};
    for (const [what, args] of Object.entries(failures))
      outcomes[what] = await loupe.train(...(args as Parameters<Loupe['train']>)).then(
        () => 'nothing went wrong',
        ({ code, message }: PhotoloupeError) => `${code}: ${message}`,
      );
    return outcomes;
  });
  const expected: Record<string, RegExp> = {
    none: /^bad-dataset: there are no photos/,
    one: /^bad-dataset: there is one class, 'one'/,
    corrupt: /^bad-dataset: none of the 4 photos can be read/,
    nameless: /^bad-dataset: photo 1 has no label/,
    nothing: /^bad-dataset: these are no photos/,
    noZip: /^bad-dataset: this file is no zip/,
    split: /^bad-dataset: a validation split of 2/,
    batch: /^not-supported: options.batchSize/,
    optimizer: /magic/,
    size: /^bad-dataset: photos cannot be trained on at 0 x 32/,
    tooDeep: /^bad-model: /,
    huge: /^out-of-memory: training would need .* MB/,
    threads: /^not-supported: threads: 0/,
  };
  expect(Object.keys(outcomes)).toEqual(Object.keys(expected));
  for (const [what, words] of Object.entries(expected)) expect(outcomes[what], what).toMatch(words);
});

test('skips photos that cannot be read, and keeps the numbers of the others', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const given: LabelledImage[] = photos(12);
    given[2] = { ...given[2]!, image: new Blob(['no photo']) };
    given[5] = { ...given[5]!, image: '/samples/missing.png' };
    given[7] = { ...given[7]!, image: new Image() };
    const canvas = new OffscreenCanvas(32, 32);
    canvas.getContext('2d')!.putImageData(noise('dark', 8), 0, 0);
    given[8] = { ...given[8]!, image: await canvas.convertToBlob({ type: 'image/webp' }) };
    const started = await loupe.startTraining(given, quick);
    await started.finished;
    const outcome = {
      skipped: started.skipped,
      photos: started.trainingPhotos,
      webp: (await started.predict([8]))[0]![1]! > 0.5,
      asked: await codeOf(started.predict([5])),
    };
    await started.cancel();
    return outcome;
  });
  expect(outcome.skipped.map(({ name, className }) => `${className}/${name}`)).toEqual([
    'dark/2.png',
    'bright/5.png',
    'bright/7.png',
  ]);
  for (const { reason } of outcome.skipped) expect(reason.length).toBeGreaterThan(10);
  expect([...outcome.photos].sort((a, b) => a - b)).toEqual([0, 1, 3, 4, 6, 8, 9, 10, 11]);
  expect(outcome.webp).toBe(true);
  expect(outcome.asked).toBe('PhotoloupeError bad-dataset');
});

test('keeps photos that do not fit in memory on the disk, and removes them', async ({ page }) => {
  await openTrainer(page, { threads: 2 });
  const outcome = await page.evaluate(async () => {
    const filesLeft = async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('photoloupe-training', { create: true });
      let count = 0;
      for await (const _ of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) count++;
      return count;
    };
    const settings: TrainOptions = { ...quick, augment: true, validation: photos(8) };
    const small = { ...settings, pixelBudget: 5 * 32 * 32 * 3 };
    const inMemory = await loupe.train(photos(), settings);
    const started = await loupe.startTraining(photos(), small);
    const during = await filesLeft();
    const onDisk = await started.finished;
    await started.cancel();
    const models = await Promise.all([inMemory, onDisk].map((model) => model.export('safetensors')));
    const [one, other] = await Promise.all(models.map(bytesOf));
    return { during, left: await filesLeft(), same: one === other };
  });
  expect(outcome).toEqual({ during: 2, left: 0, same: true });
});

test('says so when the photos do not fit in memory and there is no disk for them', async ({ page }) => {
  await beforeWorkers(
    page,
    "navigator.storage.getDirectory = () => Promise.reject(new DOMException('denied', 'SecurityError'));",
  );
  await openTrainer(page);
  const code = await page.evaluate(() => codeOf(loupe.train(photos(), { ...quick, pixelBudget: 10_000 })));
  expect(code).toBe('PhotoloupeError storage');
});

test('says so when the disk fills in the middle, and leaves nothing there', async ({ page }) => {
  const fullAfterThree = `{
    const { prototype } = FileSystemSyncAccessHandle;
    const { write } = prototype;
    let room = 3; // photos
    prototype.write = function (...bytes) {
      if (room-- > 0) return write.apply(this, bytes);
      throw new DOMException('no room', 'QuotaExceededError');
    };
  }
  `;
  await beforeWorkers(page, fullAfterThree);
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const failure = await loupe.train(photos(), { ...quick, pixelBudget: 10_000 }).then(
      () => 'nothing went wrong',
      ({ code, message }: PhotoloupeError) => `${code}: ${message}`,
    );
    const root = await navigator.storage.getDirectory();
    const left = [];
    const folder = await root.getDirectoryHandle('photoloupe-training');
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) left.push(name);
    return { failure, left };
  });
  expect(outcome.failure).toMatch(/^storage: .*photo 4 .*free some space/);
  expect(outcome.left).toEqual([]);
});

test('takes a zip and a folder with a folder for each class', async ({ page }, testInfo) => {
  const photo = readFileSync(sample('flower.jpg'));
  const files: Record<string, Uint8Array> = { 'set/notes.txt': photo, '__MACOSX/set/cat/x.jpg': photo };
  for (const [index, name] of ['cat', 'dog/deep', 'cat', 'dog'].entries())
    files[`set/${name}/${index}.jpg`] = photo;
  files['set/dog/broken.jpg'] = photo.subarray(0, 500);
  await page.route('**/photos.zip', (route) => route.fulfill({ body: Buffer.from(zipSync(files)) }));
  const folder = testInfo.outputPath('photos');
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  await openTrainer(page);
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', webkitdirectory: true });
    document.body.append(input);
  });
  await page.locator('input').setInputFiles(path.join(folder, 'set'));
  const outcomes = await page.evaluate(async () => {
    const zip = await (await fetch('/photos.zip')).blob();
    const input = document.querySelector('input')!;
    const outcomes = [];
    for (const dataset of [zip, input.files!]) {
      const started = await loupe.startTraining(dataset, { ...quick, epochs: 1 });
      const { classNames, counts, skipped } = started;
      outcomes.push({ classNames, counts, skipped: skipped.map(({ name }) => name.split('/').pop()) });
      await started.cancel();
    }
    return [...outcomes, await codeOf(loupe.train(zip.slice(0, zip.size - 2000), quick))];
  });
  const learned = { classNames: ['cat', 'dog'], counts: [2, 2], skipped: ['broken.jpg'] };
  expect(outcomes.slice(0, 2)).toEqual([learned, learned]);
  expect(outcomes[2]).toBe('PhotoloupeError bad-dataset');
});
