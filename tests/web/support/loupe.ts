// The page's parts, by the names that its visitors know.
import { expect, type Locator, type Page } from '@playwright/test';

type Files = Parameters<Locator['setInputFiles']>[0];

const LONG = 15_000; // milliseconds
const SLOWEST_PHOTO = 200; // on a busy machine of two cores

export class Loupe {
  constructor(readonly page: Page) {}

  // `query` such as '?threads=1&simd=baseline'. Resolves when the engine is ready.
  async open(query = ''): Promise<void> {
    await this.page.goto(`/${query}`);
    await expect(this.engine).toContainText('thread');
  }

  get engine(): Locator {
    return this.page.locator('loupe-engine-status');
  }

  get cards(): Locator {
    return this.page.getByRole('article');
  }

  get status(): Locator {
    return this.page.locator('loupe-run-status');
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  // What a card is named by for a screen reader, which says what the photo shows.
  photo(name: string): Locator {
    return this.card(name).getByRole('button', { name: `${name}: ` });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async choose(files: Files): Promise<void> {
    await this.page.locator('input[type=file][multiple]').setInputFiles(files);
  }

  async chooseFolder(folder: string): Promise<void> {
    await this.page.locator('input[webkitdirectory]').setInputFiles(folder);
  }

  async expectRead(photos: number): Promise<void> {
    const timeout = LONG + photos * SLOWEST_PHOTO;
    await expect(this.status).toHaveText(new RegExp(`^\\s*${photos} photos?\\s*$`), { timeout });
  }

  // Drags what lies on the disk over the page, as from the system's file manager.
  async drag(
    paths: string[],
    step: 'dragEnter' | 'dragOver' | 'drop',
    at = { x: 300, y: 300 },
  ): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type: step, ...at, data });
    await session.detach();
  }

  async drop(paths: string[], at?: { x: number; y: number }): Promise<void> {
    await untilDropped(this.page, async () => {
      for (const step of ['dragEnter', 'dragOver', 'drop'] as const) await this.drag(paths, step, at);
    });
  }
}

// A browser whose machine is busy loses one in ten of the drops that are sent to it, and the page hears nothing of
// them: makes the gesture again then.
export async function untilDropped(page: Page, gesture: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    const root = document.documentElement;
    root.removeAttribute('data-dropped');
    addEventListener('drop', () => root.setAttribute('data-dropped', ''), { capture: true, once: true });
  });
  await expect(async () => {
    await gesture();
    await expect(page.locator('html[data-dropped]')).toBeAttached({ timeout: 3000 });
  }).toPass({ timeout: LONG });
}
