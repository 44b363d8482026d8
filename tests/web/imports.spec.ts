// What was made in Teachable Machine, opened here.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { Classroom } from './support/classroom';
import { labelledZip, picture, teachableMachineProject } from './support/labelled';
import type { PhotoloupeError } from '../../web/src/client/photoloupe';
import { expect, test } from './support/test';
import { openTrainer } from './support/training';

const LOCAL_HEADER = 30; // bytes, before the name of a file in a zip

test('opens a Teachable Machine project of photos', async ({ page }, info) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const project = teachableMachineProject(info.outputPath('project.tm'), { 'My day': 4, night: 4 });
  await classroom.list.locator('#archive').setInputFiles(project);
  await classroom.expectLearned('8 photos in 2 classes');
  await expect(classroom.class('My day')).toBeVisible();
  await expect(classroom.class('night')).toBeVisible();
});

test('says which photos of a Teachable Machine project are damaged, and takes the others', async ({
  page,
}, info) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const project = teachableMachineProject(info.outputPath('project.tm'), { day: 4, night: 4 });
  const bytes = readFileSync(project);
  for (const name of ['day-!-1.bmp', 'day-!-2', 'night-!-3.bmp'])
    bytes.fill(0, bytes.indexOf(name) - LOCAL_HEADER, bytes.indexOf(name));
  writeFileSync(project, bytes);
  await classroom.list.locator('#archive').setInputFiles(project);
  await classroom.expectLearned('5 photos in 2 classes');
  await expect(classroom.list).toContainText('left out: day-!-1.bmp, day-!-2, night-!-3.bmp');
  await expect(classroom.list).not.toContainText('here already');
});

test('opens a project that is pasted, or dropped where photos are tried', async ({ page }, info) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const give = (kind: 'paste' | 'drop', file: string) =>
    classroom.answer.evaluate(
      (panel, [kind, name, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], name));
        const how = { bubbles: true, composed: true, cancelable: true };
        panel.dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, ...how })
            : new ClipboardEvent('paste', { clipboardData: data, ...how }),
        );
      },
      [kind, path.basename(file), [...readFileSync(file)]] as const,
    );
  await give('paste', teachableMachineProject(info.outputPath('pasted.tm'), { day: 2, night: 2 }));
  await classroom.expectLearned('4 photos in 2 classes');
  await give('drop', labelledZip(info.outputPath('dropped.zip'), { dawn: 4 })); // two of them are here
  await classroom.expectLearned('6 photos in 3 classes');
});

test('refuses a project of sounds, and says why', async ({ page }, info) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const file = info.outputPath('sounds.tm');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    zipSync({ 'manifest.json': Buffer.from('{"type":"audio"}'), 'Clap-!-0.webm': Buffer.from('x') }),
  );
  await classroom.list.locator('#archive').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('of the kind “audio”');
});

test('refuses models of sounds and poses, and those for other programs, and says what can be opened', async ({
  page,
}) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const exported = (metadata: object) => ({
    'model.json': Buffer.from('{"modelTopology":{},"weightsManifest":[]}'),
    'metadata.json': Buffer.from(JSON.stringify(metadata)),
  });
  const refused: [Record<string, Uint8Array>, string][] = [
    [exported({ wordLabels: ['Background Noise', 'Clap'] }), 'a model of sounds; those of images can be'],
    [exported({ packageName: '@teachablemachine/pose' }), 'a model of poses; those of images can be'],
    [{ 'keras_model.h5': Buffer.from('x'), 'labels.txt': Buffer.from('0 Rex') }, 'exports for TensorFlow.js'],
  ];
  for (const [files, words] of refused) {
    const file = { name: 'model.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) };
    await classroom.list.locator('#archive').setInputFiles(file);
    await expect(page.getByRole('alert')).toContainText(words);
  }
});

test('says which archive cannot be opened, until that is read', async ({ page }) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const broken = { name: 'pets.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip at all') };
  await classroom.list.locator('#archive').setInputFiles(broken);
  await expect(page.getByRole('alert')).toContainText('“pets.zip” cannot be opened: this file is no zip.');
  await classroom.button('All right').click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('takes a zip of loose photos for one class, and says when there is no photo in one', async ({
  page,
}) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const zipOf = (name: string, files: Record<string, Uint8Array>) => ({
    name,
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync(files)),
  });
  const photos = { 'one.bmp': picture(0, 1), 'two.bmp': picture(0, 2), '._two.bmp': Buffer.from('a Mac’s') };
  await classroom.list
    .locator('#archive')
    .setInputFiles(zipOf('notes.zip', { 'a/notes.txt': Buffer.from('x') }));
  await expect(page.getByRole('alert')).toContainText('There is no photo in what you gave');
  await classroom.button('Name two classes').click();
  await classroom.add('Class 2', zipOf('loose.zip', photos));
  await expect(classroom.class('Class 2')).toContainText('2 photos');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

const SAVED = path.resolve(__dirname, '../fixtures/layers_model');

function exportedZip(leaveOut = ''): Buffer {
  const names = ['metadata.json', 'model.json', 'weights.bin'].filter((name) => name !== leaveOut);
  return Buffer.from(
    zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(path.join(SAVED, name))]))),
  );
}

test('loads a model that Teachable Machine exported', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(
    async ([whole, part]) => {
      const blobOf = (text: string) =>
        new Blob([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))]);
      const model = await loupe.load(blobOf(whole!));
      const again = await loupe.load(await model.export('safetensors'));
      const both = await Promise.all([model, again].map((one) => one.classify(noise('bright', 1))));
      return {
        names: model.classNames,
        total: both[0]!.reduce((sum, { probability }) => sum + probability, 0),
        same: JSON.stringify(both[0]) === JSON.stringify(both[1]),
        incomplete: await codeOf(loupe.load(blobOf(part!))),
      };
    },
    [exportedZip().toString('base64'), exportedZip('metadata.json').toString('base64')],
  );
  expect(outcome.names).toEqual(['Rex', 'Bella', 'nobody']);
  expect(outcome.total).toBeCloseTo(1, 5);
  expect(outcome.same).toBe(true);
  expect(outcome.incomplete).toBe('PhotoloupeError bad-model');
});

test('says of a model of another program what it is, and what can be opened', async ({ page }) => {
  const bytes = (text: string) => Buffer.from(text, 'latin1').toString('base64');
  const zipped = (...names: string[]) =>
    Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, Buffer.from('x')])))).toString(
      'base64',
    );
  const kinds: [string, string][] = [
    [bytes('\x08\x08\x12\x07pytorch\x1a\x051.13'), 'an ONNX model; what can be opened is the .safetensors'],
    [bytes('\x20\0\0\0TFL3\0\0\0\0'), 'a TensorFlow Lite model; what can be opened is a .safetensors'],
    [bytes('\x89HDF\r\n\x1a\n\0\0'), 'an HDF5 file, such as Keras'],
    [bytes('\x80\x02\x8a\x0al\xfc\x9cF'), 'a model that PyTorch pickled; '],
    [zipped('metadata.json', 'config.json', 'model.weights.h5'), 'a model for Keras; what can be opened'],
    [zipped('net/data.pkl', 'net/data/0', 'net/version'), 'a model for PyTorch; what can be opened'],
    [bytes('\x08\x02\0\0\0\0\0\0{"architecture"'), 'not a complete safetensors file'], // as a .safetensors begins
  ];
  await openTrainer(page);
  const said = await page.evaluate(
    (files) =>
      Promise.all(
        files.map((file) => {
          const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
          return loupe.load(new Blob([bytes])).then(
            () => 'nothing went wrong',
            (error: PhotoloupeError) => `${error.code}: ${error.message}`,
          );
        }),
      ),
    kinds.map(([file]) => file),
  );
  for (const [index, [, words]] of kinds.entries()) expect(said[index]).toContain(words);
  for (const sentence of said) expect(sentence).toMatch(/^bad-model: /);
});

test('reads photos in Classify with a model that Teachable Machine exported', async ({ page }) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const file = { name: 'dogs.zip', mimeType: 'application/zip', buffer: exportedZip() };
  await classroom.list.locator('#archive').setInputFiles(file);
  await expect(page.locator('loupe-engine-status')).toContainText('dogs');
});

test('reads photos in Classify with the files that such a model was unpacked to', async ({ page }) => {
  const classroom = new Classroom(page);
  await classroom.open();
  await classroom.button('Name two classes').click();
  const files = ['metadata.json', 'model.json', 'weights.bin'].map((name) => path.join(SAVED, name));
  await classroom.add('Class 1', files);
  await expect(page.locator('loupe-engine-status')).toContainText('Teachable Machine');
});

test('opens what was unpacked to a folder: a model, and a project of Teachable Machine', async ({
  page,
  loupe,
}, info) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const unpacked = info.outputPath('project');
  mkdirSync(unpacked, { recursive: true });
  const project = teachableMachineProject(info.outputPath('project.tm'), { 'My day': 4, night: 4 });
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(project))))
    writeFileSync(path.join(unpacked, name), bytes);
  await loupe.drop([unpacked]);
  await classroom.expectLearned('8 photos in 2 classes');
  await expect(classroom.class('My day')).toContainText('4 photos');
  await classroom.add(
    'night',
    readdirSync(unpacked).map((name) => path.join(unpacked, name)),
  );
  await expect(page.getByText('8 photos are here already')).toBeVisible();
  await loupe.drop([SAVED]);
  await expect(page.locator('loupe-engine-status')).toContainText('layers_model');
});

test('gives each of several zips of loose photos a class of its name, and so those in a zip of zips', async ({
  page,
}) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const zipOf = (label: number) => zipSync({ '0.bmp': picture(label, 0), '1.bmp': picture(label, 1) });
  const zips = { 'Rex-samples.zip': zipOf(0), 'Bella.zip': zipOf(1) };
  const file = { name: 'zips.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(zips)) };
  await classroom.list.locator('#archive').setInputFiles(file);
  await classroom.expectLearned('4 photos in 2 classes');
  await expect(classroom.class('Rex')).toContainText('2 photos');
  await expect(classroom.class('Bella')).toContainText('2 photos');
});

test('goes on reading with a model of one’s own when the standard one arrives late', async ({ page }) => {
  let deliver = () => {};
  const held = new Promise<void>((resolve) => (deliver = resolve));
  await page.route('**/models/*.safetensors', async (route) => {
    if (route.request().serviceWorker() === null) await held;
    await route.continue();
  });
  const classroom = new Classroom(page);
  await classroom.open();
  const file = { name: 'dogs.zip', mimeType: 'application/zip', buffer: exportedZip() };
  await classroom.list.locator('#archive').setInputFiles(file);
  await expect(page.locator('loupe-engine-status')).toContainText('dogs');
  const arrived = page.waitForResponse('**/models/*.safetensors');
  deliver();
  await (await arrived).finished();
  await page.waitForTimeout(500);
  await expect(page.locator('loupe-engine-status')).toContainText('dogs');
});
