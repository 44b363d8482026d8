// Needs LOUPE_ONNX_PYTHON, a Python that has onnxruntime, numpy and Pillow.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { photoloupe, sample, temporaryFolder } from './command.mjs';
import { everyInt8Layer, everyLayer } from './every-layer.mjs';

const ANSWERS = fileURLToPath(new URL('onnx_answers.py', import.meta.url));
const PHOTOS = ['cat.png', 'coffee.png', 'flower.jpg', 'rocket.jpg', 'temple.jpg'];

const parse = (text) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

// How far apart the two programs' answers to the sample photos are at most: { probability, similarity }.
async function difference(model, folder) {
  const onnx = path.join(folder, 'model.onnx');
  const exported = await photoloupe(['export', model, '--to', 'onnx', onnx]);
  assert.equal(exported.status, 0, exported.stderr);
  const { stdout } = await promisify(execFile)(
    process.env.LOUPE_ONNX_PYTHON,
    [ANSWERS, onnx, folder, ...PHOTOS.map(sample)],
    { maxBuffer: 1e8 },
  );
  const theirs = parse(stdout);
  const files = theirs.map(({ file }) => file);
  const ours = parse(
    (await photoloupe(['classify', '--model', model, '--top', '1000', '--json', ...files])).stdout,
  );
  const most = { probability: 0, similarity: 0 };
  theirs.forEach(({ probabilities, similarity }, i) => {
    for (const { index, probability } of ours[i].predictions)
      most.probability = Math.max(most.probability, Math.abs(probability - probabilities[index]));
    assert.equal(ours[i].predictions.length, probabilities.length);
    assert.equal(similarity === undefined, ours[i].similarity === undefined);
    if (similarity)
      most.similarity = Math.max(most.similarity, Math.abs(Math.max(...similarity) - ours[i].similarity));
  });
  return most;
}

// Two classes of stripes that differ in width, as PPM files.
function makeStripes(folder) {
  const side = 48;
  for (const [name, width] of Object.entries({ narrow: 2, wide: 12 })) {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (let number = 0; number < 8; number++) {
      const pixels = Buffer.alloc(side * side * 3);
      for (let i = 0; i < pixels.length; i++)
        pixels[i] = Math.floor((Math.floor(i / 3) % side) / width) % 2 ? 120 + 9 * number : 20 + (i % 3) * 10;
      writeFileSync(
        path.join(folder, name, `${number}.ppm`),
        Buffer.concat([Buffer.from(`P6 ${side} ${side} 255\n`), pixels]),
      );
    }
  }
  return folder;
}

for (const model of ['efficientnet-lite0-float32', 'efficientnet-lite0'])
  test(`onnxruntime answers as the pretrained network does: ${model}`, async (t) => {
    const { probability } = await difference(model, temporaryFolder(t));
    assert.ok(probability < 1e-4, `${probability}`);
  });

test('onnxruntime answers as a trained convnet does', async (t) => {
  const folder = temporaryFolder(t);
  const model = path.join(folder, 'm.safetensors');
  const trained = await photoloupe([
    'train',
    makeStripes(path.join(folder, 'data')),
    '--image-size',
    '49x50',
    '--epochs',
    '1',
    '--out',
    model,
  ]);
  assert.equal(trained.status, 0, trained.stderr);
  assert.ok((await difference(model, folder)).probability < 1e-4);
});

const HEAD = ['--model', 'transfer'];
const LAST_BLOCK = [
  '--model',
  'fine-tune',
  '--fine-tune-from',
  'block15',
  '--epochs',
  '1',
  '--batch-size',
  '4',
];

for (const [what, options] of Object.entries({
  'a head on the pretrained int8': [...HEAD, '--base', 'efficientnet-lite0'],
  'a head on the pretrained float32': [...HEAD, '--base', 'efficientnet-lite0-float32'],
  'a fine-tuned': [...LAST_BLOCK, '--base', 'efficientnet-lite0-float32'],
}))
  test(`onnxruntime answers as ${what} network does, and knows what is unlike`, async (t) => {
    const folder = temporaryFolder(t);
    const model = path.join(folder, 'm.safetensors');
    const data = makeStripes(path.join(folder, 'data'));
    const trained = await photoloupe(['train', data, ...options, '--out', model]);
    assert.equal(trained.status, 0, trained.stderr);
    const { probability, similarity } = await difference(model, folder);
    assert.ok(probability < 1e-4, `${probability}`);
    assert.ok(similarity > 0 && similarity < 1e-4, `${similarity}`);
  });

test('onnxruntime answers as a network of every layer does', async (t) => {
  const folder = temporaryFolder(t);
  const model = path.join(folder, 'm.safetensors');
  for (const channels of [3, 1]) {
    writeFileSync(model, everyLayer(channels));
    const { probability } = await difference(model, folder);
    assert.ok(probability < 1e-4, `${channels} channels: ${probability}`);
  }
});

test('onnxruntime answers as a network of every int8 layer does', async (t) => {
  const folder = temporaryFolder(t);
  const model = path.join(folder, 'm.safetensors');
  writeFileSync(model, everyInt8Layer());
  const { probability } = await difference(model, folder);
  assert.ok(probability < 1e-4, `${probability}`);
});

test('a model is passed on as it is', async (t) => {
  const out = path.join(temporaryFolder(t), 'm.safetensors');
  assert.equal((await photoloupe(['export', 'efficientnet-lite0', '--to', 'safetensors', out])).status, 0);
  const original = path.join(process.env.LOUPE_MODELS, 'efficientnet-lite0.safetensors');
  assert.ok(readFileSync(out).equals(readFileSync(original)));
});

test('what is no model is not passed on, and nothing is written', async (t) => {
  const folder = temporaryFolder(t);
  const damaged = path.join(folder, 'damaged.safetensors');
  const whole = readFileSync(path.join(process.env.LOUPE_MODELS, 'efficientnet-lite0.safetensors'));
  writeFileSync(damaged, whole.subarray(0, whole.length / 2));
  for (const format of ['onnx', 'safetensors'])
    for (const model of [damaged, sample('cat.png'), 'no-such-model']) {
      const { status, stderr } = await photoloupe([
        'export',
        model,
        '--to',
        format,
        path.join(folder, 'out'),
      ]);
      assert.equal(status, 1);
      assert.match(stderr, /^photoloupe: error: [^\n]+\n$/);
    }
  assert.deepEqual(readdirSync(folder), ['damaged.safetensors']);
  const nowhere = await photoloupe([
    'export',
    'efficientnet-lite0',
    '--to',
    'onnx',
    path.join(folder, 'no', 'm.onnx'),
  ]);
  assert.equal(nowhere.status, 1);
  assert.match(nowhere.stderr, /m\.onnx: cannot be written/);
});
