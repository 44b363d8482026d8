// Photoloupe from a photo's bytes to its labels, with the model that the page uses: `ms` is the whole call.
import { Photoloupe } from '/photoloupe.js';
import { median, parameters, publish } from './measure.js';

const WARM_UP_RUNS = 3;
const runs = Number(parameters.runs ?? 15);

async function run() {
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads) });
  const model = await loupe.load('efficientnet-lite0');
  const photo = await (await fetch(`/data/${parameters.file}`)).blob();
  for (let i = 0; i < WARM_UP_RUNS; i++) await model.classify(photo);
  const times = [];
  const timings = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    timings.push((await model.classify(photo)).timings);
    times.push(performance.now() - start);
  }
  const part = (key) => median(timings.map((timing) => timing[key]));
  return {
    ms: median(times),
    decodeMs: part('decode'),
    resizeMs: part('resize'),
    networkMs: part('network'),
  };
}

publish(run());
