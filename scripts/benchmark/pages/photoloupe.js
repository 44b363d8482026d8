// Photoloupe as its users call it. `ms` is the network alone, as the engine times it: from the filled
// input to the probabilities, as in the peers' pages. `apiMs` is the whole call: pixels to the worker,
// crop, resize, normalise, network, labels back.
import { Photoloupe } from '/photoloupe.js';
import { measure, median, parameters, publish, reference, timeRuns } from './measure.js';

const MODELS = { float32: 'efficientnet-lite0-float32', int8: 'efficientnet-lite0' };
const SIDE = 224;
const FRAMED_SIDE = 256; // of which the model looks at the middle 224, unscaled

function framed(pixels) {
  const image = new ImageData(FRAMED_SIDE, FRAMED_SIDE);
  const margin = (FRAMED_SIDE - SIDE) / 2;
  image.data.fill(255);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const at = (Math.floor(i / SIDE) + margin) * FRAMED_SIDE + (i % SIDE) + margin;
    image.data.set(pixels.subarray(i * 3, i * 3 + 3), at * 4);
  }
  return image;
}

async function run() {
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads) });
  const model = await loupe.load(MODELS[parameters.precision]);
  const { pixels, probabilities } = await reference();
  const image = framed(pixels);
  const allProbabilities = async () => {
    const values = new Float32Array(probabilities.length);
    const predictions = await model.classify(image, { topK: values.length });
    for (const { index, probability } of predictions) values[index] = probability;
    return values;
  };
  const checked = await measure(allProbabilities, probabilities);
  const networkTimes = [];
  const { ms: apiMs } = await timeRuns(async () => {
    networkTimes.push((await model.classify(image)).timings.network);
  });
  return { ...checked, apiMs, ms: median(networkTimes), minMs: Math.min(...networkTimes) };
}

publish(run());
