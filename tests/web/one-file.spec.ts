// One model file, made by the command line tool and given to the page: tests/cli/one_file.test.mjs is the other half.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import type { ImageSource, Model, Photoloupe } from '../../web/src/client/photoloupe';
import { Classroom } from './support/classroom';
import { labelledFolder, picture } from './support/labelled';
import { expect, test } from './support/test';
import { openTrainer } from './support/training';
import { openHost } from './support/widget';

const TOLERANCE = 1e-3; // other instructions, other rounding

interface Answer {
  predictions: { label: string; probability: number }[];
  similarity: number;
  unlike: boolean;
}

const tool = (...args: string[]) =>
  execFileSync(process.env.LOUPE_CLI!, args, { encoding: 'utf8', stdio: 'pipe' });

test('the page opens the tool’s model, answers the same, learns on it and takes it away', async ({
  page,
}, info) => {
  test.slow();
  const folder = labelledFolder(info.outputPath('photos'), { day: 6, night: 6 }, picture);
  const file = info.outputPath('model.safetensors');
  tool('train', folder, '--model', 'transfer', '--base', 'efficientnet-lite0-float32', '--out', file);
  const photo = `${folder}/night/night-5.bmp`;
  const expected = JSON.parse(tool('classify', '--model', file, '--json', photo)) as Answer;

  await openTrainer(page);
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
    document.body.append(input);
  });
  await page.locator('input').setInputFiles([file, photo]);
  const { answers, evaluation, same } = await page.evaluate(async () => {
    const [model, photo] = document.querySelector('input')!.files!;
    const read = async (image: ImageSource, from: Model) => {
      const predictions = await from.classify(image);
      return {
        predictions: [...predictions],
        similarity: predictions.similarity,
        unlike: predictions.unlike,
      };
    };
    const loaded = await loupe.load(model!);
    const head = await loupe.train(photos(8), { architecture: 'transfer', base: model! });
    const tuned = await loupe.train(photos(8), {
      architecture: 'fine-tune',
      base: model!,
      fineTuneFrom: 'block15',
      epochs: 1,
      batchSize: 4,
    });
    return {
      answers: {
        loaded: await read(photo!, loaded),
        head: await read(noise('dark', 50), head),
        tuned: await read(noise('dark', 50), tuned),
      },
      evaluation: (await tuned.evaluate(photos(4))).accuracy,
      same: (await bytesOf(await loaded.export('safetensors'))) === (await bytesOf(model!)),
    };
  });
  const { loaded, head, tuned } = answers;
  expect(loaded.predictions.map(({ label }) => label)).toEqual(
    expected.predictions.map(({ label }) => label),
  );
  loaded.predictions.forEach(({ probability }, at) =>
    expect(Math.abs(probability - expected.predictions[at]!.probability)).toBeLessThan(TOLERANCE),
  );
  expect(Math.abs(loaded.similarity! - expected.similarity)).toBeLessThan(TOLERANCE);
  expect(loaded.unlike).toBe(expected.unlike);
  expect(head.predictions[0]!.label).toBe('dark');
  expect(tuned.predictions[0]!.label).toBe('dark');
  expect(evaluation).toBe(1);
  expect(same).toBe(true);
});

test('a head alone is the whole model by its address too, in the element, and as a base', async ({
  page,
}, info) => {
  const folder = labelledFolder(info.outputPath('photos'), { day: 6, night: 6 }, picture);
  const [model, head] = ['model', 'head'].map((name) => info.outputPath(`${name}.safetensors`)) as [
    string,
    string,
  ];
  tool('train', folder, '--model', 'transfer', '--out', model);
  tool('export', model, '--to', 'head', head);
  await page.route('**/learned/head.safetensors', (route) => route.fulfill({ path: head }));
  await page.route('**/photo.bmp', (route) => route.fulfill({ path: `${folder}/night/night-5.bmp` }));
  await openHost(page, '<photo-loupe model="/learned/head.safetensors" src="/photo.bmp"></photo-loupe>');
  await expect(page.locator('photo-loupe')).toContainText('night');
  const labels = await page.evaluate(async () => {
    const { Photoloupe: engine } = (await import(`${location.origin}/photoloupe.js`)) as {
      Photoloupe: typeof Photoloupe;
    };
    const loupe = await engine.create({ threads: 1 });
    const model = await loupe.load('/learned/head.safetensors');
    const classes = await loupe.openClasses({ base: '/learned/head.safetensors' });
    await classes.add('/photo.bmp', 'Sky');
    const answers = [await model.classify('/photo.bmp'), await classes.classify('/photo.bmp')];
    const bad = await loupe.load('/photo.bmp').catch((error: Error) => error.message);
    return [...answers.map(([best]) => best!.label), bad];
  });
  expect(labels).toEqual(['night', 'Sky', expect.stringContaining('safetensors')]);
});

test('a head alone is the whole model, in the page and for the tool', async ({ page, loupe }, info) => {
  const folder = labelledFolder(info.outputPath('photos'), { day: 6, night: 6 }, picture);
  const photo = `${folder}/night/night-5.bmp`;
  const classroom = new Classroom(page);
  await classroom.open();
  await classroom.addFolder(folder);
  await classroom.expectLearned('12 photos in 2 classes');
  const answers: string[] = [];
  const files: string[] = [];
  for (const button of ['The model (.safetensors)', 'Only what was learned (.safetensors, small)']) {
    await page.getByText('Take away').click();
    const [download] = await Promise.all([page.waitForEvent('download'), classroom.button(button).click()]);
    const file = info.outputPath(download.suggestedFilename());
    await download.saveAs(file);
    files.push(file);
    answers.push(tool('classify', '--model', file, '--json', photo));
  }
  expect(answers[0]).toBe(answers[1]);
  expect(statSync(files[1]!).size).toBeLessThan(200_000);
  await classroom.add('day', files[1]!);
  await expect(page.locator('loupe-engine-status')).toContainText('My-project-head');
  await page.locator('#files').setInputFiles(photo);
  await expect(loupe.card('night-5.bmp')).toContainText('night');
});
