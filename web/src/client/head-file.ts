// What was learned on top of a pretrained network, without that network: see src/models/head_file.h.
import { crc32 } from './crc32';
import { PhotoloupeError } from './error';
import { fetchFile } from './worker/fetch-file';

const LENGTH_BYTES = 8; // of the header's length
const NAME = /^[\w-]+$/; // of a network that comes with the package

interface Tensor {
  dtype: string;
  shape: number[];
  data: Blob;
}

interface ModelFile {
  metadata: Record<string, string>;
  tensors: Map<string, Tensor>;
}

interface Base {
  model: string;
  checksum: number; // CRC-32 of the tensors that are left out
}

// `name`: of the base, whose file it is. Throws 'bad-model' for a model that has nothing of it.
export async function headAlone(model: Blob, base: Blob, name: string): Promise<Blob> {
  const { metadata, tensors } = await read(model);
  const original = (await read(base)).tensors;
  const learned = new Set<string>(); // layers
  for (const [tensorName, tensor] of tensors)
    if (!(await isSame(tensor, original.get(tensorName)))) learned.add(layerOf(tensorName));
  const own = new Map([...tensors].filter(([tensorName]) => learned.has(layerOf(tensorName))));
  const shared = new Map([...tensors].filter(([tensorName]) => !learned.has(layerOf(tensorName))));
  if (shared.size === 0 || own.size === 0) throw bad(`this model has no head of its own on '${name}'`);
  const checksum = await checksumOf(shared);
  return written({
    metadata: { ...metadata, base: JSON.stringify({ model: name, checksum }) },
    tensors: own,
  });
}

// The whole model of a head alone; any other file as it is. `urlOf`: by the name of a network.
export async function withBase(file: Blob, urlOf: (model: string) => string): Promise<Blob> {
  const head = await read(file).catch(() => null); // the engine says what is wrong with it
  if (!head?.metadata.base) return file;
  const { base: which, ...metadata } = head.metadata;
  const base = described(which) as Base;
  if (!NAME.test(base.model)) throw bad(`'${base.model}' is no name of a network that a head rests on`);
  const { layers } = described(metadata.architecture) as { layers?: { name: string }[] };
  const wanted = new Set(Array.from(layers ?? [], ({ name }) => name));
  const response = await fetchFile(urlOf(base.model), 'the network that this head was learned on');
  const network = await read(await response.blob());
  const learned = new Set([...head.tensors.keys()].map(layerOf));
  const isMissing = (layer: string) => wanted.has(layer) && !learned.has(layer);
  const shared = new Map([...network.tensors].filter(([name]) => isMissing(layerOf(name))));
  if ((await checksumOf(shared)) !== base.checksum)
    throw bad(`this head was learned on another version of the network '${base.model}'`);
  return written({ metadata, tensors: new Map([...head.tensors, ...shared]) });
}

async function read(file: Blob): Promise<ModelFile> {
  const length = new DataView(await file.slice(0, LENGTH_BYTES).arrayBuffer()).getBigUint64(0, true);
  const start = LENGTH_BYTES + Number(length);
  const header = JSON.parse(await file.slice(LENGTH_BYTES, start).text()) as Record<string, unknown>;
  const { __metadata__: metadata = {}, ...rest } = header;
  const tensors = Object.entries(rest).map(([name, tensor]): [string, Tensor] => {
    const { dtype, shape, data_offsets } = tensor as Tensor & { data_offsets: [number, number] };
    const [begin, end] = data_offsets;
    return [name, { dtype, shape, data: file.slice(start + begin, start + end) }];
  });
  return { metadata: metadata as ModelFile['metadata'], tensors: new Map(tensors) };
}

// Those of more bytes an element come first, so that each is aligned to its own.
function written({ metadata, tensors }: ModelFile): Blob {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const ordered = [...tensors].sort(([, a], [, b]) => Number(isOfBytes(a)) - Number(isOfBytes(b)));
  let offset = 0;
  for (const [name, { dtype, shape, data }] of ordered) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.size] };
    offset += data.size;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padding = ' '.repeat((LENGTH_BYTES - (text.length % LENGTH_BYTES)) % LENGTH_BYTES);
  const length = new BigUint64Array([BigInt(text.length + padding.length)]);
  return new Blob([length, text, padding, ...ordered.map(([, { data }]) => data)]);
}

function isOfBytes({ dtype }: Tensor): boolean {
  return /8$/.test(dtype);
}

function layerOf(tensor: string): string {
  return tensor.slice(0, tensor.lastIndexOf('.'));
}

async function isSame(a: Tensor, b: Tensor | undefined): Promise<boolean> {
  if (a.dtype !== b?.dtype || a.data.size !== b.data.size || String(a.shape) !== String(b.shape))
    return false;
  const [left, right] = [await bytesOf(a.data), await bytesOf(b.data)];
  return left.every((byte, index) => byte === right[index]);
}

// In the order of their names.
async function checksumOf(tensors: ReadonlyMap<string, Tensor>): Promise<number> {
  const names = [...tensors.keys()].sort();
  return crc32(await bytesOf(new Blob(names.map((name) => tensors.get(name)!.data))));
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

function described(text: string | undefined): object {
  try {
    return Object(JSON.parse(text!)) as object;
  } catch (cause) {
    throw bad('this head does not say what network it was learned on', cause);
  }
}

function bad(message: string, cause?: unknown): PhotoloupeError {
  return new PhotoloupeError('bad-model', message, { cause });
}
