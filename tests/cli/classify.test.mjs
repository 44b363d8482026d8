import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { photoloupe, sample, samples, temporaryFolder } from './command.mjs';

const parse = ({ lines }) => lines.map((line) => JSON.parse(line));
const files = (result) => parse(result).map(({ file }) => file);
const errorLine = /^photoloupe: error: [^\n]+\n$/;

test('answers with labels, probabilities and tags as JSON, one value a photo', async () => {
  const result = await photoloupe(['classify', '--json', sample('coffee.png')]);
  assert.equal(result.status, 0);
  const [{ file, predictions, tags }] = parse(result);
  assert.equal(file, sample('coffee.png'));
  assert.equal(predictions.length, 5);
  assert.equal(predictions[0].label, 'espresso');
  assert.equal(predictions[0].index, 967);
  assert.ok(predictions[0].probability > 0.9 && predictions[0].probability <= 1);
  for (let i = 1; i < predictions.length; i++)
    assert.ok(predictions[i].probability <= predictions[i - 1].probability);
  assert.equal(tags[0].name, 'espresso');
  assert.match(tags[0].wnid, /^n\d{8}$/);
});

test('names the concept where the breed is unsure', async () => {
  const [{ tags }] = parse(await photoloupe(['classify', '--json', sample('cat.png')]));
  assert.deepEqual(
    tags.map(({ name }) => name),
    ['cat'],
  );
});

test('prints for people what JSON says for programs', async () => {
  const { stdout, status } = await photoloupe(['classify', '--top', '1', sample('coffee.png')]);
  assert.equal(status, 0);
  assert.match(stdout, /coffee\.png: espresso\n +9\d\.\d% {2}espresso\n$/);
});

test('says that it is not sure when no concept is probable', async () => {
  const { stdout } = await photoloupe(['classify', sample('galaxies.jpg')]);
  assert.match(stdout, /galaxies\.jpg: not sure\n/);
});

test('gives as many labels as --top asks for', async () => {
  for (const [top, count] of [
    [1, 1],
    [12, 12],
    [5000, 1000],
  ]) {
    const [{ predictions }] = parse(
      await photoloupe(['classify', '--json', '--top', String(top), sample('cat.png')]),
    );
    assert.equal(predictions.length, count);
  }
});

test('reads folders and those below by name, and nothing in them that is no photo', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(path.join(folder, 'b'));
  copyFileSync(sample('flower.jpg'), path.join(folder, 'b', 'flower.JPG'));
  copyFileSync(sample('cat.png'), path.join(folder, 'a.png'));
  writeFileSync(path.join(folder, 'notes.txt'), 'not a photo');
  symlinkSync(folder, path.join(folder, 'loop'));
  const result = await photoloupe(['classify', '--json', folder]);
  assert.equal(result.status, 0);
  assert.equal(result.stderr, '');
  assert.deepEqual(files(result), [path.join(folder, 'a.png'), path.join(folder, 'b', 'flower.JPG')]);
});

test('follows links to folders, each folder once', async (t) => {
  const folder = temporaryFolder(t);
  const [photos, elsewhere] = ['photos', 'elsewhere'].map((name) => path.join(folder, name));
  mkdirSync(path.join(photos, 'b'), { recursive: true });
  mkdirSync(elsewhere);
  copyFileSync(sample('flower.jpg'), path.join(photos, 'b', 'flower.jpg'));
  copyFileSync(sample('cat.png'), path.join(elsewhere, 'cat.png'));
  symlinkSync(elsewhere, path.join(photos, 'a'));
  symlinkSync(elsewhere, path.join(photos, 'c'));
  symlinkSync(folder, path.join(photos, 'b', 'up'));
  symlinkSync('itself', path.join(photos, 'itself'));
  const result = await photoloupe(['classify', '--json', photos]);
  assert.equal(result.stderr, '');
  assert.deepEqual(files(result), [path.join(photos, 'a', 'cat.png'), path.join(photos, 'b', 'flower.jpg')]);
});

test('takes photos whose names begin with a dash behind --', async (t) => {
  const folder = temporaryFolder(t);
  copyFileSync(sample('cat.png'), path.join(folder, '-cat.png'));
  const result = await photoloupe(['classify', '--json', sample('coffee.png'), '--', '-cat.png'], {
    cwd: folder,
  });
  assert.deepEqual(files(result), [sample('coffee.png'), '-cat.png']);
});

test('takes a list of photos from standard input', async () => {
  const names = [sample('cat.png'), sample('coffee.png')];
  const result = await photoloupe(['classify', '--json', '-'], { input: `${names.join('\r\n')}\n\n` });
  assert.equal(result.status, 0);
  assert.deepEqual(files(result), names);
});

test('keeps the order of the arguments however many threads work', async () => {
  const names = ['temple.jpg', 'cat.png', 'rocket.jpg', 'coffee.png', 'flower.jpg'].map(sample);
  const many = await photoloupe(['classify', '--json', '--threads', '8', ...names]);
  const one = await photoloupe(['classify', '--json', '--threads', '1', ...names]);
  assert.deepEqual(files(many), names);
  assert.equal(many.stdout, one.stdout);
});

test('reports a bad photo among good ones and goes on', async (t) => {
  const folder = temporaryFolder(t);
  const bad = path.join(folder, 'bad.jpg');
  writeFileSync(bad, 'this is text');
  const result = await photoloupe(['classify', '--json', sample('cat.png'), bad, sample('coffee.png')]);
  assert.equal(result.status, 0);
  assert.deepEqual(files(result), [sample('cat.png'), sample('coffee.png')]);
  assert.equal(result.stderr.trim().split('\n').length, 1);
  assert.ok(result.stderr.includes(bad), result.stderr);
});

test('fails at a bad photo when told to be strict', async (t) => {
  const bad = path.join(temporaryFolder(t), 'empty.png');
  writeFileSync(bad, '');
  const result = await photoloupe(['classify', '--strict', sample('cat.png'), bad, sample('coffee.png')]);
  assert.equal(result.status, 1);
  assert.match(result.stderr, errorLine);
  assert.ok(result.stderr.includes(bad));
});

test('fails with one line when there is nothing good', async (t) => {
  const folder = temporaryFolder(t);
  const truncated = path.join(folder, 'truncated.jpg');
  writeFileSync(truncated, readFileSync(sample('flower.jpg')).subarray(0, 300));
  const cases = [
    [[truncated], /truncated\.jpg: the JPEG is damaged/],
    [[path.join(folder, 'missing.jpg')], /missing\.jpg: cannot be read \(No such file/],
    [[folder + '/.'], /truncated\.jpg/],
    [[temporaryFolder(t)], /there are no photos in this folder/],
    [['--model', 'no-such-model', sample('cat.png')], /no model 'no-such-model'/],
    [['--model', sample('cat.png'), sample('cat.png')], /not a complete safetensors file/],
  ];
  for (const [args, sentence] of cases) {
    const { status, stdout, stderr } = await photoloupe(['classify', ...args]);
    assert.equal(status, 1, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, errorLine);
    assert.match(stderr, sentence);
  }
});

test('says of a model of another program what it is, and what can be read instead', async (t) => {
  const folder = temporaryFolder(t);
  const exported = path.join(folder, 'ours.onnx');
  const { status } = await photoloupe(['export', 'efficientnet-lite0', '--to', 'onnx', exported]);
  assert.equal(status, 0);
  const kinds = {
    'ours.onnx': [readFileSync(exported), /an ONNX model; .* \.safetensors file that it was exported from/],
    'theirs.onnx': [Buffer.from('\x08\x08\x12\x07pytorch\x1a\x051.13'), /an ONNX model/],
    'm.tflite': [Buffer.from('\x20\0\0\0TFL3\0\0\0\0'), /a TensorFlow Lite model; .* that Photoloupe wrote/],
    'm.h5': [Buffer.from('\x89HDF\r\n\x1a\n\0\0', 'latin1'), /an HDF5 file, such as Keras's \.h5/],
    'm.pt': [Buffer.from('PK\x03\x04\0\0\b\b\0\0'), /a zip, such as Keras's \.keras and PyTorch's \.pt/],
    'old.pt': [Buffer.from('\x80\x02\x8a\x0al\xfc\x9cF', 'latin1'), /a model that PyTorch pickled/],
  };
  for (const [name, [bytes, sentence]] of Object.entries(kinds)) {
    const model = path.join(folder, name);
    writeFileSync(model, bytes);
    const { status, stderr } = await photoloupe(['classify', '--model', model, sample('cat.png')]);
    assert.equal(status, 1);
    assert.match(stderr, errorLine);
    assert.match(stderr, sentence);
    assert.ok(stderr.includes(name));
  }
});

test('refuses a claim of 60,000 x 60,000 pixels by its size', async (t) => {
  const file = path.join(temporaryFolder(t), 'huge.pgm');
  writeFileSync(file, 'P5 60000 60000 255\n');
  const { status, stderr } = await photoloupe(['classify', file]);
  assert.equal(status, 1);
  assert.match(stderr, /claims 60000 x 60000 pixels; at most 120 megapixels/);
});

test('opens photos whatever they are called', async (t) => {
  const folder = temporaryFolder(t);
  const odd = path.join(folder, 'Größe "1",\n🐈 \u0001.png');
  copyFileSync(sample('cat.png'), odd);
  const result = await photoloupe(['classify', '--json', odd]);
  assert.equal(result.status, 0);
  assert.deepEqual(files(result), [odd]);
});

test('takes both models by name', async () => {
  for (const model of ['efficientnet-lite0', 'efficientnet-lite0-float32']) {
    const [{ predictions }] = parse(
      await photoloupe(['classify', '--json', '--model', model, sample('coffee.png')]),
    );
    assert.equal(predictions[0].label, 'espresso');
  }
});

test('reads all samples without a word on standard error', async () => {
  const result = await photoloupe(['classify', '--json', samples]);
  assert.equal(result.status, 0);
  assert.equal(result.stderr, '');
  const photos = readdirSync(samples).filter((name) => /\.(png|jpg)$/.test(name));
  assert.deepEqual(files(result), photos.sort().map(sample));
});
