// Projects of My classes: nothing is lost, and what cannot be kept is said.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './support/classes-test';
import { Classroom } from './support/classroom';
import { holdMessages } from './support/hold-messages';
import { labelledFolder } from './support/labelled';

test('finds everything again after a reload, and looks at no photo twice', async ({
  classes,
  photos,
  page,
}) => {
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

test('answers by all classes as soon as a large project is open again, and says by how many photos', async ({
  classes,
  photos,
  page,
}) => {
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.expectKept();
  await page.waitForTimeout(300); // what was seen is kept
  await page.evaluate(manyOfTheFirstClass, 400);
  await holdMessages(page, 'restore', { after: 1 });
  await page.reload();
  await classes.try(path.join(photos, 'night/night-3.bmp'));
  await classes.expectAnswer('night');
  await expect(classes.answer).toContainText('By 100 of 412 photos so far');
  await expect(classes.answer).toContainText('Learning: 100 of 412 photos');
  await expect(classes.answer).not.toContainText('Trained in');
  await page.evaluate('release()');
  await classes.expectLearned('412 photos in 2 classes');
  await classes.expectAnswer('night');
  await expect(classes.answer).not.toContainText('so far');
});

// Runs in the page: so many photos more, with what was seen in the first one, as they are kept.
async function manyOfTheFirstClass(count: number): Promise<void> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const database = await answer(indexedDB.open('photoloupe-classes'));
  const tx = database.transaction(['projects', 'photos', 'features'], 'readwrite');
  const [row] = (await answer(tx.objectStore('projects').getAll())) as [{ id: number; nextId: number }];
  const [photo] = (await answer(tx.objectStore('photos').getAll())) as [{ id: number }];
  const look = (await answer(tx.objectStore('features').get([row.id, photo.id]))) as object;
  for (let id = row.nextId; id < row.nextId + count; id++) {
    tx.objectStore('photos').put({ ...photo, id, hash: String(id) }, [row.id, id]);
    tx.objectStore('features').put(look, [row.id, id]);
  }
  tx.objectStore('projects').put({ ...row, nextId: row.nextId + count });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  database.close();
}

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
  await page.mouse.click(place!.x + place!.width / 2, place!.y + place!.height / 2); // who presses twice
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

test('photos on their way go to no other project that is opened meanwhile', async ({
  classes,
  photos,
  page,
}) => {
  await page.addInitScript(() => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const digest = SubtleCrypto.prototype.digest;
    SubtleCrypto.prototype.digest = async function (...given) {
      await held;
      return digest.apply(this, given);
    };
    Object.assign(globalThis, { release });
  });
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.add('Class 1', path.join(photos, 'day/day-1.bmp'));
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.button('Name two classes').click();
  await page.evaluate('release()');
  await classes.add('Class 2', path.join(photos, 'night/night-1.bmp'));
  await classes.expectLearned('1 photo in 2 classes');
  await expect(classes.class('Class 1')).toContainText('0 photos');
});

test('looks at no photo again that is in another project, or in a copy, but does for another network', async ({
  classes,
  photos,
  page,
}) => {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    let looked = 0;
    Worker.prototype.postMessage = function (message: { kind?: string }, ...rest: never[]) {
      if (message.kind === 'add') looked++;
      post.call(this, message, ...rest);
    };
    Object.assign(globalThis, { looked: () => looked });
  });
  const looked = () => page.evaluate('looked()');
  await classes.open();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  expect(await looked()).toBe(12);
  await classes.expectKept();
  await page.waitForTimeout(300); // what was seen is kept
  await page.reload();
  await classes.expectLearned('12 photos in 2 classes');
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.button('Projects').click();
  await classes.button('Duplicate My project').first().click();
  await classes.button('Open My project, copy').click();
  await classes.expectLearned('12 photos in 2 classes');
  expect(await looked()).toBe(0);

  await page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await answer(indexedDB.open('photoloupe-classes'));
    const features = database.transaction('features', 'readwrite').objectStore('features');
    for (const key of await answer(features.getAllKeys())) {
      const look = (await answer(features.get(key))) as object;
      await answer(features.put({ ...look, featuresId: 'another network' }, key));
    }
    database.close();
  });
  await page.reload();
  await classes.expectLearned('12 photos in 2 classes');
  expect(await looked()).toBe(12);
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

test('goes on where the browser blocks all storage, and says that nothing is kept', async ({
  classes,
  photos,
  page,
}) => {
  await page.addInitScript(() => {
    const get = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const storage of ['localStorage', 'indexedDB']) Object.defineProperty(window, storage, { get });
  });
  await classes.open();
  await expect(page.getByRole('alert')).toContainText(
    'Access is denied for this document. Everything goes on',
  );
  await classes.addFolder(photos);
  await classes.expectLearned('12 photos in 2 classes');
  await classes.button('Undo').click();
  await expect(classes.cards).toHaveCount(0);
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

test('leaves out the photos that go from the disk before they are kept, says so, and keeps the others', async ({
  classes,
  photos,
  page,
}, info) => {
  const small = path.join(photos, 'day/day-1.bmp');
  const large = info.outputPath('large.bmp');
  writeFileSync(
    large,
    Buffer.concat([readFileSync(path.join(photos, 'day/day-2.bmp')), Buffer.alloc(100_000)]),
  );
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.expectKept();
  await page.evaluate(async () => {
    const { held } = await navigator.locks.query();
    const hold = (ready: () => void) =>
      navigator.locks.request(
        `${held![0]!.name}-writing`,
        () => new Promise((write) => (ready(), Object.assign(globalThis, { write }))),
      );
    await new Promise<void>((ready) => void hold(ready));
  });
  await classes.add('Class 1', [small, large, path.join(photos, 'day/day-3.bmp')]);
  await classes.expectLearned('3 photos in 2 classes');
  for (const gone of [small, large]) rmSync(gone);
  await page.evaluate('write()');
  await expect(classes.list).toContainText('left out: day-1.bmp, large.bmp');
  await classes.expectLearned('1 photo in 2 classes');
  await classes.expectKept();
  await page.reload();
  await classes.expectLearned('1 photo in 2 classes');
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
  await classes
    .class('Class 1')
    .getByRole('button', { name: /^Leave out/ })
    .click();
  await page.getByLabel('Name of the project').fill('Times');
  await page.getByLabel('Name of the project').press('Enter');
  const zip = await classes.takeAway('The whole project (.zip)', info.outputPath('project.zip'));
  expect(readFileSync(zip).includes('model.safetensors')).toBe(true);
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await expect(page.getByLabel('Name of the project')).not.toHaveValue('Times');
  const before = await page.getByLabel('Name of the project').inputValue();
  await classes.list.locator('#archive').setInputFiles(zip);
  await classes.expectLearned('12 photos in 3 classes');
  await expect(classes.class('night')).toContainText('6 photos');
  await expect(page.getByLabel('Name of the project')).toHaveValue('Times');
  await expect(classes.cards.nth(0)).toHaveAccessibleName('1/2 day?');
  await expect(classes.class('1/2 day?')).toContainText('6 photos');
  await expect(page.getByLabel('Colour of 1/2 day?')).toHaveValue('#123456');
  const off = classes.class('Class 1').getByRole('button', { name: /^Leave out/ });
  await expect(off).toHaveAttribute('aria-pressed', 'true');
  await classes.button('Undo').click();
  await expect(page.getByLabel('Name of the project')).toHaveValue(before);
  await classes.button('Redo').click();
  await expect(page.getByLabel('Name of the project')).toHaveValue('Times');
});

test('a crash in the middle of saving leaves a whole project', async ({ classes, page, context }, info) => {
  await classes.open();
  await classes.button('Name two classes').click();
  await classes.expectKept();
  await classes.addFolder(labelledFolder(info.outputPath('many'), { day: 150, night: 150 }));
  await expect(page.getByText('Saving…')).toBeVisible();
  const crasher = await context.newCDPSession(page);
  void crasher.send('Page.crash').catch(() => {});
  await page.waitForEvent('crash');
  const again = new Classroom(await context.newPage());
  await again.open();
  await expect(again.button('Add a class')).toBeVisible();
  const whole = await again.page.evaluate(async () => {
    const opening = indexedDB.open('photoloupe-classes');
    const answer = (request: IDBRequest) =>
      new Promise<unknown>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const tx = ((await answer(opening)) as IDBDatabase).transaction(['projects', 'photos', 'files']);
    const [[project], photos, files] = (await Promise.all([
      answer(tx.objectStore('projects').getAll()),
      answer(tx.objectStore('photos').getAllKeys()),
      answer(tx.objectStore('files').getAllKeys()),
    ])) as [[{ photos: number }], unknown[], unknown[]];
    return {
      said: project.photos,
      photos: photos.length,
      same: JSON.stringify(photos) === JSON.stringify(files),
    };
  });
  expect(whole.photos).toBe(whole.said);
  expect(whole.same).toBe(true);
});
