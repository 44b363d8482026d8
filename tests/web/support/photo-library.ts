// The parts of the Library tab, by the names that its visitors know.
import { expect, type Locator, type Page } from '@playwright/test';
import type { FileBytes } from './files';

const LONG = 30_000; // milliseconds: the network is fetched, and photos are read

export class PhotoLibrary {
  constructor(readonly page: Page) {}

  async open(place = ''): Promise<void> {
    await this.page.goto(`/#library${place}`);
  }

  // In place of what is there: its photos cannot be opened, for they are nowhere.
  async import(file: Buffer): Promise<void> {
    const chosen = { name: 'holiday.sqlite', mimeType: 'application/vnd.sqlite3', buffer: file };
    await this.page.getByLabel('Library file').setInputFiles(chosen);
    await expect(this.notice).toHaveText(/holiday.sqlite is open: \d+ photos\./);
  }

  async add(...photos: (FileBytes | string)[]): Promise<void> {
    await this.page.locator('loupe-library-add #photos').setInputFiles(photos as FileBytes[]);
  }

  async expectCount(words: string): Promise<void> {
    await expect(this.count).toHaveText(words, { timeout: LONG });
  }

  get count(): Locator {
    return this.page.locator('loupe-result-line strong');
  }

  get search(): Locator {
    return this.page.getByRole('combobox', { name: 'Search the photos' });
  }

  get grid(): Locator {
    return this.page.getByRole('list', { name: 'Photos' });
  }

  // Of the photos in the grid, as readers come by them.
  async namesInOrder(): Promise<string[]> {
    const all = this.grid.locator('.photo:visible');
    await expect(all.last()).not.toHaveAccessibleName('Photo');
    return all.evaluateAll((photos) => photos.map((photo) => photo.ariaLabel!.split(':')[0]!));
  }

  // In the grid, counted from 0.
  nth(index: number): Locator {
    return this.grid.locator(`[aria-posinset="${index + 1}"]:not([hidden]) .photo`);
  }

  photo(file: string): Locator {
    return this.grid.getByRole('button', { name: new RegExp(`^${file}`) });
  }

  check(file: string): Locator {
    return this.grid.getByRole('checkbox', { name: new RegExp(`^Select ${file}`) });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  // Closing goes one step back in the history, which takes its time: a reload before would find the photo open still.
  async closePhoto(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page).not.toHaveURL(/photo=/);
    await expect(this.dialog).toBeHidden();
  }

  get selected(): Locator {
    return this.page.getByRole('region', { name: 'Selected photos' });
  }

  get notice(): Locator {
    return this.page.locator('loupe-library-notice [role=status]');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }
}
