// Reads photos for a library, one after the other, by an engine of its own; the next one's bytes come meanwhile.
import { withBuffer } from '../../worker/buffer';
import { breakdownOf, failureOf } from '../../worker/failure';
import type { EngineBuffer } from '../../worker/embind';
import { decodeInBrowser, readPhoto } from '../../worker/photo';
import { startEngine } from '../../worker/start';
import type { Embedding, LibraryModule, ListedFile, PhotoReader, PhotoRecord } from '../worker/embind';
import { readInto } from './file-buffer';
import { hashText, type Reading, type Reply, type Request } from './protocol';

type ReadRequest = Extract<Request, { kind: 'read' }>;

// A file in the engine's memory, until it is deleted.
interface Bytes {
  file: ListedFile;
  buffer: EngineBuffer;
}

const UNKNOWN_FORMAT = 'neither the engine nor this browser decodes its format';
const TRIES = 3; // of a file that changes while it is read

const scope = self as unknown as DedicatedWorkerGlobalScope;
let engine: Promise<{ module: LibraryModule; reader: PhotoReader }>;
let recognised = new Set<string>();
let turn: Promise<void> = Promise.resolve();
let readingTurn: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'start') {
    recognised = new Set(data.recognised);
    engine ??= start(data.engineUrl, data.model);
    engine.catch(breakDown);
  } else if (data.kind === 'read') {
    const bytes = readingTurn.then(() => readBytes(data));
    readingTurn = bytes.catch(() => {}); // is heard of at its turn
    take(data.job, async () => {
      const reading = await read(data, bytes);
      post({ kind: 'read', job: data.job, reading }, buffersOf(reading));
    });
  } else {
    take(data.job, async () => {
      const embedding = await embed(data.picture);
      post({ kind: 'embedded', job: data.job, embedding });
    });
  }
};

async function start(
  engineUrl: string,
  model: Blob,
): Promise<{ module: LibraryModule; reader: PhotoReader }> {
  const { module } = await startEngine<LibraryModule>({ engineUrl, threads: 1 });
  const bytes = new Uint8Array(await model.arrayBuffer());
  return { module, reader: withBuffer(module, [bytes], (buffer) => new module.Reader(buffer)) };
}

function take(job: number, work: () => Promise<void>): void {
  turn = turn.then(work).catch((error: unknown) => {
    const failure = failureOf(error);
    if (failure) post({ kind: 'failure', job, failure });
    else breakDown(error);
  });
}

async function read(request: ReadRequest, reading: Promise<Bytes | string>): Promise<Reading> {
  const found = await reading;
  if (typeof found === 'string') return { kind: 'unreadable', file: null, reason: found, isFinal: false };
  const { file, buffer } = found;
  const { module, reader } = await engine;
  try {
    const hash = module.hashOf(buffer);
    const text = hashText(hash);
    if (!request.anew && (text === request.known || recognised.has(text)))
      return { kind: 'same', file, hash };
    const record = decoded(() => reader.read(buffer)) ?? (await readByBrowser(buffer));
    return record
      ? { kind: 'record', file, record }
      : { kind: 'unreadable', file, reason: UNKNOWN_FORMAT, isFinal: true };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { kind: 'unreadable', file, reason: failure.message, isFinal: failure.code !== 'out-of-memory' };
  } finally {
    buffer.delete();
  }
}

// Null of a format that the engine does not know.
function decoded(read: () => PhotoRecord): PhotoRecord | null {
  try {
    return read();
  } catch (error) {
    if (failureOf(error)?.code === 'unsupported-format') return null;
    throw error;
  }
}

async function readByBrowser(buffer: EngineBuffer): Promise<PhotoRecord | null> {
  const { module, reader } = await engine;
  const pixels = await decodeInBrowser({ kind: 'encoded', bytes: buffer.view().slice().buffer });
  return (
    pixels &&
    withBuffer(module, [pixels.rgba], (rgba) => reader.readPixels(buffer, rgba, pixels.width, pixels.height))
  );
}

// The bytes, or a sentence about why there are none.
async function readBytes({ file: source, path }: ReadRequest): Promise<Bytes | string> {
  const { module } = await engine;
  for (let i = 0; i < TRIES; i++) {
    try {
      const file = source instanceof File ? source : await source.getFile();
      const buffer = await readInto(module, file);
      return { file: { path, bytes: file.size, modified: file.lastModified }, buffer };
    } catch (error) {
      const failure = failureOf(error);
      if (failure) return failure.message;
      const name = error instanceof DOMException ? error.name : '';
      if (source instanceof File || name === 'NotFoundError')
        return 'went away, or changed, before it was read';
      if (name !== 'NotReadableError') return `cannot be read (${String(error)})`;
    }
  }
  return 'changes while it is read';
}

async function embed(picture: Extract<Request, { kind: 'embed' }>['picture']): Promise<Embedding> {
  const { module, reader } = await engine;
  const photo = await readPhoto(picture, new AbortController().signal);
  const embedPixels = (rgba: Uint8Array | Uint8ClampedArray, width: number, height: number) =>
    withBuffer(module, [rgba], (buffer) => reader.embedPixels(buffer, width, height));
  if (photo.kind === 'pixels') return embedPixels(photo.rgba, photo.width, photo.height);
  try {
    return withBuffer(module, [new Uint8Array(photo.bytes)], (buffer) => reader.embed(buffer));
  } catch (error) {
    if (failureOf(error)?.code !== 'unsupported-format') throw error;
    const pixels = await decodeInBrowser(photo);
    if (!pixels) throw error;
    return embedPixels(pixels.rgba, pixels.width, pixels.height);
  }
}

function buffersOf(reading: Reading): Transferable[] {
  if (reading.kind !== 'record') return [];
  const { labels, concepts, embedding, thumbnail } = reading.record;
  return [labels.buffer, concepts.buffer, embedding.values.buffer, thumbnail.buffer];
}

function post(reply: Reply, transfer: Transferable[] = []): void {
  scope.postMessage(reply, transfer);
}

function breakDown(error: unknown): void {
  post({ kind: 'breakdown', failure: breakdownOf(error, 'the photos that remain are read by another') });
}
