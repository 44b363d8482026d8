// EfficientNet-Lite0 at 224x224, batch 1, in every engine: which pages to open, and what must come back.
import { resultOf, withBrowser } from './browser.mjs';
import { serve } from '../lib/server.mjs';

const PAGE_TIMEOUT_MS = 120_000;
// Probabilities within this of PyTorch's: float32 differs by rounding, int8 by its quantisation.
const TOLERANCE = { float32: 1e-4, int8: 0.1 };
const HARNESS = ['/bench/', '/data/'];

export const threadsOf = (count) => `${count} thread${count > 1 ? 's' : ''}`;
export const networkName = (engine, precision, threads) => `${engine} ${precision}, ${threadsOf(threads)}`;

const network = (engine, page, precision, threads, query = {}) => ({
  name: networkName(engine, precision, threads),
  engine,
  precision,
  threads,
  measure: (environment) => measureNetwork(environment, page, { precision, threads, ...query }),
});

const onOneAndTwoThreads = (engine, page) =>
  ['float32', 'int8'].flatMap((precision) =>
    [1, 2].map((threads) => network(engine, page, precision, threads)),
  );

export const networks = [
  ...onOneAndTwoThreads('Photoloupe', 'photoloupe'),
  ...onOneAndTwoThreads('Bare XNNPACK operators', 'floor'),
  ...onOneAndTwoThreads('LiteRT.js', 'litert'),
  network('TensorFlow.js', 'tfjs', 'float32', 1),
  // It starts half as many threads as there are cores, so it is told of four.
  network('TensorFlow.js', 'tfjs', 'float32', 2, { cores: 4 }),
  ...onOneAndTwoThreads('onnxruntime-web', 'onnxruntime'),
  network('MediaPipe', 'mediapipe', 'float32', 1),
  network('MediaPipe', 'mediapipe', 'int8', 1),
];

async function measureNetwork({ browser, folders }, page, query) {
  const server = await serve({ folders, policy: '' });
  try {
    return await withBrowser(browser, async (tab, memory) => {
      const url = `${server.origin}/bench/${page}.html?${new URLSearchParams(query)}`;
      const result = await resultOf(tab, url, PAGE_TIMEOUT_MS);
      requireReference(result, query.precision);
      return { ...result, codeBytes: bytesOf(server.sent, isCode), peakMb: (await memory()).peak };
    });
  } finally {
    server.close();
  }
}

// Pages that compute something say how far it is from the reference.
function requireReference({ difference, sameTop1 }, precision) {
  if (difference === undefined) return;
  if (!sameTop1 || !(difference <= TOLERANCE[precision])) {
    throw new Error(`its probabilities are ${difference} away from the reference`);
  }
}

const isCode = (url) => /\.(m?js|wasm)$/.test(url) && !HARNESS.some((prefix) => url.startsWith(prefix));

// The bytes of all files whose URL is wanted, each file once.
export function bytesOf(sent, wanted) {
  const files = new Map(sent.filter(({ url }) => wanted(url)).map(({ url, bytes }) => [url, bytes]));
  return [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
}
