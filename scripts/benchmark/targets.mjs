// What Photoloupe must reach: ratios to its peers in the same run, and plain limits.
import { classesName } from './classes.mjs';
import { indexingName, LIBRARY, LIBRARY_MEMORY } from './library.mjs';
import { LIBRARY_TAB } from './library_tab.mjs';
import { networkName, threadsOf } from './networks.mjs';
import { nativeStepName, PRACTICUM, stepName } from './training.mjs';
import { reopenName } from './reopen.mjs';
import { webcamName } from './webcam.mjs';

const figure =
  (name, key = 'ms') =>
  (results) =>
    results.get(name)?.[key]?.median;
const ratio = (above, below) => (results) => above(results) / below(results);
const networkMs = (engine, precision, threads) => figure(networkName(engine, precision, threads));

const peerOverOurs = (peer, precision, threads, atLeast) => ({
  what: `${peer} / Photoloupe, ${precision}, ${threadsOf(threads)}`,
  value: ratio(networkMs(peer, precision, threads), networkMs('Photoloupe', precision, threads)),
  unit: 'x',
  atLeast,
});

const oursOverFloor = (precision) => ({
  what: `Photoloupe / bare XNNPACK operators, ${precision}, ${threadsOf(1)}`,
  value: ratio(networkMs('Photoloupe', precision, 1), networkMs('Bare XNNPACK operators', precision, 1)),
  unit: 'x',
  atMost: 1.08,
});

const speedup = (precision) => ({
  what: `Photoloupe ${precision}, 1 thread / 2 threads`,
  value: ratio(networkMs('Photoloupe', precision, 1), networkMs('Photoloupe', precision, 2)),
  unit: 'x',
  atLeast: 1.75,
});

const photoOverNetwork = (threads) => {
  const name = `Photo of 500 pixels, ${threadsOf(threads)}`;
  return {
    what: `${name}: bytes to labels / network alone`,
    value: ratio(figure(name), figure(name, 'networkMs')),
    unit: 'x',
    atMost: 1.6,
  };
};

const limit = (what, value, unit, atMost) => ({ what, value, unit, atMost });

const augmentationCost = (threads) => ({
  what: `Training step with augmentation / without, ${threadsOf(threads)}`,
  value: ratio(figure(stepName(threads, true)), figure(stepName(threads, false))),
  unit: 'x',
  atMost: 1.1,
});

const oursOverKeras = (threads) => ({
  what: `Training step natively, Photoloupe / Keras, ${threadsOf(threads)}`,
  value: ratio(figure(nativeStepName('Photoloupe', threads)), figure(nativeStepName('Keras', threads))),
  unit: 'x',
  atMost: 0.9,
});

const overClassified = (what, key) => ({
  what: `${classesName(1)}: a photo ${what} / classified`,
  value: ratio(figure(classesName(1), key), figure(classesName(1), 'classifyMs')),
  unit: 'x',
  atMost: 1.15,
});

const TARGETS = [
  peerOverOurs('LiteRT.js', 'float32', 1, 1),
  peerOverOurs('TensorFlow.js', 'float32', 1, 1.25),
  peerOverOurs('onnxruntime-web', 'float32', 1, 1.8),
  peerOverOurs('LiteRT.js', 'int8', 1, 1),
  peerOverOurs('LiteRT.js', 'float32', 2, 1),
  peerOverOurs('LiteRT.js', 'int8', 2, 1),
  oursOverFloor('float32'),
  oursOverFloor('int8'),
  speedup('float32'),
  speedup('int8'),
  photoOverNetwork(1),
  photoOverNetwork(2),
  limit('WebAssembly before the first label', figure('Start', 'wasmBytes'), ' bytes', 450_000),
  limit('JavaScript before the first label', figure('Start', 'scriptBytes'), ' bytes', 120_000),
  limit('First label after navigation, warm cache', figure('Start'), ' ms', 400),
  limit('Memory of the tab, 1,000 photos in a row: peak', figure('Memory', 'peakMb'), ' MB', 400),
  limit('Memory of the tab, 1,000 photos in a row: growth', figure('Memory', 'growthMb'), ' MB', 10),
  {
    what: `${webcamName(1)}: frames a second`,
    value: figure(webcamName(1), 'framesPerSecond'),
    unit: '',
    atLeast: 30,
  },
  limit(stepName(1, false), figure(stepName(1, false)), ' ms', 190),
  limit(stepName(2, false), figure(stepName(2, false)), ' ms', 100),
  augmentationCost(2),
  oursOverKeras(1),
  oursOverKeras(2),
  limit(`${classesName(1)}: a head`, figure(classesName(1)), ' ms', 60),
  limit(`${reopenName}: until a photo is answered`, figure(reopenName), ' ms', 1000),
  limit(`${classesName(1)}: one photo more`, figure(classesName(1), 'oneMoreMs'), ' ms', 30),
  overClassified('added', 'addMs'),
  overClassified('embedded', 'embedMs'),
  {
    what: `${indexingName(2)}: photos a second`,
    value: figure(indexingName(2), 'photosPerSecond'),
    unit: '',
    atLeast: 40,
  },
  limit(`${LIBRARY}: words, the slowest query`, figure(LIBRARY, 'slowestMs'), ' ms', 30),
  limit(`${LIBRARY}: similar photos`, figure(LIBRARY, 'similarMs'), ' ms', 25),
  limit(`${LIBRARY}: opening`, figure(LIBRARY, 'openMs'), ' ms', 1500),
  limit(`${LIBRARY}: a photo without its thumbnail`, figure(LIBRARY, 'bytesPerPhoto'), ' bytes', 2500),
  limit(`${LIBRARY_MEMORY}: peak`, figure(LIBRARY_MEMORY, 'peakMb'), ' MB', 500),
  limit(`${LIBRARY_MEMORY}: growth`, figure(LIBRARY_MEMORY, 'growthMb'), ' MB', 50),
  limit(`${LIBRARY_TAB}: key press to photos`, figure(LIBRARY_TAB), ' ms', 100),
  limit(`${LIBRARY_TAB}: 19 of 20 frames`, figure(LIBRARY_TAB, 'slowFrameMs'), ' ms', 17.5),
  limit(PRACTICUM, figure(PRACTICUM), ' ms', 300_000),
];

// { what, value, unit, limit, met } of every target whose figures were measured.
export function judge(results) {
  return TARGETS.map(({ what, value, unit, atLeast, atMost }) => ({
    what,
    value: value(results),
    unit,
    ...(atLeast === undefined ? { limit: `<= ${atMost}` } : { limit: `>= ${atLeast}` }),
    met: atLeast === undefined ? value(results) <= atMost : value(results) >= atLeast,
  })).filter((verdict) => Number.isFinite(verdict.value));
}
