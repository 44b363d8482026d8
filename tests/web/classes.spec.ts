// The tab My classes: photos in, answers out.
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/classes-test';
import type { Classroom } from './support/classroom';
import { sample, sampleAs, textNamedJpg } from './support/files';
import { labelledFolder } from './support/labelled';
import { Loupe } from './support/loupe';

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

test('takes a folder of folders that is dropped, and photos that are dropped on a class', async ({
  classes,
  loupe,
  photos,
}) => {
  await classes.open();
  await loupe.drop([photos]);
  await classes.expectLearned('12 photos in 2 classes');
  const { x, y } = (await classes.class('night').boundingBox())!;
  await loupe.drop([sample('flower.jpg'), sample('rocket.jpg')], { x: x + 20, y: y + 20 });
  await expect(classes.class('night')).toContainText('8 photos');
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

test('says that the samples cannot be fetched, and lets try again', async ({ classes, page }) => {
  await page.addInitScript(() => {
    const real = globalThis.fetch;
    let failures = 1;
    globalThis.fetch = (what, ...rest) =>
      what instanceof URL && what.pathname.includes('/samples/') && failures-- > 0
        ? Promise.reject(new TypeError('Failed to fetch'))
        : real(what, ...rest);
  });
  await classes.open();
  await classes.button('Sample photos').click();
  await expect(page.getByRole('alert')).toContainText('The sample photos could not be fetched.');
  await classes.button('Sample photos').click();
  await classes.expectLearned('15 photos in 3 classes');
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
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await expect(classes.cards).toHaveCount(0);
  await expect(classes.list).not.toContainText('here already'); // that was the other one
});

test('leaves out what is no photo, and says so', async ({ classes }) => {
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.add('Class 1', [textNamedJpg(), sampleAs('flower.jpg')]);
  await expect(classes.list).toContainText('Not readable as a photo, and left out: text.jpg');
  await classes.expectLearned('1 photo in 2 classes');
  await expect(classes.button('Undo')).toHaveAttribute('title', 'Photos added: undo');
});

test('moves a photo by mouse and by keyboard, and removes one by a key', async ({
  classes,
  photos,
  page,
}) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.drag('day-1.bmp', 'night');
  await expect(classes.class('night')).toContainText('7 photos');
  await classes.photo('day-2.bmp').press('Enter');
  await expect(classes.dialog.getByRole('status')).toHaveText('1 photo selected');
  await classes.dialog.getByRole('group', { name: 'Move the selected photos' }).getByRole('button').click();
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
  await classes
    .class('night')
    .getByRole('button', { name: /^Leave out/ })
    .click();
  await expect(classes.answer.getByRole('listitem')).toHaveCount(1);
  await classes
    .class('night')
    .getByRole('button', { name: /^Leave out/ })
    .click();
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

test('takes the model away, and Classify reads photos with it', async ({ classes, photos, page }, info) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  const model = await classes.takeAway('The model (.safetensors)', info.outputPath('times.safetensors'));
  await page.getByText('Take away').click();
  await classes.button('Use in Classify').click();
  await expect(page.getByText('Photos are read with your model My project')).toBeVisible();
  await page
    .locator('loupe-add-photos input[type=file][multiple]')
    .first()
    .setInputFiles([path.join(photos, 'day/day-1.bmp'), sample('galaxies.jpg')]);
  await expect(new Loupe(page).photo('day-1.bmp')).toHaveAccessibleName(/: day/);
  await expect(new Loupe(page).photo('galaxies.jpg')).toHaveAccessibleName(/: not sure/); // unlike both
  await page.getByRole('link', { name: 'My classes' }).click();
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
  await classes.list.locator('#archive').setInputFiles(model);
  await expect(page.getByText('Photos are read with your model times')).toBeVisible();
});

const STATES: Record<string, (given: { classes: Classroom; photos: string }) => Promise<void>> = {
  'with nothing in it': async () => {},
  'with photos, mistakes and an answer': async ({ classes, photos }) => {
    await classes.addFolder(photos);
    await classes.expectLearned('12 photos in 2 classes');
    await classes.drag('day-1.bmp', 'night');
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

test('says which file the disk does not give, and takes the others', async ({ classes, photos, page }) => {
  await page.addInitScript(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () {
      if ((this as File).name === 'day-2.bmp')
        return Promise.reject(new DOMException('The requested file could not be read', 'NotReadableError'));
      return read.call(this);
    };
  });
  await classes.open();
  await classes.addFolder(photos);
  await expect(classes.list).toContainText('left out: day-2.bmp');
  await classes.expectLearned('11 photos in 2 classes');
});

test('makes no class of a text, and says that it is no photo', async ({ classes, loupe }, info) => {
  const text = info.outputPath('notes.txt');
  writeFileSync(text, 'not a photo');
  await classes.open();
  await loupe.drop([text]);
  await expect(classes.list).toContainText('left out: notes.txt');
  await expect(classes.cards).toHaveCount(0);
});

test('shows what five classes are taken for whole, on a phone too', async ({ classes, page }, info) => {
  const sizes = { daisy: 2, dandelion: 2, roses: 2, sunflowers: 2, tulips: 2 };
  await classes.open();
  await classes.addFolder(labelledFolder(info.outputPath('five'), sizes));
  await classes.expectLearned('10 photos in 5 classes');
  const matrix = classes.quality.locator('loupe-confusion-matrix .scroll');
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => matrix.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
  }
});

test('draws the matrix of mistakes when it changes, not for each photo that is looked at', async ({
  classes,
  photos,
  page,
}, info) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await page.evaluate(() => {
    const counts = { drawn: 0, reports: 0 };
    Object.assign(globalThis, { counts });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: { kind?: string }, ...rest: never[]) {
      if (message.kind === 'report') counts.reports++;
      post.call(this, message, ...rest);
    };
    const matrix = customElements.get('loupe-confusion-matrix')!.prototype as { performUpdate(): void };
    const draw = matrix.performUpdate;
    matrix.performUpdate = function () {
      counts.drawn++;
      draw.call(this);
    };
  });
  await classes.addFolder(labelledFolder(info.outputPath('more'), { dawn: 20 }));
  await classes.expectLearned('32 photos in 3 classes');
  const { drawn, reports } = await page.evaluate<{ drawn: number; reports: number }>('counts');
  expect(drawn).toBeLessThan(reports + 5); // for the class and its photos too
});

test('closes a menu by a press elsewhere, and no dialog by one within it', async ({ classes, page }) => {
  await classes.open();
  await page.getByText('Take away').click();
  await expect(classes.button('Use in Classify')).toBeVisible();
  await page.mouse.click(4, 400);
  await expect(classes.button('Use in Classify')).toBeHidden();
  await classes.button('Projects').click();
  const { x, y } = (await classes.dialog.boundingBox())!;
  await page.mouse.click(x + 8, y + 40);
  await classes.dialog.getByRole('button', { name: 'New project' }).hover();
  await page.mouse.click(x - 8, y + 40);
  await expect(classes.dialog).toHaveCount(0);
});

test('shows in forced colours how probable a class is, which is left out, and what is selected', async ({
  classes,
  photos,
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const colourOf = (element: Locator, name: string, part?: string) =>
    element.evaluate((each, { name, part }) => getComputedStyle(each, part).getPropertyValue(name), {
      name,
      part,
    });
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.try(path.join(photos, 'day/day-1.bmp'));
  await classes.expectAnswer('day');
  const bar = classes.answer.locator('.class-bars i').first();
  expect(await colourOf(bar, 'background-color', '::before')).not.toBe(
    await colourOf(bar, 'background-color'),
  );
  await classes.button('Leave out night').click();
  const [on, off] = [classes.button('Leave out day'), classes.button('Leave out night')];
  expect(await colourOf(off, 'background-color')).not.toBe(await colourOf(on, 'background-color'));
  await classes.photo('day-6.bmp').click();
  const [selected, other] = [
    classes.dialog.locator('.photo').nth(0),
    classes.dialog.locator('.photo').nth(1),
  ];
  expect(await colourOf(selected, 'border-top-color')).not.toBe(await colourOf(other, 'border-top-color'));
});
