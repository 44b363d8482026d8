// A web page that was taken away, on a host of its own: no isolation, no policy, nothing but its files.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Download } from '@playwright/test';
import { unzipSync } from 'fflate';
import { serve } from '../../../scripts/lib/server.mjs';
import { expect } from './test';

// Expects it to answer the photo as said, with nothing missing. `folder`: for its files.
export async function expectTakenPage(
  browser: Browser,
  download: Download,
  folder: string,
  { photo, answer }: { photo: string; answer: string },
): Promise<void> {
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
  await visitor.locator('photo-loupe input').setInputFiles(photo);
  await expect(visitor.locator('photo-loupe .headline')).toHaveText(answer);
  expect(missing).toEqual([]);
  await visitor.close();
  host.close();
}
