// What goes wrong with projects where much happens at once, or names are strange.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { expect, test } from './support/classes-test';
import { Classroom } from './support/classroom';
import { holdMessages } from './support/hold-messages';
import { labelledFolder, picture, teachableMachineProject } from './support/labelled';

test('the zip of a project is what it was: names that no folder can have, photos that are called what they are not', async ({
  classes,
  loupe,
  page,
}, info) => {
  const names = ['A', 'a', '..', 'CON', '</script>', '🐕 שלום', 'project.json', 'x'.repeat(80)];
  await classes.open();
  await classes.button('Name two classes').click();
  for (const [index, name] of names.entries()) {
    if (index >= 2) await classes.button('Add a class').click();
    const field = classes.cards.nth(index).getByLabel('Name of the class');
    await field.fill(name);
    await field.press('Enter');
    const bytes = Buffer.concat([picture(0, index), zipSync({ inner: Buffer.from(name) })]);
    await classes.cards.nth(index).getByLabel('Photos of').setInputFiles({
      name: 'photo.jpg',
      mimeType: 'image/jpeg',
      buffer: bytes,
    });
  }
  await classes.expectLearned('8 photos in 8 classes');
  await page.getByText('Take away').click();
  const downloading = page.waitForEvent('download');
  await classes.button('The whole project (.zip)').click();
  const files = unzipSync(readFileSync(await (await downloading).path()));
  expect(Object.keys(files).slice(0, 5)).toEqual([
    'project.json',
    'model.safetensors',
    'A/photo.bmp',
    'a-2/photo.bmp',
    'unnamed/photo.bmp',
  ]);
  const folder = info.outputPath('unpacked');
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await loupe.drop([folder]);
  await classes.expectLearned('8 photos in 8 classes');
  for (const [index, name] of names.entries()) {
    await expect(classes.cards.nth(index)).toHaveAccessibleName(name);
    await expect(classes.cards.nth(index)).toContainText('1 photo');
  }
});

test('photos of Teachable Machine, whose names say a class, stay in the one that they are in', async ({
  classes,
}, info) => {
  await classes.open();
  await classes.list
    .locator('#archive')
    .setInputFiles(teachableMachineProject(info.outputPath('project.tm'), { Rex: 3 }));
  await classes.expectLearned('3 photos in 1 class');
  await classes.class('Rex').getByLabel('Name of the class').fill('Bello');
  await classes.class('Rex').getByLabel('Name of the class').press('Enter');
  const zip = await classes.takeAway('The whole project (.zip)', info.outputPath('project.zip'));
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.list.locator('#archive').setInputFiles(zip);
  await classes.expectLearned('3 photos in 1 class');
  await expect(classes.class('Bello')).toContainText('3 photos');
});

test('adds a folder once that is given twice at the same time', async ({ classes, photos, page }) => {
  await page.addInitScript(() => {
    const digest = SubtleCrypto.prototype.digest;
    SubtleCrypto.prototype.digest = async function (...given) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return digest.apply(this, given);
    };
  });
  await classes.open();
  await classes.button('Name two classes').click();
  const day = path.join(photos, 'day');
  await classes.addFolder(day);
  await classes.addFolder(day);
  await expect(page.getByText('6 photos are here already')).toBeVisible();
  await classes.expectLearned('6 photos in 3 classes');
});

test('a class that is removed while its photos are looked at is gone from all that was learned', async ({
  classes,
  photos,
  page,
}, info) => {
  await holdMessages(page, 'add', { after: 15 });
  const columns = classes.quality.getByRole('columnheader');
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.addFolder(path.join(labelledFolder(info.outputPath('more'), { gone: 8 }), 'gone'));
  await expect(page.getByText('Looking at 5 new photos…')).toBeVisible();
  await page.getByText('Take away').click();
  await expect(page.getByText('it comes when they have been looked at')).toBeVisible();
  await page.keyboard.press('Escape');
  await classes.button('Remove the class gone').click();
  await page.evaluate('release()');
  await expect(columns).toHaveText(['day', 'night']);
  await classes.expectLearned('12 photos in 2 classes');
  await expect(classes.quality).toContainText('of 12 photos get their own class');
  await classes.try(path.join(info.outputPath('more'), 'gone/gone-1.bmp'));
  await expect(classes.answer.getByRole('listitem')).toHaveCount(2);
  await classes.button('Undo').click();
  await expect(columns).toHaveText(['day', 'night', 'gone']);
  await classes.expectLearned('20 photos in 3 classes');
});

test('a model that is taken away while photos move has all classes, and learning goes on', async ({
  classes,
  photos,
  page,
}) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await page.evaluate(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: { kind?: string }, ...rest: never[]) {
      post.call(this, message, ...rest);
      if (message.kind !== 'export') return;
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }));
    };
  });
  await classes.drag('day-1.bmp', 'night');
  await classes.expectLearned('12 photos in 2 classes');
  await page.getByText('Take away').click();
  const downloading = page.waitForEvent('download');
  await classes.button('The model (.safetensors)').click();
  const model = readFileSync(await (await downloading).path(), 'latin1');
  expect(model).toContain('["day","night"]'.replaceAll('"', '\\"'));
  await expect(classes.class('day')).toContainText('6 photos');
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
});

test('a project that is taken away is that one, though another is opened meanwhile', async ({
  classes,
  photos,
  page,
}) => {
  await holdMessages(page, 'export');
  await classes.open();
  await classes.addFolder(path.join(photos, 'night'));
  await classes.expectLearned('6 photos in 1 class');
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await page.getByText('Take away').click();
  const downloading = page.waitForEvent('download');
  await classes.button('The whole project (.zip)').click();
  await classes.button('Projects').click();
  await classes.button('Open My project').click();
  await classes.expectLearned('6 photos in 1 class');
  await page.evaluate('release()');
  const zip = await downloading;
  expect(zip.suggestedFilename()).toBe('Project-2.zip');
  const files = unzipSync(readFileSync(await zip.path()));
  expect(Object.keys(files)).toHaveLength(1 + 12); // no model: it was of the other one
  for (const name of ['day/day-1.bmp', 'day/day-6.bmp', 'night/night-1.bmp', 'night/night-6.bmp'])
    expect(Buffer.compare(files[name]!, readFileSync(path.join(photos, name)))).toBe(0);
});

test('a photo that is dragged here from the tab of another project moves none of the same number', async ({
  classes,
  photos,
  context,
}) => {
  const dragged = 'application/x-photoloupe-photo';
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  const second = new Classroom(await context.newPage());
  await second.open();
  await second.button('Projects').click();
  await second.button('New project').click();
  await expect(second.cards).toHaveCount(0);
  await second.addFolder(photos);
  await second.expectLearned('12 photos in 2 classes');
  const carried = await second.photo('day-1.bmp').evaluate((photo, type) => {
    const dataTransfer = new DataTransfer();
    photo.dispatchEvent(new DragEvent('dragstart', { dataTransfer }));
    return dataTransfer.getData(type);
  }, dragged);
  const drop = (room: Classroom) =>
    room.class('night').evaluate(
      (card, [type, data]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData(type, data);
        card.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true }));
      },
      [dragged, carried] as const,
    );
  await drop(classes);
  await drop(second);
  await expect(second.class('night')).toContainText('7 photos');
  await expect(classes.class('night')).toContainText('6 photos');
});

test('who takes a project over gets what the other tab is still writing', async ({
  classes,
  photos,
  context,
  page,
}) => {
  await page.addInitScript(() => {
    let write = () => {};
    const held = new Promise<void>((resolve) => (write = resolve));
    const read = Blob.prototype.arrayBuffer;
    const digest = SubtleCrypto.prototype.digest;
    SubtleCrypto.prototype.digest = function (...given) {
      Blob.prototype.arrayBuffer = function () {
        return held.then(() => read.call(this)); // from here on, to be written
      };
      return digest.apply(this, given);
    };
    Object.assign(globalThis, { write });
  });
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.expectKept();
  const second = new Classroom(await context.newPage());
  await second.open();
  await page.bringToFront();
  await classes.addFolder(path.join(photos, 'day'));
  await expect(page.getByText('Saving…')).toBeVisible();
  await second.page.bringToFront();
  await second.button('Work on it here').click();
  await second.page.waitForTimeout(300);
  await page.evaluate('write()');
  await expect(second.class('day')).toContainText('6 photos');
  await second.button('Add a class').click();
  await second.expectKept();
  await expect(page.getByText('open in another tab')).toBeVisible();
});

test('opens a project once whose button is pressed twice', async ({ classes, photos }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await expect(classes.cards).toHaveCount(0);
  await classes.button('Projects').click();
  await classes.button('Open My project').dblclick();
  await expect(classes.cards).toHaveCount(2);
  await classes.button('Add a class').click();
  await expect(classes.cards).toHaveCount(3);
});

test('shows the photos of the project that is opened, not those of the same numbers in another', async ({
  classes,
  photos,
  page,
}) => {
  const pictureOf = (name: string) =>
    classes.photo(name).locator('loupe-class-photo img').getAttribute('src');
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.add('Class 1', path.join(photos, 'day/day-1.bmp'));
  await classes.expectLearned('1 photo in 2 classes');
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.button('Name two classes').click();
  await classes.add('Class 1', path.join(photos, 'night/night-1.bmp'));
  const other = await pictureOf('night-1.bmp');
  await classes.button('Projects').click();
  await classes.button('Open My project').click();
  expect(await pictureOf('day-1.bmp')).not.toBe(other);
  expect(page.workers().filter((worker) => worker.url().includes('thumbnail'))).toHaveLength(1);
});

test('says nothing of another project while the engine forgets that', async ({ classes, photos, page }) => {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: { kind?: string; ids?: number[] }, ...rest: never[]) {
      const isHeld = message.kind === 'remove' && message.ids!.length > 0;
      if (!isHeld) post.call(this, message, ...rest);
    };
  });
  await classes.open();
  await classes.button('Name two classes').click();
  const three = (name: string) =>
    [1, 2, 3].map((number) => path.join(photos, `${name}/${name}-${number}.bmp`));
  await classes.add('Class 1', three('day'));
  await classes.add('Class 2', three('night'));
  await expect(classes.quality).toContainText('of 6 photos');
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.button('Name two classes').click();
  await expect(classes.quality).not.toContainText('of 6 photos');
});

test('a zip keeps what a project with a name longer than its field says of its classes', async ({
  classes,
  photos,
  page,
  loupe,
}, info) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await page.getByLabel('Name of the project').fill('n'.repeat(80));
  await page.getByLabel('Name of the project').press('Enter');
  await classes.button('Leave out day').click();
  await classes.button('Projects').click();
  await classes.button(/^Duplicate/).click();
  await classes.button(/^Open n+, copy/).click();
  const zip = await classes.takeAway('The whole project (.zip)', info.outputPath('p.zip'));
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await loupe.drop([zip]);
  await expect(classes.cards).toHaveCount(2);
  await expect(classes.button('Leave out day')).toHaveAttribute('aria-pressed', 'true');
});
