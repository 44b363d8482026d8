// What a zip holds, by the directory at its end. That alone is to be believed: the bytes of a photo may look like the
// beginning of another file, and whoever writes a zip as a stream says only there how long each file is.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import { Inflate } from 'fflate';
import { PhotoloupeError } from '../error';

const SIGNATURE = 0x4b50; // "PK"
const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR = 0x07064b50; // of the end of a zip of more than 4 GB, or 65,535 files
const LOCATOR_BYTES = 20;
const LARGE_END_BYTES = 56;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30; // before a file
const TOO_LARGE = 0xffffffff; // for its field: the entry's extra fields have it
const LARGE_SIZES = 1; // the extra field's
const ENCRYPTED = 1;
const UTF8 = 1 << 11;
const STORED = 0;
const DEFLATED = 8;
const PIECE = 65_536; // bytes that are unpacked at once

export interface ZipEntry {
  name: string;
  flags: number;
  method: number;
  packedSize: number; // bytes
  size: number; // unpacked
  start: number; // of its local header
}

// Throws PhotoloupeError('bad-dataset').
export async function entriesOf(zip: Blob): Promise<ZipEntry[]> {
  const head = await viewOf(zip, 0, 2);
  if (head.byteLength < 2 || head.getUint16(0, true) !== SIGNATURE) throw bad('this file is no zip');
  try {
    return await readDirectory(zip);
  } catch (cause) {
    throw bad('the zip is damaged, or ends too early', cause);
  }
}

// Of a damaged one what could be unpacked, and of one that is encrypted nothing.
export async function contentOf(zip: Blob, entry: ZipEntry): Promise<Blob> {
  const local = await viewOf(zip, entry.start, LOCAL_BYTES);
  if (local.byteLength < LOCAL_BYTES || entry.flags & ENCRYPTED) return new Blob([]);
  const start = entry.start + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = zip.slice(start, start + entry.packedSize);
  if (entry.method === STORED) return packed;
  return new Blob(entry.method === DEFLATED ? inflated(await bytesOf(packed), entry.size) : []);
}

// No more than was announced: a few bytes may unpack to gigabytes.
function inflated(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let left = size;
  const inflate = new Inflate((piece) => {
    pieces.push(piece.subarray(0, left));
    left = Math.max(0, left - piece.length);
  });
  try {
    for (let at = 0; at < packed.length && left > 0; at += PIECE)
      inflate.push(packed.subarray(at, at + PIECE));
  } catch {
    // as far as it came
  }
  return pieces;
}

async function readDirectory(zip: Blob): Promise<ZipEntry[]> {
  const { count, start, size } = await findDirectory(zip);
  const view = await viewOf(zip, start, size);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (view.getUint32(at, true) !== ENTRY) throw new RangeError('this is no entry');
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const bytes = new Uint8Array(view.buffer, at + ENTRY_BYTES, name);
    const flags = view.getUint16(at + 8, true);
    const sizes = [24, 20, 42].map((field) => view.getUint32(at + field, true));
    const extras = new DataView(view.buffer, at + ENTRY_BYTES + name!, extra);
    const [unpacked, packed, local] = withLargeSizes(sizes, extras);
    entries.push({
      name: textOf(bytes, flags),
      flags,
      method: view.getUint16(at + 10, true),
      packedSize: packed!,
      size: unpacked!,
      start: local!,
    });
    at += ENTRY_BYTES + name! + extra! + comment!;
  }
  return entries;
}

interface Directory {
  count: number; // of entries
  start: number;
  size: number; // bytes
}

async function findDirectory(zip: Blob): Promise<Directory> {
  const tailStart = Math.max(0, zip.size - END_BYTES - LONGEST_COMMENT);
  const tail = await viewOf(zip, tailStart, zip.size);
  let end = tail.byteLength - END_BYTES;
  while (tail.getUint32(end, true) !== END) end--; // out of range where there is none
  const locator = end - LOCATOR_BYTES;
  if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR) {
    const large = await viewOf(zip, uint64(tail, locator + 8), LARGE_END_BYTES);
    return { count: uint64(large, 32), size: uint64(large, 40), start: uint64(large, 48) };
  }
  return {
    count: tail.getUint16(end + 10, true),
    size: tail.getUint32(end + 12, true),
    start: tail.getUint32(end + 16, true),
  };
}

// Sizes of more than 4 GB are in an extra field, in this order.
function withLargeSizes(sizes: readonly number[], extras: DataView): number[] {
  for (let at = 0; at + 4 <= extras.byteLength; at += 4 + extras.getUint16(at + 2, true)) {
    if (extras.getUint16(at, true) !== LARGE_SIZES) continue;
    let field = at + 4;
    return sizes.map((size) => {
      if (size !== TOO_LARGE) return size;
      field += 8;
      return uint64(extras, field - 8);
    });
  }
  return [...sizes];
}

// Many write UTF-8 without saying so, as Macs do.
function textOf(bytes: Uint8Array, flags: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (flags & UTF8) throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function viewOf(zip: Blob, start: number, size: number): Promise<DataView<ArrayBuffer>> {
  return new DataView(await zip.slice(start, start + size).arrayBuffer());
}

function bad(message: string, cause?: unknown): PhotoloupeError {
  return new PhotoloupeError('bad-dataset', message, { cause });
}
