// One training step of the practicum's convnet: in Photoloupe, the only engine that trains it in WebAssembly, and
// natively, beside Keras. One of fine-tuning. And, when asked for, the whole practicum.
import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { resultOf, withBrowser } from './browser.mjs';
import { threadsOf } from './networks.mjs';
import { serve } from '../lib/server.mjs';

const STEP_TIMEOUT_MS = 180_000;
const PRACTICUM_TIMEOUT_MS = 1_800_000;
const execute = promisify(execFile);

export const stepName = (threads, augment) =>
  `Training step${augment ? ' with augmentation' : ''}, ${threadsOf(threads)}`;
export const fineTuningStepName = (threads, augment) =>
  `Fine-tuning step${augment ? ' with augmentation' : ''}, ${threadsOf(threads)}`;
export const nativeStepName = (engine, threads) => `Training step natively, ${engine}, ${threadsOf(threads)}`;
export const PRACTICUM = 'The whole practicum, 2 threads';

const megabytes = (bytes) => `${(bytes.median / 1e6).toFixed(1)} MB`;
const seconds = ({ median }) => `${(median / 1000).toFixed(1)} s`;

const step = (threads, augment, fineTune = false) => ({
  name: (fineTune ? fineTuningStepName : stepName)(threads, augment),
  measure: (environment) =>
    measurePage(environment, 'training', { threads, augment, fineTune }, STEP_TIMEOUT_MS),
  lines: ({ ms, minMs, memoryMb }) => [
    ['a step', `${ms.median.toFixed(1)} ms`],
    ['the fastest', `${minMs.min.toFixed(1)} ms`],
    ['memory', `${memoryMb.median.toFixed(0)} MB`],
  ],
});

const nativeStep = (threads) => ({
  name: nativeStepName('Photoloupe', threads),
  measure: ({ cli }) => measureNatively(cli, threads),
  lines: ({ ms, denseRead, denseWritten }) => [
    ['a step', `${ms.median.toFixed(1)} ms`],
    ['its dense layer reads', `${megabytes(denseRead)} of weights and their state`],
    ['and writes', megabytes(denseWritten)],
  ],
});

const kerasStep = (threads) => ({
  name: nativeStepName('Keras', threads),
  measure: ({ keras }) => measureKeras(keras, threads),
  lines: ({ ms, minMs }) => [
    ['a step', `${ms.median.toFixed(1)} ms`],
    ['the fastest', `${minMs.min.toFixed(1)} ms`],
  ],
});

export const training = [
  step(1, false),
  step(2, false),
  step(1, true),
  step(2, true),
  ...[1, 2].flatMap((threads) => [step(threads, false, true), step(threads, true, true)]),
  ...[1, 2].flatMap((threads) => [nativeStep(threads), kerasStep(threads)]),
];

export const practicum = {
  name: PRACTICUM,
  once: true,
  measure: measurePracticum,
  lines: ({ ms, trainingMs, bestAccuracy, lastAccuracy }) => [
    ['from the first photo on', seconds(ms)],
    ['training and validation alone', seconds(trainingMs)],
    ['best validation accuracy', bestAccuracy.median.toFixed(4)],
    ['last validation accuracy', lastAccuracy.median.toFixed(4)],
  ],
};

async function measurePage({ browser, folders }, page, query, timeoutMs) {
  const server = await serve({ folders });
  try {
    const url = `${server.origin}/bench/${page}.html?${new URLSearchParams(query)}`;
    return await withBrowser(browser, (tab) => resultOf(tab, url, timeoutMs));
  } finally {
    server.close();
  }
}

async function measureNatively(cli, threads) {
  const { stdout } = await execute(cli, ['bench', '--json', '--threads', String(threads)]);
  const result = JSON.parse(stdout).find(
    ({ model, threads: measured }) => model === 'convnet' && measured === threads,
  );
  return {
    ms: result.training_step_ms,
    denseRead: result.dense_bytes_read,
    denseWritten: result.dense_bytes_written,
  };
}

async function measureKeras(keras, threads) {
  const { stdout } = await execute(keras, ['train_step.py', '--threads', String(threads)]);
  const { median_ms: ms, min_ms: minMs } = JSON.parse(stdout.trim().split('\n').at(-1));
  return { ms, minMs };
}

// cats_vs_dogs holds train/ and validation/, with a folder of photos for each class.
async function measurePracticum({ browser, folders, photos: labelled }) {
  const photos = path.join(labelled, 'cats_vs_dogs');
  const list = (part) =>
    readdirSync(path.join(photos, part)).flatMap((label) =>
      readdirSync(path.join(photos, part, label)).map((name) => ({
        label,
        name,
        url: `/practicum/${part}/${label}/${encodeURIComponent(name)}`,
      })),
    );
  const lists = { training: list('train'), validation: list('validation') };
  writeFileSync(path.join(folders['/data/'], 'practicum.json'), JSON.stringify(lists));
  return measurePage(
    { browser, folders: { '/practicum/': photos, ...folders } },
    'practicum',
    { threads: 2 },
    PRACTICUM_TIMEOUT_MS,
  );
}
