// The practicum from its photos' files to the last epoch, as
// https://developers.google.com/machine-learning/practica/image-classification has it with augmentation and
// dropout.
import { Photoloupe } from '/photoloupe.js';
import { parameters, publish } from './measure.js';

const OPTIONS = {
  augment: true,
  dropout: 0.5,
  epochs: 30,
  stepsPerEpoch: 100,
  validationSteps: 50,
  batchSize: 20,
  seed: 1,
};

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function* photos(list) {
  for (const { url, label, name } of list) {
    yield { image: await (await fetched(url)).blob(), label, name };
  }
}

async function run() {
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads) });
  const lists = await (await fetched('/data/practicum.json')).json();
  const start = performance.now();
  const training = await loupe.startTraining(photos(lists.training), {
    ...OPTIONS,
    validation: photos(lists.validation),
  });
  const { history } = await training.finished;
  const ms = performance.now() - start;
  const accuracies = history.map(({ valAccuracy }) => valAccuracy);
  return {
    ms,
    trainingMs: history.reduce((sum, { seconds }) => sum + seconds * 1000, 0),
    bestAccuracy: Math.max(...accuracies),
    lastAccuracy: accuracies.at(-1),
  };
}

publish(run());
