// My classes without a mouse: every control is reached with the Tab key and works by keys, and the focus is never lost.
import path from 'node:path';
import { focused, pressAt, tabTo } from './support/by-keys';
import { expect, test } from './support/classes-test';

test('collects, names, colours, switches off and records with keys alone', async ({
  classes,
  photos,
  page,
}) => {
  await classes.open();
  await pressAt(page, 'Name two classes');
  await expect.poll(() => focused(page)).toBe('Name of the class');
  await page.keyboard.type('noon');
  await page.keyboard.press('Enter');
  await expect(classes.class('noon')).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await pressAt(page, 'Add photos to noon');
  await (await chooser).setFiles([1, 2].map((number) => path.join(photos, `day/day-${number}.bmp`)));
  await expect(classes.class('noon')).toContainText('2 photos');
  await pressAt(page, /^Leave out noon/);
  await expect(classes.class('noon').getByRole('button', { name: /^Leave out/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Enter');
  await pressAt(page, 'Remove the class Class 2');
  await expect.poll(() => focused(page)).toBe('Colour of noon');
  await pressAt(page, 'Camera');
  await expect.poll(() => focused(page)).toBe('Close the camera');
  await tabTo(page, /^Record noon/);
  await page.keyboard.down('Space');
  await expect(classes.class('noon')).toContainText(/[3-9] photos/);
  await page.keyboard.up('Space');
  await classes.button('Close the camera').press('Enter');
  await expect.poll(() => focused(page)).toBe('Choose a photo');
});

test('undoes and redoes to the last change, and goes on from there', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await pressAt(page, 'Undo');
  await expect(classes.cards).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe('Redo');
  await page.keyboard.press('Enter');
  await classes.expectLearned('12 photos in 2 classes');
  await expect.poll(() => focused(page)).toBe('Projects');
});

test('goes through a class with the arrow keys, and moves photos to another', async ({
  classes,
  photos,
  page,
}) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await tabTo(page, 'Photo day-6.bmp'); // the newest is first
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Delete');
  await expect(classes.class('day')).toContainText('5 photos');
  await expect.poll(() => focused(page)).toBe('Photo day-4.bmp');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('day-4.bmp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(classes.dialog.getByRole('status')).toHaveText('2 photos selected');
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => focused(page)).toBe('night');
  await page.keyboard.press('Enter');
  await expect(classes.class('night')).toContainText('8 photos');
  await expect.poll(() => focused(page)).toBe('All');
  await page.keyboard.press('Control+z');
  await expect(classes.dialog.getByRole('listitem')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toMatch(/^Photo day-/);
});

test('opens the photos of a mistake, and moves one where it belongs', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.add('day', path.join(photos, 'night/night-6.bmp'));
  await classes.photo('night-6.bmp').press('Delete');
  await classes.add('day', path.join(photos, 'night/night-6.bmp'));
  await classes.expectLearned('12 photos in 2 classes');
  await tabTo(page, '6 photos of day taken for day');
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe('1 photo of day taken for night');
  await page.keyboard.press('Enter');
  await expect(classes.dialog).toBeVisible();
  await pressAt(page, 'Move to night');
  await expect(classes.class('night')).toContainText('6 photos');
  await expect(classes.dialog).toHaveCount(0);
  await expect.poll(() => focused(page)).not.toBe('');
});

test('passes the matrix of mistakes with one press of the Tab key, and goes through it with the arrow keys', async ({
  classes,
  photos,
  page,
}) => {
  const grid = page.getByRole('grid', { name: 'What it takes for what' });
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await expect(grid.getByRole('gridcell', { name: '0 photos of night taken for day' })).toBeVisible();
  const [first, right, last] = [
    '6 photos of day taken for day',
    '0 photos of day taken for night',
    '6 photos of night taken for night',
  ];
  await tabTo(page, first);
  const steps: [key: string, name: string][] = [
    ['ArrowUp', first],
    ['ArrowRight', right],
    ['ArrowRight', right],
    ['ArrowDown', last],
    ['Home', '0 photos of night taken for day'],
    ['End', last],
    ['Control+Home', first],
    ['Control+End', last],
  ];
  for (const [key, name] of steps) {
    await page.keyboard.press(key);
    expect(await focused(page), key).toBe(name);
  }
  await page.keyboard.press('Tab');
  expect(await focused(page)).not.toMatch(/taken for/);
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe(last);
});

test('keeps, copies and takes away projects with keys alone', async ({ classes, photos, page }) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.expectKept();
  await pressAt(page, 'Projects');
  await expect(classes.dialog).toBeVisible();
  await pressAt(page, 'Duplicate My project');
  await pressAt(page, 'Delete My project, copy');
  await expect.poll(() => focused(page)).toBe('Bring back My project, copy');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('Projects');
  await pressAt(page, 'Take away');
  const downloading = page.waitForEvent('download');
  await pressAt(page, 'The model (.safetensors)');
  await downloading;
  await expect.poll(() => focused(page)).toBe('Take away');
});

test('tells a reader the outcome, and says once that photos are looked at', async ({
  classes,
  photos,
  page,
}) => {
  await classes.open();
  await classes.button('Name two classes').click();
  const status = classes.list.locator('section').getByRole('status');
  await status.evaluate((element) => {
    const said: string[] = [];
    new MutationObserver(() => said.push(element.textContent)).observe(element, {
      subtree: true,
      characterData: true,
      childList: true,
    });
    Object.assign(globalThis, { said });
  });
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 4 classes');
  await expect(status).toHaveText('12 photos in 4 classes');
  expect(await page.evaluate('new Set(said).size')).toBeLessThanOrEqual(4);
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await expect(classes.answer.getByRole('status')).toHaveText('night');
});
