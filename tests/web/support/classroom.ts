// The parts of My classes, by the names that its visitors know.
import { expect, type Locator, type Page } from '@playwright/test';
import { untilDropped } from './loupe';

type Files = Parameters<Locator['setInputFiles']>[0];

export class Classroom {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/#classes');
    await expect(this.page.getByLabel('Name of the project')).toBeVisible();
  }

  get list(): Locator {
    return this.page.locator('loupe-class-list');
  }

  get answer(): Locator {
    return this.page.locator('loupe-answer-panel');
  }

  get quality(): Locator {
    return this.page.locator('loupe-quality-panel');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get cards(): Locator {
    return this.list.getByRole('article');
  }

  class(name: string): Locator {
    return this.list.getByRole('article', { name, exact: true });
  }

  photo(name: string): Locator {
    return this.list.getByRole('button', { name: `Photo ${name}` });
  }

  // What the menu makes, in a file.
  async takeAway(what: string, file: string): Promise<string> {
    await this.page.getByText('Take away').click();
    const downloading = this.page.waitForEvent('download');
    await this.button(what).click();
    await (await downloading).saveAs(file);
    return file;
  }

  // By the mouse.
  async drag(photo: string, className: string): Promise<void> {
    await untilDropped(this.page, () => this.photo(photo).dragTo(this.class(className)));
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async add(className: string, files: Files): Promise<void> {
    await this.class(className).getByLabel(`Photos of ${className}`).setInputFiles(files);
  }

  async addFolder(folder: string): Promise<void> {
    await this.list.locator('#folder').setInputFiles(folder);
  }

  // Such as '12 photos in 2 classes', all of them looked at.
  async expectLearned(numbers: string): Promise<void> {
    await expect(this.list.locator('.numbers')).toHaveText(numbers);
    await expect(this.answer).toContainText(/Trained in [\d.]+ ms/);
  }

  async try(file: string): Promise<void> {
    await this.page.getByLabel('A photo to try').setInputFiles(file);
  }

  async expectKept(): Promise<void> {
    await expect(this.page.getByText('Saved on this device')).toBeVisible();
  }

  async expectAnswer(words: string): Promise<void> {
    await expect(this.answer.locator('.answer')).toHaveText(words);
  }
}
