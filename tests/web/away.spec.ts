// What My classes is taken away as, besides its files: a web page, ONNX, HTML.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { serve } from '../../scripts/lib/server.mjs';
import { Classroom } from './support/classroom';
import { sample } from './support/files';
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
  const folder = info.outputPath('page');
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(await download.path())))) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  expect(readFileSync(path.join(folder, 'README.txt'), 'utf8')).toContain('http.server');

  const host = await serve({ folders: { '/': folder }, isolated: false, policy: '' });
  const visitor = await browser.newPage();
  const missing: string[] = [];
  visitor.on('response', (response) => response.ok() || missing.push(response.url()));
  visitor.on('console', (message) => message.type() === 'error' && missing.push(message.text()));
  await visitor.goto(host.origin);
  await visitor.locator('photo-loupe input').setInputFiles(sample('coffee.png'));
  await expect(visitor.locator('photo-loupe .headline')).toHaveText('Class 2');
  expect(missing).toEqual([]);
  await visitor.close();
  host.close();
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
