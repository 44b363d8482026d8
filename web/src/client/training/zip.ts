// The photos in a zip with a folder for each class. They are unpacked one after the other as they are asked for;
// the zip is read twice, since a photo's class shows when all names are known.
import { Unzip, UnzipInflate, UnzipPassThrough, type AsyncFlateStreamHandler, type UnzipFile } from 'fflate';
import { PhotoloupeError } from '../error';
import type { Photos } from './dataset';
import { isLoosePhoto, labelByFolder } from './folders';
import type { LabelledImage } from './types';

const SIGNATURE = [0x50, 0x4b]; // "PK"
const READ = 1_048_576; // bytes at once
const PIECE = 65_536; // bytes: fflate goes one call deeper for each file in a piece

// Unpacks nothing, for the names alone: fflate keeps what no decoder takes.
class Discard {
  ondata!: AsyncFlateStreamHandler;
  push(): void {}
}
const discarding = (compression: number) => Object.assign(class extends Discard {}, { compression });
const DECODERS = [UnzipPassThrough, UnzipInflate]; // stored and deflated

// `names`: of all files in it. With `loose`, the photos of a zip without folders have an empty label; else it has none.
export async function photosInZip(zip: Blob, { loose = false } = {}): Promise<Photos & { names: string[] }> {
  const start = new Uint8Array(await zip.slice(0, SIGNATURE.length).arrayBuffer());
  if (SIGNATURE.some((byte, index) => start[index] !== byte)) throw bad('this file is no zip');
  const names: string[] = [];
  const listing = new Unzip((file) => {
    names.push(file.name);
    file.ondata = () => {};
    if (isKnown(file)) file.start();
  });
  for (const { compression } of DECODERS) listing.register(discarding(compression));
  for await (const piece of piecesOf(zip)) feed(listing, piece);
  const labels = new Map(labelByFolder(names, (name) => name).map(({ path, label }) => [path, label]));
  if (loose && labels.size === 0) for (const name of names.filter(isLoosePhoto)) labels.set(name, '');
  return { total: labels.size, items: unpack(zip, labels), names };
}

// One of the `names` that photosInZip gives; null when it is damaged.
export async function fileInZip(zip: Blob, name: string): Promise<Blob | null> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let complete = false;
  const unzip = new Unzip((file) => {
    file.ondata = (error, piece, final) => {
      if (error || file.name !== name) return;
      pieces.push(piece);
      complete = final;
    };
    if (isKnown(file)) file.start();
    else file.ondata(null, new Uint8Array(0), true);
  });
  for (const decoder of DECODERS) unzip.register(decoder);
  for await (const piece of piecesOf(zip)) {
    feed(unzip, piece);
    if (complete) return new Blob(pieces);
  }
  return null;
}

async function* unpack(zip: Blob, labels: Map<string, string>): AsyncGenerator<LabelledImage> {
  const ready: LabelledImage[] = [];
  const unzip = new Unzip((file) => {
    const label = labels.get(file.name);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let complete = false;
    file.ondata = (error, piece, final) => {
      if (complete || label === undefined) return;
      if (piece) pieces.push(piece);
      complete = final || Boolean(error);
      // A damaged one is handed on as far as it came, and skipped for what it lacks.
      if (complete) ready.push({ image: new Blob(pieces), label, name: file.name });
    };
    if (isKnown(file)) file.start();
    else file.ondata(null, new Uint8Array(0), true);
  });
  for (const decoder of DECODERS) unzip.register(decoder);
  for await (const piece of piecesOf(zip)) {
    feed(unzip, piece);
    while (ready.length) yield ready.shift()!;
  }
}

interface Piece {
  bytes: Uint8Array;
  last: boolean;
}

async function* piecesOf(zip: Blob): AsyncGenerator<Piece> {
  for (let at = 0; at < zip.size; at += READ) {
    const bytes = new Uint8Array(await zip.slice(at, at + READ).arrayBuffer());
    for (let begin = 0; begin < bytes.length; begin += PIECE)
      yield { bytes: bytes.subarray(begin, begin + PIECE), last: at + begin + PIECE >= zip.size };
  }
}

function feed(unzip: Unzip, { bytes, last }: Piece): void {
  try {
    unzip.push(bytes, last);
  } catch (cause) {
    throw bad('the zip is damaged, or ends too early', cause);
  }
}

function isKnown({ compression }: UnzipFile): boolean {
  return DECODERS.some((decoder) => decoder.compression === compression);
}

function bad(message: string, cause?: unknown): PhotoloupeError {
  return new PhotoloupeError('bad-dataset', message, { cause });
}
