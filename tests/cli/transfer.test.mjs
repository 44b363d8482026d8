import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { photoloupe, sample, temporaryFolder } from './command.mjs';
import { makeStripes } from './stripes.mjs';

test('a head learns from a few photos, and its file is a model as any other', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const validation = makeStripes(path.join(folder, 'validation'), 10, 3);
  const model = path.join(folder, 'm.safetensors');
  writeFileSync(path.join(data, 'wide', 'broken.jpg'), 'no photo');
  const trained = await photoloupe([
    'train',
    data,
    '--model',
    'transfer',
    '--validation',
    validation,
    '--out',
    model,
    '--json',
  ]);
  assert.equal(trained.status, 0, trained.stderr);
  assert.match(trained.stderr, /skipped: .*broken\.jpg/);
  const [epoch, ...more] = trained.lines.map((line) => JSON.parse(line));
  assert.deepEqual(Object.keys(epoch), ['epoch', 'loss', 'accuracy', 'val_loss', 'val_accuracy', 'seconds']);
  assert.deepEqual(more, []);
  assert.equal(epoch.accuracy, 1);
  assert.equal(epoch.val_accuracy, 1);

  const evaluated = JSON.parse((await photoloupe(['evaluate', model, validation, '--json'])).stdout);
  assert.deepEqual(evaluated.confusion, [
    [3, 0],
    [0, 3],
  ]);

  const striped = path.join(validation, 'wide', '10.ppm');
  const answers = (
    await photoloupe(['classify', '--model', model, '--json', striped, sample('cat.png')])
  ).lines.map((line) => JSON.parse(line));
  assert.equal(answers[0].predictions[0].label, 'wide');
  assert.equal(answers[0].unlike, false);
  assert.ok(answers[0].similarity > 0.4);
  assert.equal(answers[1].unlike, true);
  assert.match(
    (await photoloupe(['classify', '--model', model, sample('cat.png')])).stdout,
    /unlike anything/,
  );

  const { stdout } = await photoloupe(['summary', model]);
  assert.match(stdout, /features \(UnitNormalization\)/);
  assert.match(stdout, /logits \(Dense\) +\(None, 2\)/);
});

test('photos kept to validate on are drawn by the seed', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'), 0, 6);
  const run = (seed) =>
    photoloupe([
      'train',
      data,
      '--model',
      'transfer',
      '--validation-split',
      '0.34',
      '--seed',
      seed,
      '--json',
      '--out',
      path.join(folder, 'm.safetensors'),
    ]);
  const losses = [];
  for (const seed of ['1', '1', '4']) losses.push(JSON.parse((await run(seed)).stdout).val_loss);
  assert.equal(losses[0], losses[1]);
  assert.notEqual(losses[0], losses[2]);
});

test('no shot is both learned from and validated on', async (t) => {
  const folder = temporaryFolder(t);
  const classes = { indoors: ['cat.png', 'coffee.png'], outdoors: ['rocket.jpg', 'temple.jpg'] };
  for (const [name, photos] of Object.entries(classes)) {
    mkdirSync(path.join(folder, 'data', name), { recursive: true });
    for (const photo of photos)
      for (const frame of [1, 2, 3])
        copyFileSync(sample(photo), path.join(folder, 'data', name, `${frame}-${photo}`));
  }
  const split = (share) =>
    photoloupe([
      'train',
      path.join(folder, 'data'),
      '--model',
      'transfer',
      '--validation-split',
      share,
      '--out',
      path.join(folder, 'm.safetensors'),
    ]);
  const third = await split('0.34');
  assert.match(third.stdout, /^9 photos of 2 classes.*\n3 validation photos/, third.stderr);
  const sixth = await split('0.17');
  assert.equal(sixth.status, 1);
  assert.match(sixth.stderr, /error: .* leaves no photo to validate on of 12 photos in 4 shots/);
});

test('what cannot be learned from is said', async (t) => {
  const folder = temporaryFolder(t);
  const out = ['--out', path.join(folder, 'm.safetensors')];
  mkdirSync(path.join(folder, 'one', 'only'), { recursive: true });
  copyFileSync(sample('cat.png'), path.join(folder, 'one', 'only', 'cat.png'));
  const one = await photoloupe(['train', path.join(folder, 'one'), '--model', 'transfer', ...out]);
  assert.equal(one.status, 1);
  assert.match(one.stderr, /error: .*two classes/);
  const base = await photoloupe([
    'train',
    makeStripes(path.join(folder, 'data')),
    '--model',
    'transfer',
    '--base',
    sample('cat.png'),
    ...out,
  ]);
  assert.equal(base.status, 1);
  assert.match(base.stderr, /^photoloupe: error: /m);
});

test('accuracy is measured by the number of photos', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const { status, lines, stderr } = await photoloupe([
    'few-shot',
    data,
    makeStripes(path.join(folder, 'validation'), 10, 3),
    '--per-class',
    '1,3',
    '--draws',
    '2',
    '--others',
    path.dirname(sample('cat.png')),
    '--json',
  ]);
  assert.equal(status, 0, stderr);
  const [first, second] = lines.map((line) => JSON.parse(line));
  assert.equal(first.photos_per_class, 1);
  assert.equal(second.accuracy, 1);
  assert.ok(second.others_unlike > 0.8);
});

test('learns from the same photos as every other training: not from hidden ones, links to nothing or pipes', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const validation = makeStripes(path.join(folder, 'validation'), 10, 3);
  const wide = path.join(data, 'wide');
  copyFileSync(path.join(wide, '0.ppm'), path.join(wide, '._0.ppm'));
  mkdirSync(path.join(wide, '.trash'));
  copyFileSync(path.join(wide, '0.ppm'), path.join(wide, '.trash', '0.ppm'));
  symlinkSync(path.join(folder, 'nowhere'), path.join(wide, 'link.jpg'));
  symlinkSync(folder, path.join(wide, 'above'));
  symlinkSync(path.join(validation, 'wide'), path.join(wide, 'more'));
  execFileSync('mkfifo', [path.join(wide, 'pipe.jpg')]);
  const counts = [];
  for (const model of ['transfer', 'convnet']) {
    const file = path.join(folder, 'm.safetensors');
    const trained = await photoloupe(['train', data, '--model', model, '--epochs', '1', '--out', file]);
    assert.equal(trained.status, 0, trained.stderr);
    assert.deepEqual(
      [...trained.stderr.matchAll(/skipped: .*?([\w.]+): /g)].map(([, name]) => name),
      ['link.jpg', 'pipe.jpg'],
    );
    const said = trained.stdout + trained.stderr;
    counts.push(said.match(/(\d+) photos of 2 classes/)[1]);
    const evaluated = JSON.parse((await photoloupe(['evaluate', file, data, '--json'])).stdout);
    assert.equal(String(evaluated.count), counts[0]);
  }
  assert.equal(counts[0], counts[1]);
});

test('refuses one class and a place for the model that is none before it looks at any photo', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const none = path.join(folder, 'nowhere', 'm.safetensors');
  for (const model of ['transfer', 'fine-tune', 'convnet']) {
    const { status, stdout, stderr } = await photoloupe(['train', data, '--model', model, '--out', none]);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^photoloupe: error: .*m\.safetensors: cannot be written \(No such file/);
  }
  rmSync(path.join(data, 'wide'), { recursive: true });
  const one = await photoloupe(['train', data, '--model', 'transfer', '--out', path.join(folder, 'm')]);
  assert.equal(one.stdout, '');
  assert.match(one.stderr, /there is one class/);
});

test('says which options change nothing for it', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const options = ['--model', 'transfer', '--out', path.join(folder, 'm'), '--epochs', '3', '--augment'];
  const { status, stderr } = await photoloupe(['train', data, ...options]);
  assert.equal(status, 0);
  assert.match(stderr, /--augment changes nothing for transfer\n.*--epochs changes nothing for transfer\n/);
});

test('a head alone is small, and is the whole model wherever its network is', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const [model, head, again] = ['m', 'head', 'again'].map((name) => path.join(folder, `${name}.safetensors`));
  for (const base of ['efficientnet-lite0', 'efficientnet-lite0-float32']) {
    await photoloupe(['train', data, '--model', 'transfer', '--base', base, '--out', model]);
    const exported = await photoloupe(['export', model, '--to', 'head', head]);
    assert.equal(exported.status, 0, exported.stderr);
    assert.ok(statSync(head).size < 200_000);
    await photoloupe(['export', head, '--to', 'safetensors', again]);
    assert.ok(readFileSync(again).equals(readFileSync(model)));
    const photo = path.join(data, 'wide', '0.ppm');
    const answers = await Promise.all(
      [model, head].map((file) => photoloupe(['classify', '--model', file, '--json', photo])),
    );
    assert.equal(answers[0].stdout, answers[1].stdout);
  }
});

test('no head is put on another network than its own, or on what is none', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const [model, head] = ['m', 'head'].map((name) => path.join(folder, `${name}.safetensors`));
  await photoloupe(['train', data, '--model', 'transfer', '--out', model]);
  await photoloupe(['export', model, '--to', 'head', head]);
  const photo = path.join(data, 'wide', '0.ppm');
  const whole = readFileSync(head, 'latin1');
  const complaints = [
    [/"checksum\\":(\d)/, (text, digit) => text.replace(digit, (Number(digit) + 1) % 10), /another version/],
    [/efficientnet-lite0(?=\\",\\"checksum)/, () => '../models/../lite0', /no name of a network/],
    [
      /efficientnet-lite0(?=\\",\\"checksum)/,
      () => 'efficientnet-lite9',
      /efficientnet-lite9.*cannot be read/,
    ],
  ];
  for (const [where, change, complaint] of complaints) {
    writeFileSync(head, whole.replace(where, change), 'latin1');
    const { status, stderr } = await photoloupe(['classify', '--model', head, photo]);
    assert.equal(status, 1);
    assert.match(stderr, complaint);
  }
  const { stderr } = await photoloupe(['export', 'efficientnet-lite0', '--to', 'head', head]);
  assert.match(stderr, /no head of its own/);
});
