// What every page shares: its parameters, the reference photo, and how a figure comes about.

// Browsers compile WebAssembly again, better, what runs often, and on two cores that takes one of them from the
// engines meanwhile.
const WARM_UP_MS = 1500;
const TIMED_RUNS = 30;

export const parameters = Object.fromEntries(new URLSearchParams(location.search));

const SIDE = 224;
const CHANNELS = 3;
let harnessMs = 0;

// The photo as `pixels` (bytes, rows of RGB) and the `probabilities` that the network's authors'
// weights give in PyTorch.
export async function reference() {
  const start = performance.now();
  const data = await (await fetch('/data/reference.bin')).arrayBuffer();
  const pixels = new Uint8Array(data, 0, SIDE * SIDE * CHANNELS);
  const probabilities = new Float32Array(data.slice(pixels.length));
  harnessMs += performance.now() - start;
  return { pixels, probabilities };
}

// The network's float32 input.
export const normalize = (pixels) => Float32Array.from(pixels, (value) => (value - 127) / 128);

// Rows of RGB to one plane a channel.
export function planar(values) {
  const planes = new values.constructor(values.length);
  const area = values.length / CHANNELS;
  for (let i = 0; i < values.length; i++)
    planes[(i % CHANNELS) * area + Math.floor(i / CHANNELS)] = values[i];
  return planes;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const indexOfLargest = (values) => values.reduce((best, value, i) => (value > values[best] ? i : best), 0);

// How far two sets of probabilities are apart.
export function compare(actual, expected) {
  const difference = expected.reduce((worst, p, i) => Math.max(worst, Math.abs(p - actual[i])), 0);
  return { difference, sameTop1: indexOfLargest(actual) === indexOfLargest(expected) };
}

// The median and the smallest of many runs, after some that are not counted.
export async function timeRuns(run) {
  for (const start = performance.now(); performance.now() - start < WARM_UP_MS;) await run();
  const times = [];
  for (let i = 0; i < TIMED_RUNS; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return { ms: median(times), minMs: Math.min(...times) };
}

// infer(): one inference, input array in, 1000 probabilities out. `firstMs` is the time from navigation to
// the first result, less what this harness took.
export async function measure(infer, expected) {
  const probabilities = await infer();
  const firstMs = performance.now() - harnessMs;
  return { firstMs, ...compare(probabilities, expected), ...(await timeRuns(infer)) };
}

// Hands the page's figures, or what went wrong, to the program that opened it.
export function publish(promise) {
  promise.then(
    (result) => (globalThis.benchResult = result),
    (error) => (globalThis.benchResult = { error: String(error?.stack ?? error) }),
  );
}
