// Owns an engine with a pretrained network and the photos of some classes. What needs no photo to be looked at is
// answered at once; photos one at a time, those to be classified before those to be added.
import { withBuffer } from '../../worker/buffer';
import { breakdownOf, failureOf } from '../../worker/failure';
import { readModelFile } from '../../worker/model-file';
import { readPhoto, type Encoded, type Pixels } from '../../worker/photo';
import { startEngine, type StartedEngine } from '../../worker/start';
import type { LoadProgress } from '../../types';
import { waitingMessages } from '../../training/worker/messages';
import type {
  AddCall,
  Call,
  ClassifyCall,
  ExportCall,
  OpenCall,
  PictureCall,
  Reply,
  Request,
  Results,
} from '../protocol';
import type { TransferModule, TransferSession } from './embind';
import { PhotoFeatures } from './photo-features';

type Answer = Results[Call['kind']];

const REMEDY = 'open the classes again';
const LAST_CALLS = 64; // that may be taken back while their answers are on the way

const scope = self as unknown as DedicatedWorkerGlobalScope;
const aborts = new Map<number, AbortController>(); // of photos that wait
const waiting: Record<PictureCall['kind'], Turn[]> = { classify: [], add: [] };
let engine: Promise<StartedEngine<TransferModule>>;
let module: TransferModule;
let session: TransferSession;
let features: PhotoFeatures;
let busy = false;
let trainingMs = 0; // of the last time
const added = new Map<number, number>(); // the photos that the last calls added

scope.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'start') {
    engine = startEngine<TransferModule>(data);
    engine.catch(breakDown);
  } else if (data.kind === 'abort') {
    abort(data.id);
  } else if (data.kind === 'add' || data.kind === 'classify') {
    const abort = new AbortController();
    aborts.set(data.id, abort);
    waiting[data.kind].push(new Turn(data.id, data, abort.signal));
    void takeTurns();
  } else {
    void answer(data.id, () => resultOf(data.id, data));
  }
};

// A photo that waits to be looked at.
class Turn {
  #photo: Promise<Encoded | Pixels> | null = null;

  constructor(
    readonly id: number,
    readonly call: PictureCall,
    readonly signal: AbortSignal,
  ) {}

  read(): Promise<Encoded | Pixels> {
    this.#photo ??= readPhoto(this.call.picture, this.signal);
    this.#photo.catch(() => {}); // is heard of at its turn
    return this.#photo;
  }

  discard(): void {
    if (this.call.picture.kind === 'frame') this.call.picture.frame.close();
  }
}

// A photo that was just added goes again: its caller will not hear of it.
function abort(call: number): void {
  aborts.get(call)?.abort();
  const photo = added.get(call);
  if (photo === undefined) return;
  added.delete(call);
  session.remove(photo);
}

async function takeTurns(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let turn; (turn = waiting.classify.shift() ?? waiting.add.shift()); await waitingMessages()) {
    const { id, call, signal } = turn;
    if (signal.aborted) turn.discard();
    else
      await answer(id, async () => {
        const photo = await turn.read();
        void waiting.add[0]?.read(); // one photo is in the engine, and only one more in memory
        return call.kind === 'add' ? add(turn, photo) : classify(call, photo);
      });
    aborts.delete(id);
  }
  busy = false;
}

async function add({ id: callId, call, signal }: Turn, photo: Encoded | Pixels): Promise<Results['add']> {
  const { label } = call as AddCall;
  const { features: seen, hash } = await features.kept(photo);
  signal.throwIfAborted();
  const id = put(seen, label);
  added.set(callId, id);
  if (added.size > LAST_CALLS) added.delete(added.keys().next().value!);
  return { id, features: seen, hash, classNames: session.classNames() };
}

async function classify({ topK }: ClassifyCall, photo: Encoded | Pixels): Promise<Results['classify']> {
  const { features: seen, timings } = await features.of(photo);
  train();
  return withFeatures(seen, (buffer) => ({ ...session.classify(buffer, topK), timings }));
}

function resultOf(id: number, call: Exclude<Call, PictureCall>): Answer | Promise<Answer> {
  switch (call.kind) {
    case 'open':
      return open(id, call);
    case 'set-classes':
      session.setClasses(call.names);
      return session.classNames();
    case 'rename':
      session.renameClass(call.from, call.to);
      return session.classNames();
    case 'restore': {
      const ids = call.photos.map((photo) => put(photo.features, photo.label));
      return { ids, classNames: session.classNames() };
    }
    case 'move':
      for (const id of call.ids) session.move(id, call.label);
      return session.classNames();
    case 'remove':
      for (const id of call.ids) session.remove(id);
      return undefined;
    case 'report':
      train();
      return { ...session.report(), milliseconds: trainingMs };
    case 'export':
      return exported(call);
  }
}

async function open(id: number, { source }: OpenCall): Promise<Results['open']> {
  const never = new AbortController().signal; // who gives up ends the worker
  const tell = (progress: LoadProgress) => reply({ kind: 'progress', id, progress });
  const pieces = await readModelFile(source, never, tell);
  const { module: started, pool } = await engine;
  module = started;
  session = withBuffer(module, pieces, (file) => new module.TransferSession(file, pool));
  features = new PhotoFeatures(module, session);
  setTimeout(warmUp); // after the answer
  return { featuresId: session.featuresId() };
}

// Browsers compile the engine's code as it is used: a first photo of 72 ms takes 49 after this one, which nobody waits for.
function warmUp(): void {
  const blank = { kind: 'pixels' as const, rgba: new Uint8Array(4), width: 1, height: 1 };
  if (!busy) features.of(blank).catch(() => {}); // the first photo says what is wrong
}

function exported({ format, classNames = [] }: ExportCall): Blob {
  const own = session.classNames();
  try {
    rename(own.map((name, index) => classNames[index] ?? name));
    const model = session.model();
    return new Blob([format === 'onnx' ? withBuffer(module, [model], (file) => module.toOnnx(file)) : model]);
  } finally {
    rename(own);
  }
}

// All of them; a new name may be the old one of another.
function rename(names: readonly string[]): void {
  session.classNames().forEach((name, index) => session.renameClass(name, `\0${index}`));
  names.forEach((name, index) => session.renameClass(`\0${index}`, name));
}

function put(seen: Float32Array, label: string): number {
  return withFeatures(seen, (buffer) => session.add(buffer, label));
}

function train(): void {
  const start = performance.now();
  if (session.train()) trainingMs = performance.now() - start;
}

function withFeatures<T>(seen: Float32Array, use: (buffer: Parameters<TransferSession['add']>[0]) => T): T {
  return withBuffer(module, [new Uint8Array(seen.buffer, seen.byteOffset, seen.byteLength)], use);
}

async function answer(id: number, work: () => Answer | Promise<Answer>): Promise<void> {
  try {
    const result = await work();
    reply({ kind: 'result', id, result });
  } catch (error) {
    if (aborts.get(id)?.signal.aborted) return;
    const failure = failureOf(error);
    if (failure) reply({ kind: 'failure', id, failure });
    else breakDown(error);
  }
}

function reply(message: Reply): void {
  scope.postMessage(message);
}

function breakDown(error: unknown): void {
  reply({ kind: 'breakdown', failure: breakdownOf(error, REMEDY) });
}
