// The tests' fixtures for the Train tab: its parts, and a folder of 24 photos a class.
import { labelledFolder } from './labelled';
import { test as base } from './test';
import { Trainer } from './trainer';

export { expect } from './test';

export const LONG_TRAINING = 400; // epochs; it is never done

export const test = base.extend<{ trainer: Trainer; photos: string }>({
  trainer: async ({ page }, use) => use(new Trainer(page)),
  photos: async ({}, use, info) => use(labelledFolder(info.outputPath('photos'), { day: 24, night: 24 })),
});
