// Transfer learning: `ms` trains a head on 200 photos of 5 classes that were seen already, `oneMoreMs` trains it anew
// when one more comes; `addMs`, `embedMs` and `classifyMs` look at a photo, to be added, for its embedding alone, and to
// be classified.
import { Photoloupe } from '/photoloupe.js';
import { median, parameters, publish } from './measure.js';

const CLASSES = 5;
const PHOTOS = 200;
const HEADS = 9;
const LOOKED_AT = 100; // photos
const TURN = 10; // photos
const WARM_UP_PHOTOS = 5;

const noise = (length) => Float32Array.from({ length }, () => Math.random() - 0.5);

// Around a centre for each class, as features are.
function features(centres, number) {
  const centre = centres[number % CLASSES];
  const spread = noise(centre.length);
  return { label: `class ${number % CLASSES}`, features: centre.map((value, i) => value + spread[i]) };
}

// Copies that differ: what was seen is not looked at again. Bytes behind a JPEG's end are nobody's.
const copiesOf = (photo, count) => Array.from({ length: count }, (_, i) => new Blob([photo, String(i)]));

// Each way of looking at the photos in turn, a few at a time, so that no drift of the machine's speed favours one.
async function msOfEach(photos, ways) {
  const spent = ways.map(() => 0);
  for (let first = 0; first < photos.length; first += TURN) {
    for (const [way, look] of ways.entries()) {
      const start = performance.now();
      for (const photo of photos.slice(first, first + TURN)) await look(photo);
      spent[way] += performance.now() - start;
    }
  }
  return spent.map((ms) => ms / photos.length);
}

async function run() {
  const loupe = await Photoloupe.create({ threads: Number(parameters.threads) });
  const classes = await loupe.openClasses();
  const photo = await (await fetch(`/data/${parameters.file}`)).blob();
  const { features: seen } = await classes.add(photo, 'none');
  const centres = Array.from({ length: CLASSES }, () => noise(seen.length));
  await classes.remove([0]);

  const heads = [];
  const oneMore = [];
  for (let round = 0; round < HEADS; round++) {
    const known = Array.from({ length: PHOTOS }, (_, number) => features(centres, number));
    const ids = await classes.restore(known);
    heads.push((await classes.crossValidate()).milliseconds);
    ids.push(...(await classes.restore([features(centres, 0)])));
    oneMore.push((await classes.crossValidate()).milliseconds);
    await classes.remove(ids);
  }

  const model = await loupe.load('efficientnet-lite0');
  const ways = [
    (copy) => model.classify(copy),
    (copy) => model.embed(copy),
    (copy) => classes.add(copy, 'new'),
  ];
  const copies = copiesOf(photo, WARM_UP_PHOTOS + LOOKED_AT);
  await msOfEach(copies.slice(0, WARM_UP_PHOTOS), ways);
  const [classifyMs, embedMs, addMs] = await msOfEach(copies.slice(WARM_UP_PHOTOS), ways);
  return { ms: median(heads), oneMoreMs: median(oneMore), classifyMs, embedMs, addMs };
}

publish(run());
