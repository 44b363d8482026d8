// The tab My classes: photos in, answers out, nothing lost.
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from './support/accessible';
import { Classroom } from './support/classroom';
import { sample, sampleAs, textNamedJpg } from './support/files';
import { labelledFolder, picture } from './support/labelled';
import { Loupe } from './support/loupe';
import { expect, test as base } from './support/test';

const test = base.extend<{ classes: Classroom; photos: string }>({
  classes: async ({ page }, use) => use(new Classroom(page)),
  photos: async ({}, use, info) => use(labelledFolder(info.outputPath('photos'), { day: 6, night: 6 }, picture)),
});

test('learns a folder of folders without being told to, answers, and says how right it is', async ({
  classes,
  photos,
}) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
  await expect(classes.quality).toContainText('of 12 photos get their own class');
});

test('learns from a photo a class, and knows what is unlike both', async ({ classes }) => {
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.add('Class 1', sample('flower.jpg'));
  await classes.add('Class 2', sample('cat.png'));
  await classes.expectLearned('2 photos in 2 classes');
  await classes.try(sample('cat.png'));
  await classes.expectAnswer('Class 2');
  await classes.try(sample('galaxies.jpg'));
  await classes.expectAnswer('Unlike anything you showed me');
});

test('has samples for who has no photos, and tries one', async ({ classes }) => {
  await classes.open();
  await classes.button('Sample photos').click();
  await classes.expectLearned('15 photos in 3 classes');
  await classes.expectAnswer('Cat');
  await expect(classes.quality).toContainText('of 15 photos get their own class');
  await classes.try(sample('galaxies.jpg'));
  await classes.expectAnswer('Unlike anything you showed me');
});

test('undoes and redoes names, colours, removals and additions', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.class('day').getByLabel('Name of the class').fill('noon');
  await classes.class('day').getByLabel('Name of the class').press('Enter');
  await classes.button('Remove the class night').click();
  await classes.expectLearned('6 photos in 1 class');
  await classes.button('Undo').click();
  await classes.expectLearned('12 photos in 2 classes');
  await page.keyboard.press('Control+z');
  await expect(classes.class('day')).toBeVisible();
  await classes.button('Redo').click();
  await expect(classes.class('noon')).toBeVisible();
  await classes.try(path.join(photos, 'day/day-2.bmp'));
  await classes.expectAnswer('noon');
});

test('does not add a photo twice, and says so', async ({ classes }) => {
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.add('Class 1', sample('flower.jpg'));
  await classes.expectLearned('1 photo in 2 classes');
  await classes.add('Class 2', [sampleAs('same.jpg'), sampleAs('cat.jpg', 'cat.png')]);
  await expect(classes.list).toContainText('“same.jpg” is here already and was not added again.');
  await classes.expectLearned('2 photos in 2 classes');
});

test('leaves out what is no photo, and says so', async ({ classes }) => {
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.add('Class 1', [textNamedJpg(), sampleAs('flower.jpg')]);
  await expect(classes.list).toContainText('Not readable as a photo, and left out: text.jpg');
  await classes.expectLearned('1 photo in 2 classes');
  await expect(classes.button('Undo')).toHaveAttribute('title', 'Photos added: undo');
});

test('moves a photo by mouse and by keyboard, and removes one by a key', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.photo('day-1.bmp').dragTo(classes.class('night'));
  await expect(classes.class('night')).toContainText('7 photos');
  await classes.photo('day-2.bmp').press('Enter');
  await expect(classes.dialog.getByRole('status')).toHaveText('1 photo selected');
  await classes.dialog.getByLabel('Move the selected photos to').selectOption('night');
  await page.keyboard.press('Escape');
  await expect(classes.class('night')).toContainText('8 photos');
  await classes.photo('day-3.bmp').press('Delete');
  await expect(classes.class('day')).toContainText('3 photos');
  await classes.button('Undo').click();
  await classes.button('Undo').click();
  await classes.button('Undo').click();
  await expect(classes.class('day')).toContainText('6 photos');
});

test('points out a photo in the wrong class, and moves it by one press', async ({ classes, photos }) => {
  copyFileSync(path.join(photos, 'night/night-6.bmp'), path.join(photos, 'day/astray.bmp'));
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes'); // night-6 is here already
  await classes.quality.getByRole('button', { name: '1 photo of day taken for night' }).click();
  await classes.dialog.getByRole('button', { name: 'Move to night' }).click();
  await expect(classes.class('night')).toContainText('6 photos');
  await expect(classes.quality.locator('.figure')).toHaveText('100%');
});

test('does not judge frames of a burst by each other, and says so', async ({ classes, photos }, info) => {
  const bursts = labelledFolder(info.outputPath('bursts'), { dark: 5, bright: 5 }); // noise looks all alike
  await classes.open();
  await classes.addFolder(bursts);
  await classes.expectLearned('10 photos in 2 classes');
  await expect(classes.quality).toContainText('Nobody can tell yet');
  await expect(classes.quality.getByText('Perhaps in the wrong class')).toHaveCount(0);
  for (const number of [1, 2, 3]) await classes.add('dark', path.join(photos, `night/night-${number}.bmp`));
  await classes.expectLearned('13 photos in 2 classes');
  await expect(classes.quality).toContainText('of 8 photos get their own class');
  await classes.quality.getByRole('button', { name: '5 photos of “bright”' }).click();
  await expect(classes.dialog.getByRole('listitem')).toHaveCount(5);
});

test('does without a class that is off', async ({ classes, photos }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
  await classes.class('night').getByRole('button', { name: /^Off/ }).click();
  await expect(classes.answer.getByRole('listitem')).toHaveCount(1);
  await classes.class('night').getByRole('button', { name: /^Off/ }).click();
  await classes.expectAnswer('night');
});

test('takes a paste into the class under the pointer, and tries it elsewhere', async ({ classes, page }) => {
  const paste = () =>
    page.evaluate(async () => {
      const file = await (await fetch('samples/flower.jpg')).blob();
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([file], 'pasted.jpg', { type: 'image/jpeg' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.class('Class 2').hover();
  await paste();
  await expect(classes.class('Class 2')).toContainText('1 photo');
  await classes.answer.getByRole('heading').hover();
  await paste();
  await classes.expectAnswer('Class 2');
});

test('finds everything again after a reload, and looks at no photo twice', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await page.getByLabel('Name of the project').fill('Times');
  await page.getByLabel('Name of the project').press('Enter');
  await classes.photo('day-4.bmp').press('Delete');
  await classes.expectKept();
  await page.waitForTimeout(300); // what was seen is kept
  await page.addInitScript(() => {
    Blob.prototype.arrayBuffer = () => Promise.reject(new Error('nothing is to be read'));
  });
  await page.reload();
  await classes.expectLearned('11 photos in 2 classes');
  await expect(page.getByLabel('Name of the project')).toHaveValue('Times');
});

test('keeps several projects: copies, deletes and brings back', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await expect(classes.cards).toHaveCount(0);
  await classes.button('Name two classes').click();
  await classes.expectKept();
  await classes.button('Projects').click();
  const place = await classes.button('Delete My project').boundingBox();
  await classes.button('Duplicate My project').click();
  await expect(classes.button('Open My project, copy')).toBeVisible();
  expect(await classes.button('Delete My project').boundingBox()).toEqual(place);
  await classes.button('Delete My project').click();
  await expect(classes.button('Bring back My project')).toBeVisible();
  await classes.button('Open My project, copy').click();
  await classes.expectLearned('12 photos in 2 classes');
  await classes.button('Projects').click();
  await classes.button('Bring back My project').click();
  await classes.button('Open My project').click();
  await classes.expectLearned('12 photos in 2 classes');
  await page.reload();
  await expect(page.getByLabel('Name of the project')).toHaveValue('My project');
  await classes.expectLearned('12 photos in 2 classes');
});

test('lets one tab at a time work on a project', async ({ classes, photos, page, context }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.expectKept();
  const second = new Classroom(await context.newPage());
  await second.open();
  await expect(second.page.getByText('open in another tab')).toBeVisible();
  await expect(second.button('Remove the class day')).toBeDisabled();
  await second.try(path.join(photos, 'night/night-3.bmp'));
  await second.expectAnswer('night');
  await classes.photo('day-1.bmp').press('Delete');
  await classes.expectKept();
  await second.button('Work on it here').click();
  await expect(page.getByText('open in another tab')).toBeVisible();
  await second.expectLearned('11 photos in 2 classes');
  await second.button('Remove the class day').click();
  await second.expectKept();
  await second.page.close();
  await page.reload();
  await classes.expectLearned('6 photos in 1 class');
});

test('says when there is no room left, and loses nothing', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.expectKept();
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function () {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(globalThis, { makeRoom: () => (IDBObjectStore.prototype.put = put) });
  });
  await classes.add('day', sample('flower.jpg'));
  await expect(page.getByRole('alert')).toContainText('there is no room left on this device');
  await classes.expectLearned('13 photos in 2 classes');
  await page.evaluate('makeRoom()');
  await classes.button('Add a class').click();
  await classes.expectKept();
  await page.reload();
  await classes.expectLearned('13 photos in 3 classes');
});

test('says when the device gives nothing back, and goes on without', async ({ classes, photos, page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('the disk is broken', 'UnknownError');
    };
  });
  await classes.open();
  await expect(page.getByRole('alert')).toContainText('cannot be opened: the disk is broken');
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
  await expect(page.getByRole('alert')).toContainText('take the whole project away as a zip');
  await page.getByText('Take away').click();
  await expect(classes.button('The whole project (.zip)')).toBeEnabled();
});

test('shows no project as empty whose photos cannot be read', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.expectKept();
  await page.addInitScript(() => {
    IDBObjectStore.prototype.getAll = new Proxy(IDBObjectStore.prototype.getAll, {
      apply(getAll, store: IDBObjectStore, range) {
        if (store.name === 'photos') throw new DOMException('unreadable', 'DataError');
        return Reflect.apply(getAll, store, range) as unknown;
      },
    });
  });
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('unreadable');
  await expect(classes.cards).toHaveCount(0);
  await classes.button('Projects').click();
  await expect(classes.dialog).toContainText('12 photos in 2 classes');
  await classes.button('Open My project').click();
  await expect(classes.dialog.getByRole('alert')).toContainText('unreadable');
});

test('says once that the browser promises nothing', async ({ classes, photos, page }) => {
  await page.addInitScript(() => {
    StorageManager.prototype.persist = () => Promise.resolve(false);
  });
  await classes.open();
  await expect(page.getByText('may clear it')).toHaveCount(0);
  await classes.addFolder(photos);
  await page.getByText('may clear it').getByRole('button', { name: 'All right' }).click();
  await classes.expectKept();
  await page.reload();
  await classes.expectLearned('12 photos in 2 classes');
  await classes.photo('day-1.bmp').press('Delete');
  await classes.expectKept();
  await expect(page.getByText('may clear it')).toHaveCount(0);
});

test('takes the project away as a zip, and opens it again', async ({ classes, photos, page }, info) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.class('day').getByLabel('Name of the class').fill('1/2 day?');
  await classes.class('day').getByLabel('Name of the class').press('Enter');
  await classes.class('1/2 day?').getByLabel('Colour of 1/2 day?').fill('#123456');
  await classes.button('Add a class').click();
  await classes.class('Class 1').getByRole('button', { name: /^Off/ }).click();
  await page.getByLabel('Name of the project').fill('Times');
  await page.getByLabel('Name of the project').press('Enter');
  await page.getByText('Take away').click();
  const downloading = page.waitForEvent('download');
  await classes.button('The whole project (.zip)').click();
  const zip = info.outputPath('project.zip');
  await (await downloading).saveAs(zip);
  expect(readFileSync(zip).includes('model.safetensors')).toBe(true);
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.list.locator('#archive').setInputFiles(zip);
  await classes.expectLearned('12 photos in 3 classes');
  await expect(classes.class('night')).toContainText('6 photos');
  await expect(page.getByLabel('Name of the project')).toHaveValue('Times');
  await expect(classes.cards.nth(0)).toHaveAccessibleName('1/2 day?');
  await expect(classes.class('1/2 day?')).toContainText('6 photos');
  await expect(page.getByLabel('Colour of 1/2 day?')).toHaveValue('#123456');
  const off = classes.class('Class 1').getByRole('button', { name: /^Off/ });
  await expect(off).toHaveAttribute('aria-pressed', 'true');
});

test('takes the model away, and Classify reads photos with it', async ({ classes, photos, page }, info) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await page.getByText('Take away').click();
  const downloading = page.waitForEvent('download');
  await classes.button('The model (.safetensors)').click();
  const model = info.outputPath('times.safetensors');
  await (await downloading).saveAs(model);
  await page.getByText('Take away').click();
  await classes.button('Use in Classify').click();
  await expect(page.getByText('Photos are read with your model My project')).toBeVisible();
  await page
    .locator('loupe-add-photos input[type=file][multiple]')
    .first()
    .setInputFiles([path.join(photos, 'day/day-1.bmp')]);
  await expect(new Loupe(page).photo('day-1.bmp')).toHaveAccessibleName(/: day/);
  await page.getByRole('link', { name: 'My classes' }).click();
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
  await classes.list.locator('#archive').setInputFiles(model);
  await expect(page.getByText('Photos are read with your model times')).toBeVisible();
});

test('records while a button is held, answers meanwhile, and undoes a recording at once', async ({
  classes,
  page,
}) => {
  await classes.open();
  await classes.button('Use the camera').click();
  const record = classes.button(/^Record Class 1/);
  await record.focus();
  await page.keyboard.down('Space');
  await expect(classes.class('Class 1')).toContainText(/[3-9] photos/);
  await page.keyboard.up('Space');
  await classes.expectAnswer('Class 1');
  await expect(classes.answer).toContainText(/\d frames a second/);
  await record.hover();
  await page.mouse.down();
  await page.waitForTimeout(500);
  await page.mouse.up();
  await classes.button('Undo').click();
  await classes.button('Undo').click();
  await expect(classes.class('Class 1')).toContainText('0 photos');
});

test('records a burst after a countdown', async ({ classes, page }) => {
  await classes.open();
  await classes.button('Use the camera').click();
  await page.getByText('How it records').click();
  await page.getByLabel('A burst at a press').check();
  await page.getByRole('combobox', { name: 'Photos', exact: true }).selectOption('5');
  await page.getByLabel('Photos a second').selectOption('10');
  await classes.button(/^Record Class 2/).click();
  await expect(classes.button(/^Record Class 2/)).toContainText('in 2…');
  await expect(classes.class('Class 2')).toContainText('5 photos');
  await classes.button('Switch to the other camera').click();
  await expect(classes.answer).toContainText(/\d frames a second/);
  await classes.button('Close the camera').click();
  await expect(page.locator('loupe-class-camera')).toHaveCount(0);
});

test('skips what shows nothing new while it records, and says so', async ({ classes, page }) => {
  await page.addInitScript(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d')!;
    const draw = (shade: string) => {
      context.fillStyle = shade;
      context.fillRect(0, 0, 640, 480);
    };
    let shade = '#303030';
    setInterval(() => draw(shade), 50);
    Object.assign(globalThis, { turn: (to: string) => (shade = to) });
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream());
  });
  await classes.open();
  await classes.button('Use the camera').click();
  const record = classes.button(/^Record Class 1/);
  await record.focus();
  await page.keyboard.down('Space');
  await expect(classes.answer).toContainText(/1 photo kept; [3-9] frames skipped/);
  await page.evaluate("turn('#909090')");
  await expect(classes.answer).toContainText('2 photos kept');
  await page.keyboard.up('Space');
  await expect(classes.class('Class 1')).toContainText('2 photos');
});

test('keeps and answers the part of the picture that was chosen', async ({ classes, page }) => {
  await page.addInitScript(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d')!;
    setInterval(() => {
      context.fillStyle = '#204080';
      context.fillRect(0, 0, 640, 480);
      context.fillStyle = '#f04020';
      context.fillRect(480, 0, 160, 480); // the quarter on the right
    }, 50);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream());
  });
  const colourOf = (name: string) =>
    classes.class(name).getByRole('button', { name: /^Photo/ }).first().evaluate(async (button) => {
      const tile = button.querySelector('loupe-class-photo')!;
      const image = tile.shadowRoot!.querySelector('img')!;
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      await image.decode();
      context.drawImage(image, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    });
  await classes.open();
  await classes.button('Use the camera').click();
  await page.getByText('Which part of the picture').click();
  await page.getByLabel('Closer').fill('4');
  await page.getByLabel('Across').fill('1');
  await classes.button(/^Record Class 1/).press('Space');
  await expect(classes.class('Class 1')).toContainText('1 photo');
  await page.getByLabel('Across').fill('0');
  await classes.button(/^Record Class 2/).press('Space');
  await expect(classes.class('Class 2')).toContainText('1 photo');
  await expect.poll(async () => (await colourOf('Class 1'))[0]).toBeGreaterThan(200);
  await expect.poll(async () => (await colourOf('Class 2'))[0]).toBeLessThan(60);
  await classes.expectAnswer('Class 2');
  await page.getByLabel('Across').fill('1');
  await classes.expectAnswer('Class 1');
});

const STATES: Record<string, (given: { classes: Classroom; photos: string }) => Promise<void>> = {
  'with nothing in it': async () => {},
  'with photos, mistakes and an answer': async ({ classes, photos }) => {
    await classes.addFolder(photos);
    await classes.expectLearned('12 photos in 2 classes');
    await classes.photo('day-1.bmp').dragTo(classes.class('night'));
    await expect(classes.quality).toContainText('night');
    await classes.try(sample('galaxies.jpg'));
    await expect(classes.answer.locator('.answer')).toBeVisible();
  },
  'with the camera on': async ({ classes }) => {
    await classes.button('Use the camera').click();
    await expect(classes.button(/^Record Class 1/)).toBeVisible();
  },
  'with photos to sort out': async ({ classes, photos }) => {
    await classes.addFolder(photos);
    await classes.expectLearned('12 photos in 2 classes');
    await classes.photo('day-1.bmp').click();
    await expect(classes.dialog).toBeVisible();
  },
  'among the projects': async ({ classes }) => {
    await classes.button('Name two classes').click();
    await classes.expectKept();
    await classes.button('Projects').click();
    await expect(classes.dialog).toBeVisible();
  },
};

for (const [state, reach] of Object.entries(STATES))
  test(`My classes is accessible ${state}`, async ({ classes, photos, page }) => {
    await classes.open();
    await reach({ classes, photos });
    await expectAccessible(page);
  });
