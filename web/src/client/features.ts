// What this browser can run, and which of the four builds of the engine is the best for it.
import { PhotoloupeError } from './error';
import type { CreateOptions } from './types';

// The smallest modules that use a SIMD instruction (i8x16.splat, i8x16.popcnt) and a relaxed one
// (i8x16.relaxed_swizzle): a browser without it finds them invalid.
const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
];
const RELAXED_SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2,
  253, 15, 253, 128, 2, 11,
];

// A network for one small picture has too little work for more, and the page needs a core too.
const MOST_THREADS = 4;

export interface Build {
  name: string; // of the files in engine/
  relaxedSimd: boolean;
  threads: number;
}

// Throws 'not-supported' for what was asked for by name and is not there.
export function chooseBuild({ simd = 'auto', threads = 'auto' }: CreateOptions, assets: URL): Build {
  if (!validates(SIMD)) throw notSupported('this browser has no WebAssembly SIMD; a current one has');
  const relaxedSimd = simd === 'auto' ? hasRelaxedSimd() : simd === 'relaxed';
  if (relaxedSimd && !hasRelaxedSimd())
    throw notSupported("this browser has no relaxed SIMD; ask for simd: 'auto' or 'baseline'");
  const count = threads === 'auto' ? bestThreadCount(assets) : threads;
  if (!Number.isInteger(count) || count < 1)
    throw notSupported(`threads: ${count} is not a number of threads; a whole number from 1 is wanted`);
  if (count > 1 && !hasSharedMemory())
    throw notSupported(
      "more than one thread needs a page that is cross-origin isolated (COOP and COEP headers); ask for 'auto' or 1",
    );
  return { name: buildName(relaxedSimd, count), relaxedSimd, threads: count };
}

export function buildName(relaxedSimd: boolean, threads: number): string {
  return (relaxedSimd ? 'relaxed' : 'baseline') + (threads > 1 ? '-threads' : '');
}

export function hasRelaxedSimd(): boolean {
  return validates(RELAXED_SIMD);
}

// On an isolated page.
export function usefulThreads(): number {
  return Math.min(navigator.hardwareConcurrency || 1, MOST_THREADS);
}

// A thread is a worker that starts from the engine's own file, which browsers only do on one origin.
function bestThreadCount(assets: URL): number {
  return hasSharedMemory() && assets.origin === location.origin ? usefulThreads() : 1;
}

function hasSharedMemory(): boolean {
  return globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';
}

function validates(module: number[]): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(new Uint8Array(module));
}

function notSupported(message: string): PhotoloupeError {
  return new PhotoloupeError('not-supported', message);
}
