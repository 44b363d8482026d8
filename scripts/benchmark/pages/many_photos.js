// Photoloupe reading one file after the other, in one tab.
import { Photoloupe } from '/photoloupe.js';
import { parameters, publish } from './measure.js';

async function run() {
  const count = Number(parameters.count);
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads) });
  const model = await loupe.load('efficientnet-lite0');
  const file = await (await fetch(`/data/${parameters.file}`)).blob();
  const start = performance.now();
  for (let i = 0; i < count; i++) await model.classify(file);
  return { ms: (performance.now() - start) / count };
}

publish(run());
