// What cannot be learned from, or hardly: the Train tab says so and loses nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { blankPng } from './support/files';
import { labelledFolder } from './support/labelled';
import { expect, test } from './support/training-test';

const HUGE = 10_000; // pixels a side: 100 megapixels

test('waits for a second class', async ({ trainer }, info) => {
  await trainer.open();
  await trainer.chooseFolder(labelledFolder(info.outputPath('one'), { day: 12 }));
  await expect(trainer.start).toContainText('Two classes or more are needed');
  await expect(trainer.button('Start training')).toBeDisabled();
});

test('learns what it can from one photo a class', async ({ trainer }, info) => {
  await trainer.open();
  await trainer.chooseFolder(labelledFolder(info.outputPath('single'), { day: 1, night: 1 }));
  await expect(trainer.classes).toContainText('expect little');
  await expect(trainer.start).toContainText('none kept aside');
  await trainer.makeSmall({ epochs: 2 });
  await trainer.train();
  await expect(trainer.result).toContainText('that it learned from: none were kept aside');
});

test('says that no photo of all can be read, and keeps them', async ({ trainer, page }, info) => {
  const folder = info.outputPath('corrupt');
  for (const name of ['day', 'night']) {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (let number = 0; number < 12; number++)
      writeFileSync(path.join(folder, name, `${number}.jpg`), 'no photo');
  }
  await trainer.open();
  await trainer.chooseFolder(folder);
  await trainer.button('Start training').click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'none of the 24 photos can be read' }),
  ).toBeVisible();
  await expect(trainer.class('day')).toContainText('12 photos');
  await expect(trainer.button('Start training')).toBeEnabled();
});

test('says which zip cannot be opened, and when there is no photo in a folder', async ({
  trainer,
  page,
}, info) => {
  await trainer.open();
  const file = {
    name: 'pets.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\x03\x04 and no more'),
  };
  await trainer.classes.locator('#archive').setInputFiles(file);
  await expect(page.getByRole('alert')).toHaveText(
    '“pets.zip” cannot be opened: the zip is damaged, or ends too early.',
  );
  mkdirSync(info.outputPath('empty/notes'), { recursive: true });
  writeFileSync(info.outputPath('empty/notes/note.jpg.txt'), 'no photo');
  await trainer.chooseFolder(info.outputPath('empty'));
  await expect(page.getByRole('alert')).toHaveText('There is no photo in what you gave.');
});

test('takes any name for a class', async ({ trainer, page }, info) => {
  const name = '../a/b 🐈 <b>&"\'';
  await trainer.open();
  await trainer.chooseFolder(labelledFolder(info.outputPath('named'), { day: 12, night: 12 }));
  await trainer.class('day').getByLabel('Name of the class').fill(name);
  await trainer.class('day').getByLabel('Name of the class').press('Enter');
  await trainer.makeSmall({ epochs: 20 });
  await trainer.train();
  await expect(trainer.result.getByRole('rowheader', { name }).first()).toBeVisible();
  await trainer.button('Save').click();
  const downloading = page.waitForEvent('download');
  await trainer.result.getByRole('button', { name: 'Export' }).click();
  expect((await downloading).suggestedFilename()).toBe('a-b-b-or-night.safetensors');
  await trainer.models.getByRole('button', { name: /^Use in Classify/ }).click();
  await page
    .locator('loupe-add-photos input[type=file][multiple]')
    .first()
    .setInputFiles(path.join(info.outputPath('named'), 'day/day-3.bmp'));
  await expect(page.getByRole('article', { name: 'day-3.bmp' })).toContainText(name);
});

test('takes photos of 100 megapixels among others', async ({ trainer }, info) => {
  const folder = labelledFolder(info.outputPath('huge'), { day: 12, night: 12 });
  writeFileSync(path.join(folder, 'night/huge.png'), blankPng(HUGE, HUGE));
  await trainer.open();
  await trainer.chooseFolder(folder);
  await trainer.makeSmall({ epochs: 1 });
  await trainer.train();
  await expect(trainer.run).not.toContainText('could not be read');
});

test('goes on when the device has no more room in the middle, and says so', async ({
  trainer,
  page,
}, info) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    let room = 20; // rows
    IDBObjectStore.prototype.put = function (...row) {
      if (room-- > 0) return put.apply(this, row);
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await trainer.open();
  await trainer.chooseFolder(labelledFolder(info.outputPath('many'), { day: 24, night: 24 }));
  await expect(page.getByRole('alert').first()).toContainText('there is no room left');
  await trainer.makeSmall({ epochs: 20 });
  await trainer.train();
  await expect(trainer.result.locator('.figure')).toHaveText('100%');
});
