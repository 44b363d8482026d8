// Transfer learning as a page's script uses it: classes that are always up to date, and what is taken away of them.
import type { Classes, PhotoloupeError } from '../../web/src/client/photoloupe';
import { expect, test } from './support/test';
import { openTrainer } from './support/training';

declare global {
  var classes: Classes;
}

test('knows a photo as soon as it was shown it, and forgets it again', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const progress: number[] = [];
    globalThis.classes = await loupe.openClasses({ onProgress: ({ loaded }) => progress.push(loaded) });
    const none = await codeOf(classes.classify(noise('dark', 1)));
    const first = await classes.add(noise('dark', 1), 'night');
    const alone = await classes.classify(noise('bright', 2));
    for (let seed = 2; seed < 5; seed++) await classes.add(noise('dark', seed), 'night');
    for (let seed = 5; seed < 8; seed++) await classes.add(noise('bright', seed), 'day');
    const day = await classes.classify(noise('bright', 50));
    const wrong = await classes.add(noise('bright', 8), 'night');
    const report = await classes.crossValidate();
    await classes.move([wrong.id], 'day');
    const better = await classes.crossValidate();
    await classes.remove([wrong.id]);
    const again = await classes.classify(noise('bright', 50));
    return {
      loaded: progress.at(-1)!,
      none,
      first: { id: first.id, features: first.features.length, hash: first.hash },
      alone: alone[0],
      day,
      tags: day.tags,
      unlike: day.unlike,
      similarity: day.similarity!,
      names: classes.classNames,
      wrong: report.photos.at(-1),
      id: wrong.id,
      confusion: report.confusion,
      milliseconds: report.milliseconds,
      judged: better.photos.filter(({ judged }) => judged).length,
      shots: new Set(better.photos.map(({ shot }) => shot)).size,
      same: JSON.stringify(again[0]) === JSON.stringify(day[0]),
    };
  });
  expect(outcome.loaded).toBeGreaterThan(1_000_000);
  expect(outcome.none).toBe('PhotoloupeError bad-dataset');
  expect(outcome.first).toMatchObject({ id: 0, features: 1792 });
  expect(outcome.first.hash).toMatch(/^[0-9a-f]{64}-32x32$/);
  expect(outcome.alone).toEqual({ label: 'night', index: 0, probability: 1 });
  expect(outcome.day[0]).toMatchObject({ label: 'day', index: 1 });
  expect(outcome.day[0]!.probability).toBeGreaterThan(0.8);
  expect(outcome.tags).toEqual([]);
  expect(outcome.unlike).toBe(false);
  expect(outcome.similarity).toBeGreaterThan(0.3);
  expect(outcome.names).toEqual(['night', 'day']);
  expect(outcome.wrong).toMatchObject({ id: outcome.id, label: 'night', given: 'day', judged: false });
  expect(outcome.confusion).toEqual([
    [0, 0], // photos that are nearly identical do not vouch for each other
    [0, 0],
  ]);
  expect(outcome.milliseconds).toBeGreaterThan(0);
  expect(outcome.judged).toBe(0);
  expect(outcome.shots).toBe(2);
  expect(outcome.same).toBe(true);
});

test('frames of a burst are held out together, and judged by what the others taught', async ({ page }) => {
  await openTrainer(page);
  const burst = await page.evaluate(async () => {
    const classes = await loupe.openClasses();
    for (let seed = 0; seed < 4; seed++) await classes.add(noise('dark', seed), 'night');
    for (const name of ['flower.jpg', 'rocket.jpg', 'coffee.png', 'galaxies.jpg'])
      await classes.add(`/samples/${name}`, 'day');
    const ids: number[] = []; // all in the wrong class
    for (let seed = 4; seed < 12; seed++) ids.push((await classes.add(noise('dark', seed), 'day')).id);
    const { photos, confusion } = await classes.crossValidate();
    return { frames: photos.filter(({ id }) => ids.includes(id)), confusion };
  });
  expect(burst.frames).toHaveLength(8);
  expect(new Set(burst.frames.map(({ shot }) => shot)).size).toBe(1);
  for (const frame of burst.frames) {
    expect(frame).toMatchObject({ label: 'day', given: 'night', judged: true });
    expect(frame.probability).toBeLessThan(0.2);
  }
  expect(burst.confusion[1]![0]).toBeGreaterThanOrEqual(8);
});

test('a class that goes while its photos are looked at leaves nothing behind', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const sessions = await Promise.all([loupe.openClasses(), loupe.openClasses()]);
    const left = sessions[0];
    for (const classes of sessions) for (const { image, label } of photos(6)) await classes.add(image, label);
    const abort = new AbortController();
    const burst = Array.from({ length: 6 }, (_, seed) =>
      left.add(noise('dark', 20 + seed), 'gone', { signal: abort.signal }),
    );
    const { id } = await burst[0]!;
    const during = await left.crossValidate();
    abort.abort();
    const others = await Promise.allSettled(burst.slice(1));
    const known = others.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
    await left.remove([id, ...known]);
    await left.setClasses(['dark', 'bright']);
    const reports = await Promise.all(
      sessions.map(async (classes) => {
        const { milliseconds: _, ...report } = await classes.crossValidate();
        return report;
      }),
    );
    const answers = await Promise.all(sessions.map((one) => one.classify(noise('dark', 40))));
    return {
      during: during.classNames,
      late: others.length - known.length,
      reports,
      answers: answers.map((answer) => [...answer]),
      similarities: answers.map(({ similarity }) => similarity),
    };
  });
  expect(outcome.during).toEqual(['dark', 'bright', 'gone']);
  expect(outcome.late).toBeGreaterThan(0);
  expect(outcome.reports[0]!.counts).toEqual([3, 3]);
  expect(outcome.reports[0]).toEqual(outcome.reports[1]);
  expect(outcome.answers[0]).toEqual(outcome.answers[1]);
  expect(outcome.similarities[0]).toBe(outcome.similarities[1]);
});

test('what was seen is taken back without looking again', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const before = await loupe.openClasses();
    const known = [];
    for (const { image, label } of photos(8))
      known.push({ label, features: (await before.add(image, label)).features });
    const after = await loupe.openClasses();
    const ids = await after.restore(known);
    const answers = await Promise.all([before, after].map((one) => one.classify(noise('dark', 30))));
    const other = await codeOf(after.restore([{ features: new Float32Array(3).fill(1), label: 'dark' }]));
    return {
      ids,
      names: after.classNames,
      sameNetwork: before.featuresId === after.featuresId,
      same: JSON.stringify(answers[0]!.slice()) === JSON.stringify(answers[1]!.slice()),
      other,
    };
  });
  expect(outcome.ids).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(outcome.names).toEqual(['dark', 'bright']);
  expect(outcome.sameNetwork).toBe(true);
  expect(outcome.same).toBe(true);
  expect(outcome.other).toBe('PhotoloupeError bad-dataset');
});

test('classes are named, ordered and taken away', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const classes = await loupe.openClasses();
    await classes.setClasses(['a', 'empty', 'b']);
    for (const { image, label } of photos(8)) await classes.add(image, label === 'dark' ? 'a' : 'b');
    await classes.renameClass('b', 'light');
    const stillFull = await codeOf(classes.setClasses(['a']));
    const live = await classes.classify(noise('bright', 40));
    const file = await classes.export('safetensors');
    const model = await loupe.load(file);
    const loaded = await model.classify(noise('bright', 40));
    await classes.dispose();
    return {
      names: [...classes.classNames],
      stillFull,
      live: live.map(({ label }) => label),
      size: file.size,
      modelNames: model.classNames,
      loaded: loaded[0],
      unlike: [live.unlike, loaded.unlike],
      difference: Math.abs(loaded[0]!.probability - live[0]!.probability),
      disposed: await codeOf(classes.classify(noise('dark', 1))),
      last: model.summary().at(-1),
    };
  });
  expect(outcome.names).toEqual(['a', 'empty', 'light']);
  expect(outcome.stillFull).toBe('PhotoloupeError bad-dataset');
  expect(outcome.live).toEqual(['light', 'a', 'empty']);
  expect(outcome.modelNames).toEqual(['a', 'light']);
  expect(outcome.size).toBeGreaterThan(3_000_000);
  expect(outcome.loaded).toMatchObject({ label: 'light', index: 1 });
  expect(outcome.unlike).toEqual([false, false]);
  expect(outcome.difference).toBeLessThan(1e-4);
  expect(outcome.disposed).toBe('PhotoloupeError aborted');
  expect(outcome.last).toMatchObject({ type: 'Activation', outputShape: [2] });
});

test('adding is taken back by its signal, and what cannot be read is refused', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const classes = await loupe.openClasses();
    const abort = new AbortController();
    const adding = Array.from({ length: 6 }, (_, seed) =>
      codeOf(classes.add(noise('dark', seed), 'dark', { signal: abort.signal })),
    );
    await classes.add(noise('bright', 1), 'bright', {}); // waits for its turn after them
    abort.abort();
    const late = codeOf(classes.add(noise('dark', 9), 'dark', { signal: abort.signal }));
    const added = (await Promise.all(adding)).filter((code) => code === 'nothing went wrong').length;
    const unreadable = await codeOf(classes.add(new Blob(['no photo']), 'dark'));
    const counts = (await classes.crossValidate()).counts;
    const why = await classes.add(new Blob([]), 'dark').catch((error: PhotoloupeError) => error.message);
    return { added, late: await late, unreadable, counts, why };
  });
  expect(outcome.counts).toEqual([outcome.added, 1]);
  expect(outcome.late).toBe('PhotoloupeError aborted');
  expect(outcome.unreadable).toBe('PhotoloupeError bad-image');
  expect(outcome.why).toBeTruthy();
});

test('transfer learning in one call gives a model as any other', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const read: string[] = [];
    const model = await loupe.train([...photos(10), { image: new Blob(['no photo']), label: 'dark' }], {
      architecture: 'transfer',
      validation: photos(4),
      onPhoto: ({ done, total, skipped }) => read.push(`${done}/${total} ${skipped}`),
    });
    const [best] = await model.classify(noise('dark', 70));
    const again = await loupe.load(await model.export('safetensors'));
    return {
      names: model.classNames,
      best,
      history: model.history,
      read: read.at(-1),
      again: (await again.classify(noise('bright', 71)))[0]!.label,
      accuracy: (await model.evaluate(photos(6))).accuracy,
      started: await codeOf(loupe.startTraining(photos(), { architecture: 'transfer' })),
      none: await codeOf(loupe.train([{ image: new Blob(['?']), label: 'x' }], { architecture: 'transfer' })),
      oneClass: await codeOf(
        loupe.train([{ image: noise('dark', 1), label: 'x' }], { architecture: 'transfer' }),
      ),
    };
  });
  expect(outcome.names).toEqual(['bright', 'dark']);
  expect(outcome.best).toMatchObject({ label: 'dark', index: 1 });
  expect(outcome.history).toHaveLength(1);
  expect(outcome.history[0]).toMatchObject({ epoch: 1, accuracy: NaN, valLoss: null, valAccuracy: 1 });
  expect(outcome.read).toBe('11/11 1');
  expect(outcome.again).toBe('bright');
  expect(outcome.accuracy).toBe(1);
  expect(outcome.started).toBe('PhotoloupeError not-supported');
  expect(outcome.none).toBe('PhotoloupeError bad-dataset');
  expect(outcome.oneClass).toBe('PhotoloupeError bad-dataset');
});

test('the network at an address is read by the worker, which tells of it and stops when told to', async ({
  page,
}) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const read: string[] = [];
    const fetchHere = globalThis.fetch;
    globalThis.fetch = (input, options) => {
      const request = new Request(input, options);
      read.push(request.url);
      return fetchHere(request);
    };
    const base = new URL('models/efficientnet-lite0.safetensors', location.origin);
    const progress: number[] = [];
    const opened = await loupe.openClasses({ base, onProgress: ({ loaded }) => progress.push(loaded) });
    await opened.dispose();
    const abort = new AbortController();
    const stopped = codeOf(
      loupe.openClasses({ base, signal: abort.signal, onProgress: () => abort.abort() }),
    );
    return { read, loaded: progress.at(-1), stopped: await stopped };
  });
  expect(outcome.read).toEqual([]);
  expect(outcome.loaded).toBeGreaterThan(1_000_000);
  expect(outcome.stopped).toBe('PhotoloupeError aborted');
});

test('ends what is still being opened or read when all is disposed of', async ({ page }) => {
  await openTrainer(page);
  const codes = await page.evaluate(async () => {
    const opened = await loupe.openClasses();
    const opening = codeOf(loupe.openClasses());
    const preview = codeOf(loupe.previewAugmentation('/samples/cat.png', quick, 1)); // is fetched first
    const library = codeOf(loupe.openLibrary('left'));
    await loupe.dispose();
    return Promise.all([opening, preview, library, codeOf(opened.classify(noise('dark', 1)))]);
  });
  expect(new Set(codes)).toEqual(new Set(['PhotoloupeError aborted']));
  await expect.poll(() => page.workers().length).toBe(0);
});
