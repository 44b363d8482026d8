// Files, read straight into the engine's memory.
import type { CommonModule, EngineBuffer } from '../../worker/embind';

const PIECE = 1 << 20; // bytes

// Held here: Chromium forgets one that waits for its file when only its own promises hold it.
let reader: ReadableStreamBYOBReader | null;
let scratch = new ArrayBuffer(PIECE); // is lent to the browser for each piece, and comes back as another object

// Through one small buffer, which is used again: of thousands of photos, the garbage collector lets hundreds of megabytes
// gather before it clears them away. One file at a time. Rejects with the browser's DOMException.
export async function readInto({ Buffer }: CommonModule, file: Blob): Promise<EngineBuffer> {
  const buffer = new Buffer(file.size);
  try {
    let at = 0;
    for await (const piece of piecesOf(file)) {
      buffer.view().set(piece, at);
      at += piece.length;
    }
    return buffer;
  } catch (error) {
    buffer.delete();
    throw error;
  }
}

async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  reader = readerOf(file);
  if (!reader) {
    yield new Uint8Array(await file.arrayBuffer());
    return;
  }
  if (scratch.byteLength === 0) scratch = new ArrayBuffer(PIECE); // the last file could not be read to its end
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(scratch));
    if (value) scratch = value.buffer;
    if (done) return;
    yield value;
  }
}

// Null in a browser whose files are no streams of bytes.
function readerOf(file: Blob): ReadableStreamBYOBReader | null {
  try {
    return file.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}
