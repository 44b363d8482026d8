// A model's file, in pieces as it arrives.
import { PhotoloupeError } from '../error';
import type { LoadProgress } from '../types';
import { fetchFile } from './fetch-file';

// Each piece would be a message, and redraw a page.
const TOLD_EVERY = 50; // milliseconds

export async function readModelFile(
  source: string | Blob,
  signal: AbortSignal,
  onProgress: (progress: LoadProgress) => void,
): Promise<Uint8Array[]> {
  const { stream, total } = await open(source, signal);
  const pieces: Uint8Array[] = [];
  let loaded = 0;
  let told = 0; // when
  const tell = () => {
    told = performance.now();
    onProgress({ loaded, total });
  };
  tell();
  try {
    for (const reader = stream.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      signal.throwIfAborted();
      pieces.push(value);
      loaded += value.length;
      if (performance.now() - told > TOLD_EVERY) tell();
    }
    tell();
    return pieces;
  } catch (cause) {
    if (source instanceof Blob)
      throw new PhotoloupeError('storage', 'the model file could not be read', { cause });
    const sentence = `the connection broke after ${loaded} bytes of the model`;
    throw new PhotoloupeError('network', sentence, { cause });
  }
}

interface Opened {
  stream: ReadableStream<Uint8Array>;
  total: number;
}

async function open(source: string | Blob, signal: AbortSignal): Promise<Opened> {
  if (source instanceof Blob) return { stream: source.stream(), total: source.size };
  const { headers, body } = await fetchFile(source, 'the model', signal);
  if (headers.get('content-type')?.startsWith('text/html'))
    throw new PhotoloupeError('bad-model', `there is a web page at ${source} instead of a model`);
  // The length of something compressed on its way says nothing about what comes out.
  const total = headers.has('content-encoding') ? 0 : Number(headers.get('content-length'));
  return { stream: body!, total };
}
