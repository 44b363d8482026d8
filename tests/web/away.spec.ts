// What My classes is taken away as, besides its files: a web page, ONNX, HTML.
import { readFileSync } from 'node:fs';
import { Classroom } from './support/classroom';
import { sample } from './support/files';
import { expectTakenPage } from './support/taken-page';
import { expect, test } from './support/test';

async function taught(page: Classroom['page']): Promise<Classroom> {
  const classroom = new Classroom(page);
  await classroom.open();
  await classroom.button('Name two classes').click();
  await classroom.add('Class 1', [sample('cat.png')]);
  await classroom.add('Class 2', [sample('coffee.png')]);
  await classroom.expectLearned('2 photos in 2 classes');
  await page.getByText('Take away').click();
  return classroom;
}

test('a web page of the classes runs from any static host', async ({ page, browser }, info) => {
  const classroom = await taught(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    classroom.button('Web page (.zip)').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/-page\.zip$/);
  const tried = { photo: sample('coffee.png'), answer: 'Class 2' };
  await expectTakenPage(browser, download, info.outputPath('page'), tried);
});

test('the classes as ONNX, and HTML for a page', async ({ page }) => {
  const classroom = await taught(page);
  await classroom.button('Copy HTML for your own page').click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('<photo-loupe model="');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    classroom.button('For other programs (.onnx)').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.onnx$/);
  expect(readFileSync(await download.path(), 'latin1')).toContain('photoloupe');
});

test('says of what could not be taken away last, and only of that', async ({ page }) => {
  const classroom = await taught(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('no clipboard'));
    URL.createObjectURL = () => {
      throw new Error('no memory');
    };
  });
  const alerts = page.locator('loupe-take-away').getByRole('alert');
  for (const words of ['no memory', 'no clipboard', 'no memory']) {
    const what = words === 'no memory' ? 'The model (.safetensors)' : 'Copy HTML for your own page';
    await classroom.button(what).click();
    await expect(alerts).toContainText([words]);
  }
});
