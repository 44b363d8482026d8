// Photoloupe from a photo to its labels, with the model that the page uses: the whole call with the file's bytes, the
// same with the file, which the browser reads then, and the parts.
import { Photoloupe } from '/photoloupe.js';
import { median, parameters, publish, timeRuns } from './measure.js';

async function run() {
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads) });
  const model = await loupe.load('efficientnet-lite0');
  const file = await (await fetch(`/data/${parameters.file}`)).blob();
  const bytes = new Uint8Array(await file.arrayBuffer());
  let timings = [];
  const classify = async (photo) => void timings.push((await model.classify(photo)).timings);
  const fromFile = await timeRuns(() => classify(file));
  timings = [];
  const fromBytes = await timeRuns(() => classify(bytes));
  const part = (key) => median(timings.map((timing) => timing[key]));
  return {
    ms: fromBytes.ms,
    fileMs: fromFile.ms,
    decodeMs: part('decode'),
    resizeMs: part('resize'),
    networkMs: part('network'),
  };
}

publish(run());
