import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { photoloupe, temporaryFolder } from './command.mjs';

const SIDE = 32;
const SMALL = ['--image-size', `${SIDE}x${SIDE}`, '--filters', '4,8', '--units', '16', '--batch-size', '8'];

// Photos of noise around a brightness, as PPM files: 8 bits, the same for the same seed.
function writePhoto(file, brightness, seed) {
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  let state = seed * 7919 + 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[i] = brightness + (state >>> 26);
  }
  writeFileSync(file, Buffer.concat([Buffer.from(`P6 ${SIDE} ${SIDE} 255\n`), pixels]));
}

function makeDataset(folder, { classes = ['dark', 'light'], photos = 12 } = {}) {
  classes.forEach((name, index) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (let i = 0; i < photos; i++)
      writePhoto(path.join(folder, name, `${i}.ppm`), index * 90, index * 1000 + i);
  });
  return folder;
}

const epochsOf = ({ lines }) => lines.map((line) => JSON.parse(line));
const withoutTime = (epochs) => epochs.map(({ seconds, ...rest }) => rest);

test('trains, says how each epoch went, and writes a model that is right', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeDataset(path.join(folder, 'data'));
  const model = path.join(folder, 'm.safetensors');
  const result = await photoloupe([
    'train',
    data,
    '--model',
    'convnet',
    ...SMALL,
    '--epochs',
    '20',
    '--learning-rate',
    '0.005',
    '--validation-split',
    '0.25',
    '--optimizer',
    'adam',
    '--seed',
    '3',
    '--out',
    model,
    '--json',
  ]);
  assert.equal(result.status, 0, result.stderr);
  const epochs = epochsOf(result);
  assert.equal(epochs.length, 20);
  for (const [i, epoch] of epochs.entries()) {
    assert.deepEqual(Object.keys(epoch), [
      'epoch',
      'loss',
      'accuracy',
      'val_loss',
      'val_accuracy',
      'seconds',
    ]);
    assert.equal(epoch.epoch, i + 1);
  }
  assert.ok(epochs.at(-1).loss < epochs[0].loss);
  assert.match(result.stderr, /takes \d+ MB of memory/);
  assert.ok(!existsSync(`${model}.checkpoint`));

  const {
    accuracy,
    count,
    classes,
    confusion,
    per_class: perClass,
  } = JSON.parse((await photoloupe(['evaluate', model, data, '--json'])).stdout);
  assert.equal(accuracy, 1);
  assert.equal(count, 24);
  assert.deepEqual(classes, ['dark', 'light']);
  assert.deepEqual(confusion, [
    [12, 0],
    [0, 12],
  ]);
  assert.deepEqual(perClass[1], { label: 'light', count: 12, precision: 1, recall: 1 });

  const photo = path.join(data, 'light', '3.ppm');
  const [line] = (await photoloupe(['classify', '--json', '--model', model, photo])).lines;
  assert.equal(JSON.parse(line).predictions[0].label, 'light');
  assert.match((await photoloupe(['summary', model])).stdout, /dense_1 \(Dense\) +\(None, 1\)/);
});

test('more classes have a softmax; a validation folder has the same classes', async (t) => {
  const folder = temporaryFolder(t);
  const names = ['a', 'b & c', '🐈'];
  const data = makeDataset(path.join(folder, 'data'), { classes: names });
  const validation = makeDataset(path.join(folder, 'validation'), { classes: names, photos: 4 });
  const model = path.join(folder, 'm.safetensors');
  const result = await photoloupe([
    'train',
    data,
    '--validation',
    validation,
    ...SMALL,
    '--epochs',
    '2',
    '--out',
    model,
    '--json',
    '--augment',
    '--dropout',
    '0.5',
    '--schedule',
    'cosine',
    '--balance-classes',
  ]);
  assert.equal(result.status, 0, result.stderr);
  const { classes } = JSON.parse((await photoloupe(['evaluate', model, validation, '--json'])).stdout);
  assert.deepEqual(classes, names);
});

test('Ctrl-C saves what there is, and --resume ends where it would have ended', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeDataset(path.join(folder, 'data'), { photos: 60 });
  const args = (out) => [
    'train',
    data,
    ...SMALL,
    '--epochs',
    '40',
    '--seed',
    '5',
    '--threads',
    '2',
    '--augment',
    '--dropout',
    '0.4',
    '--validation-split',
    '0.2',
    '--json',
    '--out',
    path.join(folder, out),
  ];
  const whole = await photoloupe(args('whole.safetensors'));
  assert.equal(whole.status, 0, whole.stderr);

  const child = spawn(process.env.LOUPE_CLI, args('stopped.safetensors'));
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  let lines = '';
  child.stdout.on('data', (text) => {
    lines += text;
    if (!child.killed && lines.includes('\n')) child.kill('SIGINT');
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(status, 130);
  assert.match(stderr, /--resume goes on from .*stopped\.safetensors\.checkpoint/);

  const other = await photoloupe([...args('stopped.safetensors'), '--resume', '--kernel-size', '5']);
  assert.equal(other.status, 1);
  assert.match(other.stderr, /photoloupe: error: the checkpoint is of another network/);

  const rest = await photoloupe([...args('stopped.safetensors'), '--resume']);
  assert.equal(rest.status, 0, rest.stderr);
  const stopped = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(withoutTime([...stopped, ...epochsOf(rest)]), withoutTime(epochsOf(whole)));
  assert.deepEqual(
    readFileSync(path.join(folder, 'stopped.safetensors')),
    readFileSync(path.join(folder, 'whole.safetensors')),
  );
});

test('--from trains on from a model’s weights, with its layers and its way with photos', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeDataset(path.join(folder, 'data'));
  const first = path.join(folder, 'first.safetensors');
  const small = [...SMALL, '--interpolation', 'area', '--grayscale'];
  const train = (...args) => photoloupe(['train', data, '--json', '--optimizer', 'adam', ...args]);
  const fromScratch = await train(...small, '--epochs', '20', '--learning-rate', '0.005', '--out', first);
  assert.equal(fromScratch.status, 0, fromScratch.stderr);
  const second = path.join(folder, 'second.safetensors');
  const on = await train('--from', first, '--epochs', '2', '--batch-size', '8', '--out', second);
  assert.equal(on.status, 0, on.stderr);
  assert.ok(epochsOf(on)[0].loss < epochsOf(fromScratch)[0].loss / 2);
  const summary = async (model) => (await photoloupe(['summary', model])).stdout;
  assert.equal(await summary(second), await summary(first));

  const three = makeDataset(path.join(folder, 'three'), { classes: ['a', 'b', 'c'] });
  const refused = async (args, status, words) => {
    const result = await photoloupe(['train', ...args, '--out', path.join(folder, 'no')]);
    assert.equal(result.status, status, args.join(' '));
    assert.match(result.stderr, words);
  };
  await refused([three, '--from', first], 1, /tells 2 classes apart, but the photos are of 3/);
  await refused([data, '--from', path.join(data, 'dark', '0.ppm')], 1, /photoloupe: error: /);
  await refused([data, '--from', path.join(folder, 'gone')], 1, /there is no model '.*gone'/);
  await refused([data, '--from', first, '--units', '9'], 2, /--units/);
});

test('a network of the user’s own is trained', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeDataset(path.join(folder, 'data'));
  const file = path.join(folder, 'own.json');
  const layers = [
    { name: 'input', type: 'InputLayer' },
    { name: 'depthwise', type: 'DepthwiseConv2D', kernel_size: [3, 3], padding: 'same', activation: 'relu' },
    { name: 'conv', type: 'Conv2D', filters: 6, kernel_size: [3, 3], strides: [2, 2], activation: 'relu6' },
    { name: 'pool', type: 'GlobalAveragePooling2D' },
    { name: 'out', type: 'Dense', units: 2, activation: 'softmax' },
  ];
  writeFileSync(file, JSON.stringify({ name: 'own', input_shape: [SIDE, SIDE, 3], layers }));
  const model = path.join(folder, 'm.safetensors');
  const result = await photoloupe([
    'train',
    data,
    '--model',
    file,
    '--image-size',
    `${SIDE}x${SIDE}`,
    '--epochs',
    '2',
    '--json',
    '--out',
    model,
  ]);
  assert.equal(result.status, 0, result.stderr);
  assert.match((await photoloupe(['summary', model])).stdout, /Model: "own"/);
});

test('data that cannot be trained on is refused with what would be right', async (t) => {
  const folder = temporaryFolder(t);
  const one = makeDataset(path.join(folder, 'one'), { classes: ['only'] });
  const empty = makeDataset(path.join(folder, 'empty'));
  mkdirSync(path.join(empty, 'nothing'));
  const corrupt = path.join(folder, 'corrupt');
  for (const name of ['a', 'b']) {
    mkdirSync(path.join(corrupt, name), { recursive: true });
    writeFileSync(path.join(corrupt, name, 'x.jpg'), 'no photo');
  }
  const good = makeDataset(path.join(folder, 'good'));
  mkdirSync(
    path.join(makeDataset(path.join(folder, 'a-class-without-photos'), { classes: ['a'], photos: 1 }), 'b'),
  );
  const cases = [
    [[one], /class/],
    [[empty], /nothing/],
    [[path.join(folder, 'missing')], /missing/],
    [[good, '--validation', one], /class/],
    [[good, '--filters', '4,4,4,4,4,4'], /does not fit/],
    [[path.join(folder, 'a-class-without-photos')], /class 'b' has no photos/],
    [[good, '--resume'], /checkpoint: cannot be read/],
    [[good, '--model', path.join(folder, 'no.json')], /no\.json: cannot be read/],
  ];
  for (const [args, words] of cases) {
    const result = await photoloupe([
      'train',
      ...args,
      ...(args.includes('--filters') ? [] : SMALL),
      '--out',
      path.join(folder, 'm'),
    ]);
    assert.equal(result.status, 1, args.join(' '));
    assert.match(result.stderr, /photoloupe: error: [^\n]+\n$/);
    assert.match(result.stderr, words);
  }
  const result = await photoloupe(['train', corrupt, '--out', path.join(folder, 'm')]);
  assert.equal(result.status, 1);
  assert.match(result.stderr, /none of the 2 photos can be read/);
});

test('corrupt photos are named and skipped', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeDataset(path.join(folder, 'data'));
  writeFileSync(path.join(data, 'dark', 'broken.jpg'), 'no photo');
  const result = await photoloupe([
    'train',
    data,
    ...SMALL,
    '--epochs',
    '1',
    '--out',
    path.join(folder, 'm'),
  ]);
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stderr, /skipped: .*dark\/broken\.jpg: /);
});

test('wrong training options are wrong usage', async () => {
  for (const args of [
    [],
    ['x', '--image-size', '150'],
    ['x', '--optimizer', 'adagrad'],
    ['x', '--validation', 'a', '--validation-split', '0.2'],
    ['x', '--epochs', '0'],
    ['x', '--dropout', '2'],
  ]) {
    const { status, stderr } = await photoloupe(['train', ...args]);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, /^photoloupe: error: [^\n]+\n$/);
  }
});

test('evaluating on folders that are no classes of the model says so', async (t) => {
  const data = makeDataset(temporaryFolder(t));
  const { status, stderr } = await photoloupe(['evaluate', 'efficientnet-lite0', data]);
  assert.equal(status, 1);
  assert.match(stderr, /'dark' is no class of the model/);
});
