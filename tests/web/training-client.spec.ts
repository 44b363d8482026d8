// Training as a page's script uses it.
import type { LabelledImage, PhotoloupeError, TrainOptions } from '../../web/src/client/photoloupe';
import { expect, test } from './support/test';
import { openTrainer } from './support/training';

test('learns to tell two classes apart, and says how it goes', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const steps: string[] = [];
    const epochs: string[] = [];
    const read: string[] = [];
    let last;
    globalThis.training = await loupe.startTraining(photos(), {
      ...quick,
      validationSplit: 0.25,
      onPhoto: ({ done, total, skipped }) => read.push(`${done}/${total} ${skipped}`),
      onStep: (report) => steps.push(`${report.epoch}: ${report.step}/${report.stepsPerEpoch}`),
      onEpoch: (report) => epochs.push(Object.keys((last = report)).join()),
    });
    const { classNames, counts, skipped, memoryBytes, summary, trainingPhotos, validationPhotos } = training;
    const model = await training.finished;
    const baseline = await training.baselineAccuracy();
    const [best] = await model.classify(noise('bright', 99));
    return {
      described: { classNames, counts, skipped, parts: [trainingPhotos.length, validationPhotos.length] },
      indices: [...trainingPhotos, ...validationPhotos].sort((a, b) => a - b),
      memoryBytes,
      layers: summary.map(({ type }) => type),
      lastRead: read.at(-1),
      steps,
      epochs,
      last,
      best,
      baseline,
      history: model.history.length,
      stopReason: model.stopReason,
    };
  });
  expect(outcome.described).toEqual({
    classNames: ['bright', 'dark'],
    counts: [12, 12],
    skipped: [],
    parts: [18, 6],
  });
  expect(outcome.indices).toEqual(Array.from({ length: 24 }, (_, index) => index));
  expect(outcome.memoryBytes).toBeGreaterThan(24 * 32 * 32 * 3);
  expect(outcome.layers).toEqual(['InputLayer', 'Conv2D', 'MaxPooling2D', 'Flatten', 'Dense', 'Dense']);
  expect(outcome.lastRead).toBe('24/24 0');
  for (let epoch = 1; epoch <= 20; epoch++) expect(outcome.steps).toContain(`${epoch}: 3/3`);
  expect(outcome.epochs).toHaveLength(20);
  expect(outcome.last).toMatchObject({ epoch: 20, accuracy: 1, valAccuracy: 1 });
  expect(outcome.best).toMatchObject({ label: 'bright', index: 0 });
  expect(outcome.baseline).toBe(1); // dark and bright differ in their mean colour
  expect(outcome.history).toBe(20);
  expect(outcome.stopReason).toBe('');
});

test('is exported, loaded again, evaluated', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const model = await loupe.train(photos(), quick);
    const again = await loupe.load(await model.export('safetensors'));
    const both = await Promise.all([model, again].map((one) => one.classify(noise('dark', 50))));
    const wrong = [...photos(6), { image: noise('dark', 7), label: 'bright' }];
    const unreadable = { image: new Blob(['no photo']), label: 'dark' };
    return {
      same: JSON.stringify(both[0]) === JSON.stringify(both[1]),
      evaluation: await model.evaluate([...wrong, unreadable]),
      unknown: await codeOf(model.evaluate([{ image: noise('dark', 1), label: 'grey' }])),
      format: await codeOf(model.export('tflite' as 'onnx')),
    };
  });
  expect(outcome.same).toBe(true);
  expect(outcome.evaluation).toEqual({
    accuracy: 6 / 7,
    count: 7,
    classes: ['bright', 'dark'],
    confusion: [
      [3, 1],
      [0, 3],
    ],
    perClass: [
      { label: 'bright', count: 4, precision: 1, recall: 3 / 4 },
      { label: 'dark', count: 3, precision: 3 / 4, recall: 1 },
    ],
  });
  expect(outcome.unknown).toBe('PhotoloupeError bad-dataset');
  expect(outcome.format).toBe('PhotoloupeError not-supported');
});

for (const options of [
  { simd: 'baseline', threads: 1 },
  { simd: 'relaxed', threads: 1 },
  { simd: 'baseline', threads: 2 },
  { simd: 'relaxed', threads: 2 },
])
  test(`goes on from a checkpoint as if it had not stopped: ${options.simd}, ${options.threads} thread(s)`, async ({
    page,
  }) => {
    await openTrainer(page, options);
    const outcome = await page.evaluate(async () => {
      const settings: TrainOptions = {
        ...quick,
        dropout: 0.3,
        augment: true,
        validationSplit: 0.25,
        optimizer: 'adam',
        epochs: 200,
        earlyStopping: 199,
      };
      const whole = await loupe.train(photos(), settings);
      const first = await loupe.startTraining(photos(), {
        ...settings,
        onEpoch: ({ epoch }) => void (epoch === 3 && first.pause()),
      });
      while (first.history.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
      await first.pause();
      const checkpoint = await first.checkpoint();
      await first.cancel();
      const seen: number[] = [];
      const resumed = await loupe.startTraining(photos(), {
        ...settings,
        checkpoint,
        onEpoch: ({ epoch }) => seen.push(epoch),
      });
      const before = resumed.history.length;
      const model = await resumed.finished;
      return {
        same:
          (await bytesOf(await model.export('safetensors'))) ===
          (await bytesOf(await whole.export('safetensors'))),
        losses: [model.history, whole.history].map((history) => history.map(({ loss }) => loss)),
        before: [before, seen[0]],
        otherOptions: await codeOf(loupe.train(photos(), { ...settings, seed: 4, checkpoint })),
        otherNetwork: await codeOf(loupe.train(photos(), { ...settings, units: 33, checkpoint })),
        noCheckpoint: await codeOf(loupe.train(photos(), { ...settings, checkpoint: new Blob(['x']) })),
        threads: loupe.capabilities.threads,
      };
    });
    expect(outcome.same).toBe(true);
    expect(outcome.losses[0]).toEqual(outcome.losses[1]);
    expect(outcome.before[1]).toBe(outcome.before[0]! + 1);
    expect(outcome.otherOptions).toBe('PhotoloupeError bad-dataset');
    expect(outcome.otherNetwork).toBe('PhotoloupeError bad-model');
    expect(outcome.noCheckpoint).toBe('PhotoloupeError bad-model');
    expect(outcome.threads).toBe(options.threads);
  });

test('trains on from a model, and from a checkpoint of another training', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const first = await loupe.startTraining(photos(), { ...quick, imageSize: [20, 24], epochs: 40 });
    const model = await first.finished;
    const asked = [0, 1, 2, 3];
    const before = await first.predict(asked);
    const startFrom = await model.export('safetensors');
    const right = [];
    const same = [];
    for (const start of [startFrom, await first.checkpoint()]) {
      const started = await loupe.startTraining(photos(), { ...quick, startFrom: start, epochs: 1 });
      await started.pause();
      same.push(started.summary[0]!.outputShape.join());
      right.push(
        (await started.predict(asked)).every((row, photo) => row[0]! > 0.5 === before[photo]![0]! > 0.5),
      );
      await started.cancel();
    }
    await first.cancel();
    const thirds = photos().map((photo, index) => ({ ...photo, label: String(index % 3) }));
    const refused = (dataset: LabelledImage[], start: Blob) =>
      loupe.train(dataset, { ...quick, startFrom: start }).then(
        () => 'nothing went wrong',
        ({ code, message }: PhotoloupeError) => `${code}: ${message}`,
      );
    return {
      same,
      right,
      otherClasses: await refused(thirds, startFrom),
      noModel: await refused(photos(), new Blob(['no model'])),
      pretrained: await refused(
        photos(),
        await (await fetch('/models/efficientnet-lite0.safetensors')).blob(),
      ),
    };
  });
  expect(outcome.same).toEqual(['20,24,3', '20,24,3']);
  expect(outcome.right).toEqual([true, true]);
  expect(outcome.otherClasses).toMatch(/^bad-dataset: .*tells 2 classes apart, but the photos are of 3/);
  expect(outcome.noModel).toMatch(/^bad-model: /);
  expect(outcome.pretrained).toMatch(/^bad-model: .*start from a model that was trained here/);
});

test('pauses, answers meanwhile, and goes on', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    let steps = 0;
    const started = await loupe.startTraining(photos(), {
      ...quick,
      augment: { rotation: 180 },
      epochs: 200,
      onStep: () => steps++,
    });
    await started.pause();
    const before = steps;
    const checkpoint = await started.checkpoint();
    const [dark, bright] = await started.predict([0, 1]);
    const previews = await started.preview(5, 4);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const during = steps - before;
    started.resume();
    const model = await started.finished;
    const [sure] = await started.predict([1]);
    const baseline = await started.baselineAccuracy();
    await started.cancel();
    return {
      checkpoint: checkpoint.size > 1000,
      during,
      sums: [dark!, bright!].map((row) => row.length === 2 && Math.abs(row[0]! + row[1]! - 1) < 1e-6),
      previews: previews.map(({ width, height }) => [width, height]),
      different: new Set(previews.map(({ data }) => data.join())).size,
      sure: sure![0]! > 0.9,
      baseline,
      epochs: model.history.length,
      after: await codeOf(started.predict([1])),
      stillUsed: (await model.classify(noise('dark', 3)))[0]!.label,
    };
  });
  expect(outcome).toEqual({
    checkpoint: true,
    during: 0,
    sums: [true, true],
    previews: Array.from({ length: 4 }, () => [32, 32]),
    different: 4,
    sure: true,
    baseline: null, // without validation
    epochs: 200,
    after: 'PhotoloupeError aborted',
    stillUsed: 'dark',
  });
});

test('is cancelled while it trains and while it reads photos', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const endless = { ...quick, epochs: 1_000_000 };
    const started = await loupe.startTraining(photos(), endless);
    const finished = codeOf(started.finished);
    await started.cancel();
    const abort = new AbortController();
    const { signal } = abort;
    const reading = codeOf(loupe.train(photos(), { ...endless, signal, onPhoto: () => abort.abort() }));
    const late = new AbortController();
    const training = await loupe.startTraining(photos(), { ...endless, signal: late.signal });
    late.abort();
    const disposed = await loupe.startTraining(photos(), endless);
    await loupe.dispose();
    return [
      await finished,
      await reading,
      await codeOf(training.finished),
      await codeOf(disposed.finished),
      await codeOf(loupe.train(photos(), { ...endless, signal })),
    ];
  });
  expect(new Set(outcome)).toEqual(new Set(['PhotoloupeError aborted']));
});

test('ends with the last good weights when the loss is no number any more', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const model = await loupe.train(photos(), { ...quick, optimizer: 'sgd', learningRate: 1e30, epochs: 50 });
    const [best] = await model.classify(noise('dark', 1));
    return { why: model.stopReason, finite: Number.isFinite(best!.probability) };
  });
  expect(outcome.why).toContain('learning rate');
  expect(outcome.finite).toBe(true);
});

test('describes networks without training any', async ({ page }) => {
  await openTrainer(page);
  const outcome = await page.evaluate(async () => {
    const rows = await loupe.describeArchitecture({});
    const architecture = await loupe.convnetArchitecture({
      imageSize: [8, 8],
      filters: [2],
      units: 3,
      classes: 4,
    });
    const smaller = await loupe.describeArchitecture(architecture);
    architecture.layers.splice(2, 0, { name: 'pool', type: 'MaxPooling2D', pool_size: [9, 9] });
    const wrong = await loupe.describeArchitecture(architecture).then(
      () => '',
      ({ code, message }: PhotoloupeError) => `${code}: ${message}`,
    );
    const own = await loupe.train(photos(), {
      ...quick,
      architecture: await loupe.convnetArchitecture({ imageSize: [16, 20], filters: [2], units: 3 }),
    });
    const previews = await loupe.previewAugmentation(
      noise('dark', 1),
      { imageSize: [10, 12], augment: true },
      3,
    );
    return {
      parameters: rows.reduce((sum, row) => sum + row.parameters, 0),
      last: smaller.at(-1),
      wrong,
      own: own.summary()[0]!.outputShape,
      previews: previews.map(({ width, height }) => `${width} x ${height}`),
    };
  });
  expect(outcome.parameters).toBe(9_494_561);
  expect(outcome.last).toEqual({ name: 'dense_1', type: 'Dense', outputShape: [4], parameters: 16 });
  expect(outcome.wrong).toMatch(/^bad-model: .*pool/);
  expect(outcome.own).toEqual([16, 20, 3]);
  expect(outcome.previews).toEqual(['12 x 10', '12 x 10', '12 x 10']);
});

test('tells of a breakdown, and starts anew', async ({ page }) => {
  await openTrainer(page);
  await page.evaluate(async () => {
    globalThis.training = await loupe.startTraining(photos(), { ...quick, epochs: 1_000_000 });
  });
  await expect.poll(() => page.workers().length).toBe(2); // the classifier's, and its own
  await page.workers()[1]!.evaluate(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  const codes = await page.evaluate(async () => [
    await codeOf(training.finished),
    await codeOf(training.predict([0])),
    await codeOf(training.checkpoint()),
    await codeOf(loupe.train(photos(), quick)),
    await training.finished.catch(({ brokenDown }: PhotoloupeError) => brokenDown),
  ]);
  const broken = 'PhotoloupeError not-supported';
  expect(codes).toEqual([broken, broken, broken, 'nothing went wrong', true]);
});

test('trains where pages are not isolated', async ({ page }) => {
  await page.route('**/samples.json', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    for (const name of ['cross-origin-opener-policy', 'cross-origin-embedder-policy']) delete headers[name];
    await route.fulfill({ response, headers });
  });
  await openTrainer(page, {});
  const outcome = await page.evaluate(async () => {
    const { history } = await loupe.train(photos(), { ...quick, augment: true });
    return { isolated: crossOriginIsolated, threads: loupe.capabilities.threads, epochs: history.length };
  });
  expect(outcome).toEqual({ isolated: false, threads: 1, epochs: 20 });
});
