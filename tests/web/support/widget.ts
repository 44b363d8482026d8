// Pages with <photo-loupe> on them, as their owners would write them.
import { expect, type Locator, type Page } from '@playwright/test';

// Not even styles and pictures are allowed: the element needs none that a policy would have to allow.
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

interface Told {
  name: string;
  detail: {
    code?: string;
    name?: string;
    predictions?: { label: string; probability: number }[];
    live?: boolean;
  };
}

// `script`: the URL of the element's.
export function hostPage(body: string, script = '/photo-loupe.js'): string {
  return `<!doctype html><html lang="en"><head><title>Host</title>
    <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
    <script type="module" src="${script}"></script></head>
    <body><main><h1>Host</h1>${body}</main></body></html>`;
}

// What the elements of such a page say is kept. The page is not cross-origin isolated.
export async function openHost(page: Page, body: string, policy = STRICT): Promise<void> {
  await page.addInitScript(() => {
    const told: Told[] = ((globalThis as unknown as { told: Told[] }).told = []);
    for (const name of ['loupe-ready', 'loupe-result', 'loupe-error'])
      addEventListener(name, (event) =>
        told.push({ name, detail: (event as CustomEvent<Told['detail']>).detail }),
      );
  });
  await page.route('**/host.html', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: policy ? { 'content-security-policy': policy } : {},
      body: hostPage(body),
    }),
  );
  await page.goto('/host.html');
}

export function told(page: Page, name: string): Promise<Told['detail'][]> {
  return page.evaluate(
    (wanted) =>
      (globalThis as unknown as { told: Told[] }).told
        .filter((one) => one.name === wanted)
        .map((one) => one.detail),
    name,
  );
}

export async function expectTold(page: Page, name: string, times = 1): Promise<void> {
  await expect.poll(async () => (await told(page, name)).length).toBeGreaterThanOrEqual(times);
}

export async function choose(widget: Locator, files: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
  await widget.locator('input[type=file]').setInputFiles(files);
}
