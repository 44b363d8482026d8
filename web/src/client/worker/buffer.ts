import type { CommonModule, EngineBuffer } from './embind';

// Puts the pieces one after the other into the engine's memory, for as long as `use` takes.
export function withBuffer<T>(
  { Buffer }: CommonModule,
  pieces: (Uint8Array | Uint8ClampedArray)[],
  use: (buffer: EngineBuffer) => T,
): T {
  const buffer = new Buffer(pieces.reduce((size, piece) => size + piece.length, 0));
  try {
    const view = buffer.view();
    let at = 0;
    for (const piece of pieces) {
      view.set(piece, at);
      at += piece.length;
    }
    return use(buffer);
  } finally {
    buffer.delete();
  }
}
