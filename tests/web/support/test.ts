// What every test of the page has: the site on a server, the page with its parts by name, and what must hold
// at all times, checked when the test ends: nothing leaves the origin, nothing is sent, nothing breaks the
// Content-Security-Policy, nothing is thrown.
import { test as base, expect, type Page, type Request } from '@playwright/test';
import { serve } from '../../../scripts/lib/server.mjs';
import { Loupe } from './loupe';
import { SITE } from './files';

interface Site {
  origin: string;
  close(): void;
}

interface PageFixtures {
  loupe: Loupe;
  lawful: void;
}

export const test = base.extend<PageFixtures, { site: Site }>({
  site: [
    async ({}, use) => {
      const site = (await serve({ folders: { '/': SITE } })) as Site;
      await use(site);
      site.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
  loupe: async ({ page }, use) => use(new Loupe(page)),
  lawful: [
    async ({ page }, use) => {
      const offences = watch(page);
      await use();
      expect(offences, 'what the page must never do').toEqual([]);
    },
    { auto: true },
  ],
});

function watch(page: Page): string[] {
  const offences: string[] = [];
  let origin = '';
  page.context().on('request', (request: Request) => {
    const url = new URL(request.url());
    if (url.protocol === 'blob:' || url.protocol === 'data:') return;
    origin ||= url.origin;
    if (url.origin !== origin) offences.push(`asked ${request.url()}`);
    if (request.method() !== 'GET' || request.postData()) offences.push(`sent to ${request.url()}`);
  });
  page.on('console', (message) => {
    // Playwright's trace asks once more for a picture that the browser could not show.
    if (message.text().startsWith("Connecting to 'blob:")) return;
    if (/Content Security Policy/i.test(message.text())) offences.push(message.text());
  });
  page.on('pageerror', (error) => offences.push(`threw ${error.stack ?? error.message}`));
  return offences;
}

export { expect };
