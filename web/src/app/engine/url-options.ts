// What the page's address may ask of the engine, to test and to compare:
// ?threads=1&simd=baseline|relaxed&model=efficientnet-lite0-float32
import type { CreateOptions } from '../../client/types';

const DEFAULT_MODEL = 'efficientnet-lite0';
const MODELS = [DEFAULT_MODEL, 'efficientnet-lite0-float32'];

const parameters = new URLSearchParams(location.search);

export function engineOptions(): CreateOptions {
  const options: CreateOptions = {};
  const threads = Number(parameters.get('threads'));
  if (Number.isInteger(threads) && threads > 0) options.threads = threads;
  const simd = parameters.get('simd');
  if (simd === 'baseline' || simd === 'relaxed') options.simd = simd;
  return options;
}

export function modelName(): string {
  const asked = parameters.get('model') ?? '';
  return MODELS.includes(asked) ? asked : DEFAULT_MODEL;
}
