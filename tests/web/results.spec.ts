// The results, taken away.
import { readFileSync } from 'node:fs';
import type { Download } from '@playwright/test';
import { sampleAs, textNamedJpg } from './support/files';
import type { Loupe } from './support/loupe';
import { expect, test } from './support/test';

const AWKWARD = ['a, "b".jpg', '=1+1.jpg', 'naïve 猫.jpg'];

async function readAwkwardOnes(loupe: Loupe): Promise<void> {
  await loupe.open();
  await loupe.choose([...AWKWARD.map((name) => sampleAs(name)), textNamedJpg()]);
  await expect(loupe.status).toContainText('4 photos · 1 failed');
  await loupe.button('Results').click();
}

async function contents(download: Promise<Download>): Promise<string> {
  return readFileSync(await (await download).path(), 'utf8');
}

test('saves CSV that a spreadsheet opens without running anything', async ({ loupe, page }) => {
  await readAwkwardOnes(loupe);
  const download = page.waitForEvent('download');
  await loupe.button('Download CSV').click();
  expect((await download).suggestedFilename()).toMatch(/^photoloupe-\d{4}-\d\d-\d\d\.csv$/);
  const csv = await contents(download);
  expect(csv.startsWith('\uFEFFfile,status,tag,tag_probability,tags,label_1,probability_1,')).toBe(true);
  const rows = csv.trimEnd().split('\r\n').slice(1);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/^"a, ""b""\.jpg",done,/);
  expect(rows[1]).toMatch(/^'=1\+1\.jpg,done,/);
  expect(rows[2]).toMatch(/^naïve 猫\.jpg,done,.*,0\.\d+,[\d.]+,[\d.]+,[\d.]+,,$/);
  expect(rows[3]).toMatch(/^text\.jpg,failed,,,,.*,(unsupported-format|bad-image),/);
});

test('saves JSON with the names of the command line', async ({ loupe, page }) => {
  await readAwkwardOnes(loupe);
  const download = page.waitForEvent('download');
  await loupe.button('Download JSON').click();
  const results = JSON.parse(await contents(download)) as Record<string, unknown>[];
  expect(results.map(({ file }) => file)).toEqual([...AWKWARD, 'text.jpg']);
  expect(results[0]).toEqual({
    file: AWKWARD[0],
    status: 'done',
    tags: expect.any(Array),
    predictions: expect.arrayContaining([
      { label: expect.any(String), index: expect.any(Number), probability: expect.any(Number) },
    ]),
    timings: { decode: expect.any(Number), resize: expect.any(Number), network: expect.any(Number) },
  });
  expect(results[3]).toMatchObject({ status: 'failed', error: { message: expect.any(String) } });
});

for (const format of ['CSV', 'JSON'])
  test(`copies ${format}`, async ({ loupe, page }) => {
    await readAwkwardOnes(loupe);
    await loupe.button(`Copy as ${format}`).click();
    await expect(page.locator('loupe-results-menu').getByRole('status')).toHaveText(`Copied as ${format}`);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.trimStart().startsWith(format === 'CSV' ? 'file,status' : '[')).toBe(true);
    expect(copied).toContain('naïve 猫.jpg');
  });

test('says what the columns mean', async ({ loupe, page }) => {
  await readAwkwardOnes(loupe);
  await loupe.button('What the columns mean').click();
  await expect(page.getByRole('dialog', { name: 'What the columns mean' })).toContainText('tag_probability');
});
