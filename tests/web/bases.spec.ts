// What classes and fine-tuning can start from besides the pretrained network itself.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { labelledFolder, picture } from './support/labelled';
import { expect, test } from './support/test';
import { openTrainer } from './support/training';

const SAVED = path.resolve(__dirname, '../fixtures/layers_model');

const tool = (...args: string[]) => execFileSync(process.env.LOUPE_CLI!, args, { stdio: 'pipe' });

test('classes and fine-tuning start from a head alone at an address', async ({ page }, info) => {
  const folder = labelledFolder(info.outputPath('photos'), { day: 2, night: 2 }, picture);
  const [model, head] = [info.outputPath('model.safetensors'), info.outputPath('head.safetensors')];
  tool('train', folder, '--model', 'transfer', '--base', 'efficientnet-lite0-float32', '--out', model);
  tool('export', model, '--to', 'head', head);
  await page.route('**/learned/head.safetensors', (route) => route.fulfill({ path: head }));
  await openTrainer(page);
  const labels = await page.evaluate(async () => {
    const base = '/learned/head.safetensors';
    const classes = await loupe.openClasses({ base });
    for (const { image, label } of photos(4)) await classes.add(image, label);
    const how = { architecture: 'fine-tune', fineTuneFrom: 'block15', epochs: 1, batchSize: 4 } as const;
    const tuned = await loupe.train(photos(8), { ...how, base });
    const answers = [await classes.classify(noise('dark', 50)), await tuned.classify(noise('dark', 50))];
    return answers.map(([best]) => best!.label);
  });
  expect(labels).toEqual(['dark', 'dark']);
});

test('classes and fine-tuning start from a zip that Teachable Machine exported', async ({ page }) => {
  const names = ['metadata.json', 'model.json', 'weights.bin'];
  const zip = Buffer.from(
    zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(path.join(SAVED, name))]))),
  );
  await page.route('**/learned/dogs.zip', (route) =>
    route.fulfill({ body: zip, contentType: 'application/zip' }),
  );
  await openTrainer(page);
  const labels = await page.evaluate(async () => {
    const zip = await (await fetch('/learned/dogs.zip')).blob();
    const how = { architecture: 'fine-tune', fineTuneFrom: 'Conv', epochs: 1, batchSize: 4 } as const;
    const found: string[] = [];
    for (const base of ['/learned/dogs.zip', zip]) {
      const classes = await loupe.openClasses({ base });
      for (const { image, label } of photos(4)) await classes.add(image, label);
      const tuned = await loupe.train(photos(8), { ...how, base });
      for (const model of [classes, tuned]) found.push((await model.classify(noise('dark', 50)))[0]!.label);
    }
    return found;
  });
  expect(labels).toEqual(['dark', 'dark', 'dark', 'dark']);
});
