import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { photoloupe, temporaryFolder } from './command.mjs';

const SIDE = 48;
const FEW = [
  '--model',
  'fine-tune',
  '--fine-tune-from',
  'block15',
  '--batch-size',
  '4',
  '--seed',
  '3',
  '--threads',
  '1',
];

// Stripes of two widths, brighter from photo to photo, as PPM files.
function makeDataset(folder, first = 0, photos = 4) {
  for (const [name, width] of Object.entries({ narrow: 2, wide: 12 })) {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (let number = first; number < first + photos; number++) {
      const pixels = Buffer.alloc(SIDE * SIDE * 3);
      for (let i = 0; i < pixels.length; i++) {
        const column = Math.floor(i / 3) % SIDE;
        pixels[i] = Math.floor(column / width) % 2 ? 120 + 9 * number : 20 + (i % 3) * 10;
      }
      const header = Buffer.from(`P6 ${SIDE} ${SIDE} 255\n`);
      writeFileSync(path.join(folder, name, `${number}.ppm`), Buffer.concat([header, pixels]));
    }
  }
  return folder;
}

test('the pretrained network is fine-tuned to a model as any other', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeDataset(path.join(folder, 'data'));
  const validation = makeDataset(path.join(folder, 'validation'), 10, 2);
  const model = path.join(folder, 'm.safetensors');
  const trained = await photoloupe([
    'train',
    data,
    ...FEW,
    '--epochs',
    '2',
    '--validation',
    validation,
    '--augment',
    '--out',
    model,
    '--json',
  ]);
  assert.equal(trained.status, 0, trained.stderr);
  assert.match(trained.stderr, /on 8 photos of 2 classes takes \d+ MB of memory/);
  const epochs = trained.lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    epochs.map(({ epoch }) => epoch),
    [1, 2],
  );
  assert.equal(epochs[1].val_accuracy, 1);

  const evaluated = JSON.parse((await photoloupe(['evaluate', model, validation, '--json'])).stdout);
  assert.deepEqual(evaluated.confusion, [
    [2, 0],
    [0, 2],
  ]);
  const photo = path.join(validation, 'wide', '10.ppm');
  const [answer] = (await photoloupe(['classify', '--model', model, '--json', photo])).lines.map((line) =>
    JSON.parse(line),
  );
  assert.equal(answer.predictions[0].label, 'wide');
  const { stdout } = await photoloupe(['summary', model]);
  assert.match(stdout, /photo \(InputLayer\)/);
  assert.match(stdout, /logits \(Dense\) +\(None, 2\)/);
});

test('an interrupted fine-tuning goes on to the same end', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeDataset(path.join(folder, 'data'));
  const [whole, model] = ['whole', 'stopped'].map((name) => path.join(folder, `${name}.safetensors`));
  const args = (out) => ['train', data, ...FEW, '--epochs', '40', '--json', '--out', out];
  const straight = await photoloupe(args(whole));
  assert.equal(straight.status, 0, straight.stderr);

  const child = spawn(process.env.LOUPE_CLI, args(model));
  child.stdout.once('data', () => child.kill('SIGINT'));
  assert.equal(await new Promise((resolve) => child.on('close', resolve)), 130);
  const resumed = await photoloupe([...args(model), '--resume']);
  assert.equal(resumed.status, 0, resumed.stderr);
  assert.ok(resumed.lines.length < 40);
  assert.deepEqual(readFileSync(model), readFileSync(whole));
});

test('fine-tuning says from which blocks it can start, and what cannot be its base', async (t) => {
  const data = makeDataset(path.join(temporaryFolder(t), 'data'));
  writeFileSync(path.join(data, 'wide', 'broken.png'), 'no picture');
  const unknown = await photoloupe(['train', data, '--model', 'fine-tune', '--fine-tune-from', 'block99']);
  assert.equal(unknown.status, 1);
  assert.match(
    unknown.stderr,
    /error: there is no block 'block99' .* one of stem, block0, .*, block15, features, logits\n/,
  );
  assert.doesNotMatch(unknown.stderr, /skipped/, 'it is said before photos are read');
  const int8 = await photoloupe(['train', data, '--model', 'fine-tune', '--base', 'efficientnet-lite0']);
  assert.equal(int8.status, 1);
  assert.match(int8.stderr, /error: an int8 network cannot be fine-tuned/);
});
