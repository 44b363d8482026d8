// One model file, whatever is done with it: tests/web/one-file.spec.ts is the page's half.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { photoloupe, sample, temporaryFolder } from './command.mjs';
import { makeStripes } from './stripes.mjs';

const FEW = [
  '--epochs',
  '1',
  '--batch-size',
  '4',
  '--fine-tune-from',
  'block15',
  '--seed',
  '3',
  '--threads',
  '1',
];

test('a model file is classified with, evaluated, exported, trained on and fine-tuned', async (t) => {
  const folder = temporaryFolder(t);
  const data = makeStripes(path.join(folder, 'data'));
  const others = makeStripes(path.join(folder, 'others'), 10, 2);
  const file = (name) => path.join(folder, `${name}.safetensors`);
  const run = async (...args) => {
    const result = await photoloupe(args);
    assert.equal(result.status, 0, result.stderr);
    return result;
  };
  const classified = async (model, photo) =>
    JSON.parse((await run('classify', '--model', model, '--json', photo)).stdout);
  const accuracy = async (model) =>
    JSON.parse((await run('evaluate', model, others, '--json')).stdout).accuracy;

  await run(
    'train',
    data,
    '--model',
    'transfer',
    '--base',
    'efficientnet-lite0-float32',
    '--out',
    file('head'),
  );
  await run('train', data, '--model', 'transfer', '--base', file('head'), '--out', file('another head'));
  await run('train', data, '--model', 'fine-tune', '--base', file('head'), ...FEW, '--out', file('tuned'));
  await run('train', data, '--model', 'transfer', '--base', file('tuned'), '--out', file('tuned head'));
  await run(
    'train',
    data,
    '--model',
    'fine-tune',
    '--base',
    file('tuned'),
    ...FEW,
    '--out',
    file('tuned twice'),
  );
  await run(
    'train',
    data,
    '--from',
    file('tuned'),
    ...FEW.slice(0, 4),
    '--threads',
    '1',
    '--out',
    file('on'),
  );

  const photo = path.join(others, 'wide', '10.ppm');
  const models = ['head', 'another head', 'tuned', 'tuned head', 'tuned twice', 'on'].map(file);
  for (const model of models) {
    assert.equal(await accuracy(model), 1, model);
    const answer = await classified(model, photo);
    assert.equal(answer.predictions[0].label, 'wide', model);
    assert.equal(answer.unlike, false, model);
    assert.equal((await classified(model, sample('cat.png'))).unlike, true, model);
    await run('export', model, '--to', 'onnx', path.join(folder, 'model.onnx'));
  }
  assert.deepEqual(await classified(models[1], photo), await classified(models[0], photo));
});
