// Training in the page, from photos to a result.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from './support/accessible';
import { labelledFolder, labelledZip } from './support/labelled';
import { longestTask } from './support/longest-task';
import { Loupe } from './support/loupe';
import { Trainer } from './support/trainer';
import { expect, LONG_TRAINING, test } from './support/training-test';

const LONGEST_TASK = 50; // milliseconds
const PAUSED_TRAINING = 400; // epochs; enough to pause within on a busy machine, few enough to wait for

test('trains a folder of folders, tells how right it is, and shows the photos of a cell', async ({
  trainer,
  photos,
  page,
}) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await expect(trainer.classes).toContainText('48 photos in 2 classes');
  await expect(trainer.start).toContainText('9 photos kept aside');
  await trainer.makeSmall({ epochs: 20 });
  await trainer.train();
  await expect(trainer.result.locator('.figure')).toHaveText('100%');
  await expect(trainer.result).toContainText('9 photos that it never saw');
  await expect(trainer.result).toContainText(/100%\s+of them by their average colour alone/);
  await expect(trainer.result).toContainText('It gets no further than that');
  await trainer.button(/photos? of day taken for day/).click();
  await expect(
    page.getByRole('dialog', { name: 'day, and taken for that' }).locator('img').first(),
  ).toBeVisible();
});

test('shows what learns in whole words, and the parameters of all layers with it', async ({
  trainer,
  page,
}) => {
  await trainer.open();
  await trainer.button('Name two classes').click();
  const table = page.getByRole('region', { name: 'Summary of the network' });
  for (const width of [1440, 1000, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(table).toContainText('Parameters');
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    const missing = await trainer.field('What learns').evaluate((field: HTMLSelectElement) => {
      const { offsetWidth, style } = field;
      style.width = 'max-content'; // of its longest option
      const wanted = field.offsetWidth;
      style.width = '';
      return wanted - offsetWidth;
    });
    expect(missing).toBeLessThanOrEqual(0);
  }
});

test('goes on after a pause, and after a reload where it was', async ({ trainer, photos, page }) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: PAUSED_TRAINING });
  await trainer.button('Start training').click();
  await trainer.pauseUnderway();
  await trainer.button('Resume').click();
  await expect(trainer.button('Pause')).toBeVisible();
  const epoch = await trainer.pauseUnderway();
  const samples = page.locator('loupe-sample-predictions li').filter({ has: page.locator('img') });
  await expect(samples).toHaveCount(6);
  await expect(samples.first()).toContainText(/day.*\d+%/);
  await page.waitForTimeout(500); // the pause is kept
  await page.reload();
  await expect(trainer.button(`Go on with epoch ${epoch} of ${PAUSED_TRAINING}`)).toBeVisible();
  await expect(trainer.class('day')).toContainText('24 photos');
  await expect(trainer.class('day').getByLabel('Name of the class')).toBeDisabled();
  await trainer.button(/^Go on/).click();
  await trainer.expectDone();
  await trainer.result.getByText('Every epoch in numbers').click();
  await expect(trainer.result.getByRole('row', { name: new RegExp(`^${PAUSED_TRAINING} `) })).toBeVisible();
});

test('keeps what it learned when it is stopped, and gives it up when told to', async ({
  trainer,
  photos,
}) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: LONG_TRAINING });
  await trainer.button('Start training').click();
  await trainer.pauseUnderway();
  await trainer.button('Stop').click();
  await expect(trainer.button(/^Go on with epoch/)).toBeVisible();
  await trainer.button('Give it up').click();
  await expect(trainer.button('Start training')).toBeEnabled();
  await expect(trainer.class('day').getByLabel('Name of the class')).toBeEnabled();
});

test('takes the history away as CSV and the plots as PNG', async ({ trainer, photos, page }) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: 3 });
  await trainer.train();
  const numbers = page.waitForEvent('download');
  await trainer.result.getByRole('button', { name: 'Numbers as CSV' }).click();
  const csv = readFileSync(await (await numbers).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(csv[0]).toBe('epoch,loss,accuracy,val_loss,val_accuracy,seconds,learning_rate');
  expect(csv).toHaveLength(4);
  const picture = page.waitForEvent('download');
  await trainer.result.getByRole('button', { name: 'Plots as PNG' }).click();
  const png = readFileSync(await (await picture).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(600); // pixels wide
});

test('leaves out photos that cannot be read, and says why', async ({ trainer, photos, page }) => {
  writeFileSync(path.join(photos, 'day/broken.jpg'), 'This is no photo.');
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: LONG_TRAINING });
  await trainer.button('Start training').click();
  await page.getByText('1 photo could not be read').click();
  await expect(trainer.run).toContainText(/day\/.*broken\.jpg: /);
  await trainer.pauseUnderway();
  await trainer.button('Stop').click();
  await trainer.button('Give it up').click();
  await trainer.enter('Epochs', '1');
  await trainer.train();
  await expect(trainer.result).toContainText('1 photo could not be read');
});

test('names, renames, merges and removes classes, with undo', async ({ trainer, photos }) => {
  await trainer.open();
  await trainer.button('Name two classes').click();
  await expect(trainer.button('Start training')).toBeDisabled();
  await trainer
    .class('Class 1')
    .locator('input[type=file]')
    .setInputFiles([path.join(photos, 'day/day-1.bmp'), path.join(photos, 'day/day-2.bmp')]);
  await expect(trainer.class('Class 1')).toContainText('2 photos');
  await expect(trainer.classes).toContainText('“Class 2” has no photos yet.');
  await trainer.class('Class 1').getByLabel('Name of the class').fill('day');
  await trainer.class('Class 1').getByLabel('Name of the class').press('Enter');
  await expect(trainer.class('day')).toContainText('2 photos');
  await trainer.chooseFolder(photos);
  await expect(trainer.class('day')).toContainText('26 photos');
  await trainer.button('Remove the class night').click();
  await expect(trainer.class('night')).toHaveCount(0);
  await trainer.button('Undo').click();
  await expect(trainer.class('night')).toContainText('24 photos');
});

test('warns of lopsided classes', async ({ trainer }, info) => {
  await trainer.open();
  await trainer.chooseFolder(labelledFolder(info.outputPath('lopsided'), { day: 50, night: 12 }));
  await expect(trainer.classes).toContainText('“day” has 50 photos, “night” 12');
});

test('reads a zip with a folder for each class', async ({ trainer }, info) => {
  await trainer.open();
  const zip = labelledZip(info.outputPath('classes.zip'), { day: 12, night: 11 });
  await trainer.classes.locator('#archive').setInputFiles(zip);
  await expect(trainer.class('day')).toContainText('12 photos');
  await expect(trainer.class('night')).toContainText('11 photos');
});

test('takes photos that are dropped: a folder of folders anywhere, others on a class', async ({
  trainer,
  photos,
  page,
}) => {
  await trainer.open();
  await expect(trainer.button('Name two classes')).toBeVisible();
  await new Loupe(page).drop([photos]);
  await expect(trainer.class('night')).toContainText('24 photos');
  const box = (await trainer.class('night').boundingBox())!;
  await new Loupe(page).drop([path.join(photos, 'day/day-1.bmp')], { x: box.x + 20, y: box.y + 90 });
  await expect(trainer.class('night')).toContainText('25 photos');
});

test('explains at the layer why a stack does not fit', async ({ trainer, photos, page }) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.button('Edit its layers').click();
  await expect(page.getByRole('listitem').filter({ hasText: 'conv2d_1' })).toBeVisible();
  await trainer.button('Move flatten up').click();
  const wrong = page.getByRole('listitem').filter({ hasText: 'max_pooling2d_2' });
  await expect(wrong).toContainText('it needs a picture');
  await expect(trainer.button('Start training')).toBeDisabled();
  await trainer.button('Move flatten down').click();
  await expect(wrong).not.toContainText('it needs a picture');
  await expect(trainer.button('Start training')).toBeEnabled();
});

test('keeps the network’s table up to date', async ({ trainer, photos, page }) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.button('Cats vs. dogs exercise').click();
  await expect(page.getByRole('row', { name: 'Total 9,494,561' })).toBeVisible();
  await trainer.enter('Hidden units', '64');
  await expect(page.getByRole('row', { name: /Total 1,207,/ })).toBeVisible();
});

test('leaves a number that is being typed alone when the network’s table changes', async ({
  trainer,
  photos,
  page,
}) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.enter('Filters', '8');
  await trainer.field('Hidden units').fill('64');
  await expect(page.getByRole('row', { name: /94 × 94 × 8/ })).toBeVisible();
  await expect(trainer.field('Hidden units')).toHaveValue('64');
});

test('shows a photo as augmentation changes it', async ({ trainer, photos, page }) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  const canvases = page.locator('loupe-augmentation-preview canvas');
  await expect(canvases).toHaveCount(8);
  const different = () =>
    canvases.evaluateAll((all) => new Set(all.map((each) => (each as HTMLCanvasElement).toDataURL())).size);
  await expect.poll(different).toBe(8);

  for (const name of ['Rotation', 'Shift sideways', 'Shift up and down', 'Shear', 'Zoom'])
    await page.getByRole('slider', { name }).press('Home');
  await page.getByLabel('Mirrored').uncheck();
  await expect.poll(different).toBe(1);
  await page.getByLabel('Upside down').check();
  await expect
    .poll(async () => {
      await trainer.button('Again').click();
      await page.waitForTimeout(400);
      return different();
    })
    .toBe(2);
  await page.getByLabel('Upside down').uncheck();
  for (const name of ['Brightness', 'Contrast', 'Saturation']) {
    await page.getByRole('slider', { name }).press('End');
    await expect.poll(different).toBe(8);
    await page.getByRole('slider', { name }).press('Home');
    await expect.poll(different).toBe(1);
  }
});

test('learns the handwritten digits that come with the page', async ({ trainer }) => {
  await trainer.open();
  await trainer.button('Handwritten digits').click();
  await expect(trainer.classes).toContainText('1,797 photos in 10 classes');
  await trainer.enter('Epochs', '3');
  await trainer.train();
  const right = Number(/(\d+)%/.exec((await trainer.result.locator('.figure').textContent())!)![1]);
  expect(right).toBeGreaterThan(75);
});

test('goes on when the device has no room, and says so', async ({ trainer, photos, page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await trainer.open();
  await trainer.chooseFolder(photos);
  await expect(page.getByRole('alert')).toContainText('there is no room left');
  await trainer.makeSmall({ epochs: 3 });
  await trainer.train();
});

test(`never keeps the page busy for longer than ${LONGEST_TASK} ms while it trains`, async ({
  trainer,
  photos,
  page,
}) => {
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.makeSmall({ epochs: LONG_TRAINING });
  await trainer.button('Start training').click();
  await expect(page.locator('loupe-history-plots')).toBeVisible({ timeout: 30_000 });
  const longest = await longestTask(page, () => page.waitForTimeout(4000));
  expect(longest).toBeLessThan(LONGEST_TASK);
});

type Reach = (given: { trainer: Trainer; photos: string }) => Promise<void>;

const STATES: Record<string, Reach> = {
  'with nothing to learn from': async ({ trainer }) => {
    await expect(trainer.button('Name two classes')).toBeVisible();
  },
  'with classes': async ({ trainer, photos }) => {
    await trainer.chooseFolder(photos);
    await trainer.button('Add a class').click();
    await expect(trainer.page.getByRole('row', { name: /^Total/ })).toBeVisible();
  },
  'with layers that do not fit': async ({ trainer, photos }) => {
    await trainer.chooseFolder(photos);
    await trainer.button('Edit its layers').click();
    await trainer.button('Move flatten up').click();
    await expect(trainer.page.getByText('it needs a picture').first()).toBeVisible();
  },
  'while it trains': async ({ trainer, photos }) => {
    await trainer.chooseFolder(photos);
    await trainer.makeSmall({ epochs: LONG_TRAINING });
    await trainer.button('Start training').click();
    await trainer.pauseUnderway();
  },
  'with what it learned': async ({ trainer, photos }) => {
    await trainer.chooseFolder(photos);
    await trainer.makeSmall({ epochs: 1 });
    await trainer.train();
    await trainer.button('Save').click();
  },
  'with the photos of a class': async ({ trainer, photos }) => {
    await trainer.chooseFolder(photos);
    await trainer.button('Show the photos of day').click();
    await expect(trainer.page.getByRole('dialog', { name: 'day' })).toBeVisible();
  },
};

for (const [state, reach] of Object.entries(STATES))
  test(`is accessible in Train ${state}`, async ({ trainer, photos, page }) => {
    await trainer.open();
    await reach({ trainer, photos });
    await expectAccessible(page);
  });
