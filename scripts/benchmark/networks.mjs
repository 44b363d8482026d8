// EfficientNet-Lite0 at 224x224, batch 1, in every engine: which pages to open, and what must come back.
import { resultOf, withBrowser } from './browser.mjs';
import { serve } from './server.mjs';

const PAGE_TIMEOUT_MS = 120_000;
// Probabilities within this of PyTorch's: float32 differs by rounding, int8 by its quantisation.
const TOLERANCE = { float32: 1e-4, int8: 0.1 };

const THREADS = { 1: '1 thread', 2: '2 threads' };
const network = (engine, page, precision, threads, query = {}) => ({
  name: `${engine} ${precision}, ${THREADS[threads]}`,
  engine,
  precision,
  threads,
  measure: (environment) => measureNetwork(environment, page, { precision, threads, ...query }),
});

const both = (engine, page) =>
  ['float32', 'int8'].flatMap((precision) => [1, 2].map((threads) => network(engine, page, precision, threads)));

export const networks = [
  ...both('LiteRT.js', 'litert'),
  network('TensorFlow.js', 'tfjs', 'float32', 1),
  network('TensorFlow.js', 'tfjs', 'float32', 2, { cores: 4 }),
  ...both('onnxruntime-web', 'onnxruntime'),
  network('MediaPipe', 'mediapipe', 'float32', 1),
  network('MediaPipe', 'mediapipe', 'int8', 1),
];

async function measureNetwork({ browser, folders }, page, query) {
  const server = await serve(folders);
  try {
    return await withBrowser(browser, async (tab, memory) => {
      const url = `${server.origin}/bench/${page}.html?${new URLSearchParams(query)}`;
      const result = await resultOf(tab, url, PAGE_TIMEOUT_MS);
      if (!result.sameTop1 || !(result.difference <= TOLERANCE[query.precision])) {
        throw new Error(`its probabilities are ${result.difference} away from the reference`);
      }
      return { ...result, codeBytes: codeBytes(server.sent), peakMb: (await memory()).peak };
    });
  } finally {
    server.close();
  }
}

// What was fetched, each file once, less the harness's own pages and the model.
function codeBytes(sent) {
  const files = new Map(sent.map(({ url, bytes }) => [url, bytes]));
  return [...files].reduce((sum, [url, bytes]) => (/^\/(bench|data|models)\//.test(url) ? sum : sum + bytes), 0);
}
