// The practicum's convnet, 150x150, or the last blocks of the pretrained network, 240x240, batch 20, trained for a few
// steps on noise: `ms` is one step, as the engine times it.
import { Photoloupe } from '/photoloupe.js';
import { median, parameters, publish } from './measure.js';

const SIDE = 150;
const PHOTOS = 40;
const STEPS = 5; // that one figure is the mean of
const WARM_UP_EPOCHS = 2;
const TIMED_EPOCHS = 8;

function noise() {
  const image = new ImageData(SIDE, SIDE);
  image.data.forEach((_, index, data) => {
    data[index] = index % 4 === 3 ? 255 : Math.random() * 256;
  });
  return image;
}

async function run() {
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads) });
  const photos = Array.from({ length: PHOTOS }, (_, index) => ({
    image: noise(),
    label: index % 2 ? 'odd' : 'even',
  }));
  const training = await loupe.startTraining(photos, {
    ...(parameters.fineTune === 'true' && { architecture: 'fine-tune' }),
    augment: parameters.augment === 'true',
    epochs: WARM_UP_EPOCHS + TIMED_EPOCHS,
    stepsPerEpoch: STEPS,
  });
  const { history } = await training.finished;
  const times = history.slice(WARM_UP_EPOCHS).map(({ seconds }) => (seconds * 1000) / STEPS);
  return {
    ms: median(times),
    minMs: Math.min(...times),
    memoryMb: training.memoryBytes / 1e6,
  };
}

publish(run());
