// A photo library: how fast photos come in, and how fast a large one is searched.
import { Photoloupe } from '/photoloupe.js';
import { median, parameters, publish } from './measure.js';

const WARM_UP_PHOTOS = 20;
const WARM_UP_RUNS = 2;
const RUNS = 7;
// Of many kinds: a class, what is above hundreds of classes, several words, one that is left out, a year.
const QUERIES = ['dog', 'animal', 'golden retriever', 'vehicle', 'dog -retriever', 'food 2019', 'bird water'];

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianOf(work) {
  for (let i = 0; i < WARM_UP_RUNS; i++) await work();
  const times = [];
  for (let i = 0; i < RUNS; i++) times.push(await timed(work));
  return median(times);
}

// The same photo under many names: each is read, decoded and looked at.
async function index(loupe, { threads, photos, file }) {
  const photo = await (await fetch(`/data/${file}`)).blob();
  const named = (name) => new File([photo], name, { type: 'image/jpeg', lastModified: 0 });
  const many = (prefix, count) => Array.from({ length: count }, (_, i) => named(`${prefix}-${i}.jpg`));
  const library = await loupe.openLibrary('bench', { threads: Number(threads) });
  await library.add(many('warm-up', WARM_UP_PHOTOS));
  const ms = await timed(() => library.add(many('photo', Number(photos))));
  return { ms: ms / Number(photos), photosPerSecond: (1000 * Number(photos)) / ms };
}

async function search(loupe) {
  const file = await (await fetch('/data/library.sqlite')).blob();
  let library = await loupe.openLibrary('photos');
  await library.import(file);
  const photos = await library.count();
  await library.close();
  await wait(1000); // for what the browser still writes
  const openMs = await timed(async () => {
    library = await loupe.openLibrary('photos');
    await library.table();
  });
  const firstMs = await timed(() => library.find('dog'));
  const times = [];
  for (const query of QUERIES) times.push(await medianOf(() => library.find(query)));
  const [some] = await library.search('dog', { limit: 1 });
  const firstSimilarMs = await timed(() => library.similar(some.id));
  const similarMs = await medianOf(() => library.similar(some.id));
  await library.close();
  return {
    ms: median(times),
    slowestMs: Math.max(...times),
    firstMs,
    similarMs,
    firstSimilarMs,
    openMs,
    bytesPerPhoto: file.size / photos,
    photos,
  };
}

async function run() {
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads ?? 1) });
  return parameters.kind === 'index' ? index(loupe, parameters) : search(loupe);
}

publish(run());
