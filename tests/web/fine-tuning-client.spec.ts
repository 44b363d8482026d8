// Fine-tuning as a page's script uses it, on the pretrained network itself.
import { expect, test } from './support/test';
import { openTrainer } from './support/training';

const FEW = { architecture: 'fine-tune', epochs: 2, batchSize: 6, seed: 3 } as const;

test('the last blocks learn further, with events as of any training, and the model is one as any other', async ({
  page,
}) => {
  test.slow();
  await openTrainer(page);
  const outcome = await page.evaluate(async (few) => {
    const steps: string[] = [];
    const looks: string[] = [];
    const training = await loupe.startTraining(photos(12), {
      ...few,
      fineTuneFrom: 'block15',
      validationSplit: 0.25,
      augment: true,
      onLook: ({ done, total }) => looks.push(`${done}/${total} after ${steps.length} steps`),
      onStep: (report) => steps.push(`${report.epoch}: ${report.step}/${report.stepsPerEpoch}`),
    });
    const { classNames, memoryBytes, summary } = training;
    const model = await training.finished;
    const again = await loupe.load(await model.export('safetensors'));
    const both = await Promise.all([model, again].map((one) => one.classify(noise('dark', 50))));
    const { accuracy } = await model.evaluate(photos(4));
    return {
      classNames,
      memoryBytes,
      looks,
      strange: both.map((answer) => answer.unlike),
      layers: summary.map(({ name }) => name).filter((name) => /^(photo|stem|block15|logits)/.test(name)),
      steps,
      history: model.history.length,
      best: both[0]![0]!.label,
      same: JSON.stringify(both[0]) === JSON.stringify(both[1]),
      embedding: (await model.embed(noise('dark', 50))).length,
      accuracy,
    };
  }, FEW);
  expect(outcome.classNames).toEqual(['bright', 'dark']);
  expect(outcome.memoryBytes).toBeGreaterThan(12 * 240 * 240 * 3);
  expect(outcome.layers).toEqual([
    'photo',
    'stem_conv',
    'block15_expand_conv',
    'block15_dwconv',
    'block15_project_conv',
    'logits',
  ]);
  expect(outcome.steps).toContain('2: 2/2');
  const looks = Array.from({ length: 9 }, (_, index) => `${index + 1}/9`);
  expect(outcome.looks.slice(0, 9)).toEqual(looks.map((look) => `${look} after 0 steps`));
  expect(outcome.looks.slice(9)).toEqual(looks.map((look) => `${look} after ${outcome.steps.length} steps`));
  expect(outcome.strange).toEqual([false, false]);
  expect(outcome.history).toBe(2);
  expect(outcome.best).toBe('dark');
  expect(outcome.same).toBe(true);
  expect(outcome.embedding).toBe(1792);
  expect(outcome.accuracy).toBe(1);
});

test('says before it reads photos from which blocks it can start, and that an int8 network cannot be its base', async ({
  page,
}) => {
  await openTrainer(page);
  const messages = await page.evaluate(async (few) => {
    const messageOf = (promise: Promise<unknown>) =>
      promise.then(
        () => 'nothing went wrong',
        ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
      );
    const reads: unknown[] = [];
    const onPhoto = (progress: unknown) => void reads.push(progress);
    return [
      await messageOf(loupe.train(photos(4), { ...few, fineTuneFrom: 'block99', onPhoto })),
      reads.length,
      await messageOf(loupe.train(photos(4), { ...few, base: 'efficientnet-lite0' })),
    ];
  }, FEW);
  expect(messages[0]).toMatch(
    /^not-supported: there is no block 'block99' .* stem, block0, .*, block15, features,/,
  );
  expect(messages[1], 'photos that were read before').toBe(0);
  expect(messages[2]).toMatch(/^not-supported: an int8 network cannot be fine-tuned/);
});
