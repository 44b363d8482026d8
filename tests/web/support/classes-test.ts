// The tests' fixtures for My classes: its parts, and a folder of six photos a class.
import { Classroom } from './classroom';
import { labelledFolder, picture } from './labelled';
import { test as base } from './test';

export { expect } from './test';

export const test = base.extend<{ classes: Classroom; photos: string }>({
  classes: async ({ page }, use) => use(new Classroom(page)),
  photos: async ({}, use, info) =>
    use(labelledFolder(info.outputPath('photos'), { day: 6, night: 6 }, picture)),
});
