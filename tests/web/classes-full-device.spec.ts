// Projects of My classes on a device without room: nothing is lost, and what cannot be kept is said.
import path from 'node:path';
import { expect, test } from './support/classes-test';
import type { Classroom } from './support/classroom';
import { sample } from './support/files';

test('says when there is no room left, and loses nothing', async ({ classes, photos, page }) => {
  await keepTwelve(classes, photos);
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

test('takes the room of deleted projects when there is no other, and says so', async ({
  classes,
  photos,
  page,
}) => {
  await page.addInitScript(() => {
    const state = Object.assign(globalThis, { isFull: false });
    const { put, delete: erase } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...row) {
      if (state.isFull) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, row);
    };
    IDBObjectStore.prototype.delete = function (...key) {
      if (this.name === 'projects') state.isFull = false;
      return erase.apply(this, key);
    };
  });
  await classes.open();
  await classes.addFolder(path.join(photos, 'day'));
  await classes.expectKept();
  await classes.button('Projects').click();
  await classes.button('Duplicate My project').click();
  await classes.button('Delete My project, copy').click();
  await expect(classes.dialog).toContainText('until its room is needed');
  await page.keyboard.press('Escape');
  await page.evaluate('isFull = true');
  await classes.add('day', path.join(photos, 'night/night-1.bmp'));
  await expect(page.getByText('can no longer be brought back')).toBeVisible();
  await classes.expectKept();
  await page.reload();
  await expect(classes.class('day')).toContainText('7 photos');
  await classes.button('Projects').click();
  await expect(classes.button(/^Bring back/)).toHaveCount(0);
});

test('keeps what needs no room while new photos find none', async ({ classes, photos, page }) => {
  await keepTwelve(classes, photos);
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    const written = new Set<string>();
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name === 'files') throw new DOMException('full', 'QuotaExceededError');
      written.add(this.name);
      return put.apply(this, given);
    };
    Object.assign(globalThis, { written });
  });
  await classes.add('day', sample('flower.jpg'));
  await expect(page.getByRole('alert')).toContainText('Your newest photos are not kept: there is no room');
  await page.evaluate('written.clear()');
  await classes.add('night', sample('rocket.jpg'));
  await classes.expectLearned('14 photos in 2 classes');
  await classes.photo('day-1.bmp').press('Delete');
  await classes.class('night').getByLabel('Name of the class').fill('late');
  await classes.class('night').getByLabel('Name of the class').press('Enter');
  await classes.button('Projects').click(); // when all is written that can be
  await expect(classes.dialog).toContainText('11 photos in 2 classes');
  expect(await page.evaluate('[...written]')).not.toContain('features'); // which can be made again
  await page.reload();
  await classes.expectLearned('11 photos in 2 classes');
  await expect(classes.class('late')).toContainText('6 photos');
});

async function keepTwelve(classes: Classroom, photos: string): Promise<void> {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.expectKept();
}
