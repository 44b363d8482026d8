// The page by the Tab key: what has the focus, and the way on to something, as who has no mouse goes it.
import type { Page } from '@playwright/test';

const STOPS = 60; // more than any state has

// The accessible name of what has the focus; empty for nothing.
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return '';
    return element.getAttribute('aria-label') ?? element.textContent.replace(/\s+/g, ' ').trim();
  });
}

// Goes on with the Tab key until the focus is there.
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`the Tab key does not come to ${String(name)}, but to: ${passed.join(' | ')}`);
}

export async function pressAt(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}
