// Owns the trainer's engine and one training, and answers calls between two of its steps.
import { PhotoloupeError } from '../../error';
import { withBuffer } from '../../worker/buffer';
import { breakdownOf, failureOf } from '../../worker/failure';
import { readModelFile } from '../../worker/model-file';
import { decodeInBrowser, readPhoto } from '../../worker/photo';
import { startEngine, type StartedEngine } from '../../worker/start';
import type {
  BeginCall,
  Call,
  Description,
  Event,
  FromLayersModelCall,
  PrepareCall,
  PreviewPictureCall,
  Reply,
  Request,
  Results,
} from '../protocol';
import type { TrainerModule, TrainingSession } from './embind';
import { memoryLimit } from './memory';
import { Photos } from './photos';
import { Run } from './run';

type Answer = Results[Call['kind']];

const REMEDY = 'start training again; from its last checkpoint, nothing before that is lost';

const NEVER = new AbortController().signal; // who takes a training back ends its worker

const scope = self as unknown as DedicatedWorkerGlobalScope;
let engine: Promise<StartedEngine<TrainerModule>>;
let photos: Photos | null = null;
let session: TrainingSession | null = null;
let run: Run | null = null;
let variants = 0; // of photos shown so far
let base: Uint8Array[] | null = null; // to fine-tune, from when photos are read until it begins

scope.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'start') {
    const helpers = data.threads; // the thread that calls works too, and one more makes the next batch
    engine = startEngine<TrainerModule>({ ...data, helpers });
    engine.catch(breakDown);
  } else {
    void answer(data.id, data);
  }
};

async function answer(id: number, call: Call): Promise<void> {
  try {
    reply({ kind: 'result', id, result: await resultOf(call) });
  } catch (error) {
    const failure = failureOf(error);
    if (failure) reply({ kind: 'failure', id, failure });
    else breakDown(error);
  }
}

async function resultOf(call: Call): Promise<Answer> {
  const { module, pool } = await engine;
  switch (call.kind) {
    case 'prepare':
      photos = new Photos(module);
      session = new module.TrainingSession(await completed(module, call), pool, photos.files);
      return undefined;
    case 'add':
      return photos!.add(session!, call);
    case 'begin':
      return begin(module, call);
    case 'pause':
      run!.pause();
      return undefined;
    case 'resume':
      run!.resume();
      return undefined;
    case 'checkpoint':
      return new Blob([session!.saveCheckpoint()]);
    case 'predict':
      return rowsOf(session!.predict(call.photos), call.photos.length);
    case 'baseline':
      return session!.baselineAccuracy();
    case 'preview':
      return Array.from({ length: call.count }, () => session!.preview(call.photo, variants++));
    case 'preview-picture':
      return previewPicture(module, call);
    case 'describe':
      return module.describeArchitecture(call.architecture);
    case 'convnet':
      return module.convnetArchitecture(call.options);
    case 'from-layers-model':
      return fromLayersModel(module, call);
    case 'to-onnx':
      return toOnnx(module, call.model);
    case 'close':
      run?.end();
      await photos?.remove();
      return undefined;
  }
}

async function begin(module: TrainerModule, { startFrom, checkpoint }: BeginCall): Promise<Description> {
  const training = session!;
  const model = startFrom ? [await readFile(startFrom, 'model to start from')] : base;
  const file = checkpoint && (await readFile(checkpoint, 'checkpoint'));
  base = null;
  const onLook = (done: number, total: number) => tell({ kind: 'look', progress: { done, total } });
  if (model) withBuffer(module, model, (buffer) => training.beginFrom(buffer, onLook));
  else training.begin();
  if (file) withBuffer(module, [file], (buffer) => training.restoreCheckpoint(buffer));
  run = new Run(training, tell);
  run.toTheEnd().catch(breakDown);
  return { ...training.description(), history: training.history() };
}

async function previewPicture(
  module: TrainerModule,
  { options, picture, count }: PreviewPictureCall,
): Promise<Results['preview']> {
  const photo = await readPhoto(picture, new AbortController().signal);
  const pixels = photo.kind === 'pixels' ? photo : await decodeInBrowser(photo);
  if (!pixels) throw new PhotoloupeError('unsupported-format', 'this browser does not decode the photo');
  const { rgba, width, height } = pixels;
  return withBuffer(module, [rgba], (buffer) =>
    Array.from({ length: count }, () => module.previewPixels(options, buffer, width, height, variants++)),
  );
}

async function fromLayersModel(
  module: TrainerModule,
  { model, weights, metadata }: FromLayersModelCall,
): Promise<Blob> {
  const bytesOf = (text: string) => [new TextEncoder().encode(text)];
  const numbers = [await readFile(weights, 'weights')];
  const file = withBuffer(module, bytesOf(model), (layers) =>
    withBuffer(module, numbers, (values) =>
      withBuffer(module, bytesOf(metadata), (labels) => module.fromLayersModel(layers, values, labels)),
    ),
  );
  return new Blob([file]);
}

async function toOnnx(module: TrainerModule, model: Blob): Promise<Blob> {
  const file = await readFile(model, 'model');
  return new Blob([withBuffer(module, [file], (buffer) => module.toOnnx(buffer))]);
}

// With what the device allows, and what a model to start from or to fine-tune brings.
async function completed(module: TrainerModule, call: PrepareCall): Promise<string> {
  return JSON.stringify({
    ...(JSON.parse(call.options) as object),
    ...(JSON.parse(await optionsOfModel(module, call)) as object),
    memoryLimit: memoryLimit(),
  });
}

async function optionsOfModel(module: TrainerModule, call: PrepareCall): Promise<string> {
  if (call.startFrom) {
    const model = await readFile(call.startFrom, 'model to start from');
    return withBuffer(module, [model], (buffer) => module.optionsOfModel(buffer));
  }
  if (!call.base) return '{}';
  base = await readModelFile(call.base, NEVER, () => {});
  return withBuffer(module, base, (buffer) => module.optionsOfBase(buffer, call.options));
}

function rowsOf(values: Float32Array, rows: number): Float32Array[] {
  const length = values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.slice(row * length, (row + 1) * length));
}

async function readFile(file: Blob, what: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new PhotoloupeError('storage', `the ${what} could not be read`, { cause });
  }
}

function tell(event: Event): void {
  reply({ kind: 'event', event });
}

function reply(message: Reply): void {
  scope.postMessage(message);
}

function breakDown(error: unknown): void {
  run?.end();
  const removed = Promise.resolve(photos?.remove()).catch(() => {});
  void removed.then(() => reply({ kind: 'breakdown', failure: breakdownOf(error, REMEDY) }));
}
