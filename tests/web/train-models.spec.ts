// What becomes of a trained model in the page: it is kept, used, taken away, brought back and trained further.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sample } from './support/files';
import { Loupe } from './support/loupe';
import { expectTakenPage } from './support/taken-page';
import { expect, LONG_TRAINING, test } from './support/training-test';

test('saves a model, finds it after a reload, and reads photos with it', async ({
  trainer,
  photos,
  page,
}) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: 20 });
  await trainer.train();
  await trainer.result.getByLabel('Name').fill('Light');
  await trainer.button('Save').click();
  await expect(trainer.button('Saved')).toBeVisible();
  await page.reload();
  await expect(trainer.result.locator('.figure')).toHaveText('100%');
  await expect(trainer.models).toContainText('Light');
  await trainer.button('Use in Classify: Light').click();
  await expect(page.getByText('Photos are read with your model Light')).toBeVisible();
  const loupe = new Loupe(page);
  await page
    .locator('loupe-add-photos input[type=file][multiple]')
    .first()
    .setInputFiles([path.join(photos, 'day/day-1.bmp'), path.join(photos, 'night/night-2.bmp')]);
  await expect(loupe.photo('day-1.bmp')).toHaveAccessibleName(/: day/);
  await expect(loupe.photo('night-2.bmp')).toHaveAccessibleName(/: night/);
  await trainer.button('Use the standard model').click();
  await expect(loupe.engine).toContainText('int8');
});

test('exports a model, deletes it, brings it back, and imports the export', async ({
  trainer,
  photos,
  page,
}, info) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: 2 });
  await trainer.train();
  await trainer.button('Save').click();
  const downloading = page.waitForEvent('download');
  await trainer.button('Export day or night').click();
  const file = info.outputPath('exported.safetensors');
  await (await downloading).saveAs(file);
  await trainer.button('Delete day or night').click();
  await expect(trainer.models).toContainText('None is saved yet');
  await trainer.button('Undo').click();
  await expect(trainer.models).toContainText('day or night');
  await trainer.models.locator('input[type=file]').setInputFiles(file);
  await expect(trainer.models).toContainText('exported');
  await trainer.button('Use in Classify: exported').click();
  await expect(page.getByText('Photos are read with your model exported')).toBeVisible();
  await page.getByRole('link', { name: 'Train' }).click();
  await trainer.models.locator('input[type=file]').setInputFiles(sample('cat.png'));
  await expect(trainer.models.getByRole('alert')).toBeVisible();
});

test('takes a model away as ONNX, as a web page that runs from any host, and as HTML for another', async ({
  trainer,
  photos,
  page,
  browser,
}, info) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: 20 });
  await trainer.train();
  await trainer.result.getByLabel('Name').fill('Light');
  await page.getByText('More formats').click();
  await trainer.button('Copy HTML for your own page').click();
  await expect(page.getByText('Copied. It needs Light.safetensors')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('model="Light.safetensors"');

  const downloaded = async (button: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), trainer.button(button).click()]);
    return download;
  };
  const onnx = await downloaded('For other programs (.onnx)');
  expect(onnx.suggestedFilename()).toBe('Light.onnx');
  expect(readFileSync(await onnx.path(), 'latin1')).toContain('photoloupe');
  const zip = await downloaded('Web page (.zip)');
  expect(zip.suggestedFilename()).toBe('Light-page.zip');
  const tried = { photo: path.join(photos, 'night/night-2.bmp'), answer: 'night' };
  await expectTakenPage(browser, zip, info.outputPath('page'), tried);
});

test('trains on from what it learned, from a saved model and from a training that was stopped', async ({
  trainer,
  photos,
  page,
}) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: 20 });
  await trainer.train();
  await trainer.result.getByLabel('Name').fill('Light');
  await trainer.button('Save').click();
  await trainer.button('Train on from here').click();
  await expect(page.getByText('Training goes on from “Light”')).toBeInViewport();
  await expect(page.getByText('Photos come in at 32 × 32 pixels')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Training goes on from “Light”')).toBeVisible();
  await trainer.enter('Epochs', '1'); // from scratch that is not enough
  await trainer.train();
  await expect(trainer.result.locator('.figure')).toHaveText('100%');

  await trainer.button('Add a class').click();
  await expect(page.getByText('“Light” tells 2 classes apart, and here there are 3.').first()).toBeVisible();
  await expect(trainer.button('Train anew')).toBeDisabled();
  await trainer.button('Remove the class Class 1').click();
  await trainer.button('Train from scratch').click();
  await expect(trainer.field('Hidden units')).toBeVisible();
  await trainer.button('Train on from Light').click();
  await expect(page.getByText('Training goes on from “Light”')).toBeInViewport();

  await trainer.enter('Epochs', String(LONG_TRAINING));
  await trainer.button('Train anew').click();
  await trainer.pauseUnderway();
  await trainer.button('Stop').click();
  await page.reload();
  await trainer.button(/^Go on with epoch/).click();
  await trainer.pauseUnderway();
  await trainer.button('Stop').click();
  await trainer.button('Start another from here').click();
  await expect(page.getByText('Training goes on from “the training that was stopped”')).toBeInViewport();
  await trainer.enter('Epochs', '1');
  await trainer.train();
  await expect(trainer.result.locator('.figure')).toHaveText('100%');
});
