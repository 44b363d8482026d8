// The engine's state as the short lines that the page shows.
import type { Capabilities } from '../../client/types';
import { engine } from './engine';
import { modelName } from './url-options';

const MEGABYTE = 1e6;

export function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}

// Such as "SIMD relaxed · 2 threads · int8", or the name of the visitor's own model at its end.
export function engineLine(capabilities: Capabilities): string {
  const simd = capabilities.relaxedSimd ? 'SIMD relaxed' : 'SIMD baseline';
  const threads = capabilities.threads === 1 ? '1 thread' : `${capabilities.threads} threads`;
  const model = engine.state.own || (modelName().endsWith('float32') ? 'float32' : 'int8');
  return [simd, threads, model].join(' · ');
}

// What the engine is busy with, or '' when it is ready or has failed.
export function loadingLine(): string {
  const { phase, loaded, total } = engine.state;
  if (phase === 'starting') return 'Starting the engine…';
  if (phase !== 'downloading') return '';
  const kept = navigator.serviceWorker?.controller;
  const verb = kept ? 'Opening the model' : 'Getting the model, once';
  return total > 0
    ? `${verb}: ${megabytes(loaded)} of ${megabytes(total)} MB`
    : `${verb}: ${megabytes(loaded)} MB`;
}
