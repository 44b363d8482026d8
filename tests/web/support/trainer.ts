// The Train tab's parts, by the names that its visitors know.
import { expect, type Locator, type Page } from '@playwright/test';

const SLOW = 60_000; // milliseconds; a training on a busy machine of two cores

export class Trainer {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/#train');
    await expect(this.page.getByRole('link', { name: 'Train' })).toHaveAttribute('aria-current', 'page');
  }

  get classes(): Locator {
    return this.page.locator('loupe-class-panel');
  }

  get run(): Locator {
    return this.page.locator('loupe-run-panel');
  }

  get result(): Locator {
    return this.page.locator('loupe-result-panel');
  }

  get models(): Locator {
    return this.page.locator('loupe-saved-models');
  }

  get start(): Locator {
    return this.page.locator('loupe-start-bar');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  class(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label).and(this.page.locator('input, select')).first();
  }

  async enter(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
    await this.field(label).press('Enter');
  }

  async chooseFolder(folder: string): Promise<void> {
    await this.classes.locator('#folder').setInputFiles(folder);
  }

  // Small enough that a step takes a few milliseconds.
  async makeSmall({ epochs }: { epochs: number }): Promise<void> {
    await this.enter('Image size', '32');
    await this.enter('Filters', '8');
    await this.enter('Hidden units', '16');
    await this.enter('Dropout', '0');
    await this.enter('Learning rate', '0.003');
    await this.enter('Epochs', String(epochs));
    await this.enter('Stop early after', '0');
  }

  async train(): Promise<void> {
    await this.button(/^(Start training|Train anew)$/).click();
    await this.expectDone();
  }

  async expectDone(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'What it learned' })).toBeVisible({ timeout: SLOW });
  }

  // Pauses once an epoch is done; returns the number of the epoch that is under way.
  async pauseUnderway(): Promise<number> {
    await expect(this.page.locator('loupe-history-plots')).toBeVisible({ timeout: SLOW });
    await this.button('Pause').click();
    const heading = this.page.getByRole('heading', { name: /^Paused in epoch/ });
    await expect(heading).toBeVisible();
    return Number(/epoch (\d+)/.exec((await heading.textContent())!)![1]);
  }
}
