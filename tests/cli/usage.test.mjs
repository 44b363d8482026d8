import assert from 'node:assert/strict';
import { test } from 'node:test';
import { photoloupe } from './command.mjs';

test('answers wrong usage with exit code 2 and one line', async () => {
  const wrong = [
    [],
    ['no-such-command'],
    ['classify'],
    ['classify', '--top'],
    ['classify', '--top', '0', 'x.jpg'],
    ['classify', '--top', 'many', 'x.jpg'],
    ['classify', '--no-such-option', 'x.jpg'],
    ['classify', '--threads', '0', 'x.jpg'],
    ['summary'],
    ['bench', 'x'],
    ['export', 'efficientnet-lite0', '--to', 'onnx'],
    ['export', 'efficientnet-lite0', 'x.onnx'],
    ['export', 'efficientnet-lite0', '--to', 'tflite', 'x.tflite'],
    ['train', 'x', '--epochs', '2.5'],
    ['train', 'x', '--seed', '-1'],
    ['train', 'x', '--filters', '16,0'],
    ['train', 'x', '--learning-rate', 'inf'],
    ['train', 'x', '--validation-split', 'nan'],
    ['train', 'x', '--image-size', '4294967446x150'],
  ];
  for (const args of wrong) {
    const { status, stdout, stderr } = await photoloupe(args);
    assert.equal(status, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /^photoloupe: error: [^\n]{1,200}\n$/);
  }
});

test('says what number is wanted', async () => {
  const { stderr } = await photoloupe(['train', 'x', '--epochs', '-1']);
  assert.match(stderr, /--epochs: a whole number from 1 on is wanted, not '-1'/);
});

test('explains itself', async () => {
  const { stdout: help } = await photoloupe(['--help']);
  const commands = [...help.split('Subcommands:')[1].matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => [name]);
  assert.ok(commands.length >= 11);
  for (const action of ['list', 'add', 'remove', 'teach']) commands.push(['tag', action]);
  for (const command of [[], ...commands]) {
    const { status, stdout } = await photoloupe([...command, '--help']);
    assert.equal(status, 0, command.join(' '));
    assert.match(stdout, /--help/);
  }
  assert.match((await photoloupe(['--version'])).stdout, /^photoloupe \d+\.\d+\.\d+\n$/);
});

test('prints the convnet of the exercise with its shapes and parameters', async () => {
  const { status, stdout } = await photoloupe(['summary', 'convnet']);
  assert.equal(status, 0);
  const rows = stdout
    .split('\n')
    .map((line) => line.match(/^\w+ \((\w+)\) +\(None, ([\d, ]+)\) +([\d,]+)$/))
    .filter(Boolean)
    .map(([, type, shape, parameters]) => [type, shape, parameters]);
  assert.deepEqual(rows, [
    ['InputLayer', '150, 150, 3', '0'],
    ['Conv2D', '148, 148, 16', '448'],
    ['MaxPooling2D', '74, 74, 16', '0'],
    ['Conv2D', '72, 72, 32', '4,640'],
    ['MaxPooling2D', '36, 36, 32', '0'],
    ['Conv2D', '34, 34, 64', '18,496'],
    ['MaxPooling2D', '17, 17, 64', '0'],
    ['Flatten', '18496', '0'],
    ['Dense', '512', '9,470,464'],
    ['Dense', '1', '513'],
  ]);
  assert.match(stdout, /\nTotal params: 9,494,561\n$/);
});

test('prints the pretrained network', async () => {
  const { status, lines } = await photoloupe(['summary', '--json', 'efficientnet-lite0']);
  assert.equal(status, 0);
  const rows = lines.map((line) => JSON.parse(line));
  assert.deepEqual(rows[0].outputShape, [224, 224, 3]);
  assert.deepEqual(rows.at(-1).outputShape, [1000]);
  // 4,652,008 where batch norm scales and shifts 21,008 channels; folded, it leaves a bias a channel.
  assert.equal(
    rows.reduce((sum, { parameters }) => sum + parameters, 0),
    4652008 - 21008,
  );
});

test('times the engine, and says what a training step moves for its dense layer', async () => {
  const { status, stdout } = await photoloupe(['bench', '--json', '--threads', '1']);
  assert.equal(status, 0);
  const results = JSON.parse(stdout);
  assert.deepEqual(
    results.map(({ model }) => model),
    ['efficientnet-lite0-float32', 'efficientnet-lite0', 'convnet'],
  );
  for (const { network_ms: network } of results.slice(0, 2)) assert.ok(network > 0);
  const step = results[2];
  assert.ok(step.training_step_ms > 0);
  // Weights are read forward and again backward, where they are written, as RMSprop's mean squares are.
  const weightBytes = 17 * 17 * 64 * 512 * 4;
  assert.equal(step.dense_bytes_read, 3 * weightBytes);
  assert.equal(step.dense_bytes_written, 2 * weightBytes);
});
