// Reopening a large project of My classes, as a visitor does the next day: from the navigation to the first answer that
// is there, to a photo that is tried as soon as it can be. What the network saw is kept; nothing is looked at again.
import { withBrowser } from './browser.mjs';
import { serve } from '../lib/server.mjs';

const PHOTOS = 2000;
const CLASSES = 5;
const FILE_BYTES = 20_000; // of a photo
const TIMEOUT_MS = 60_000;

export const reopenName = 'Reopening a project of 2,000 photos';

export const reopen = [
  {
    name: reopenName,
    measure: measureReopening,
    lines: ({ ms, shownMs, learnedMs, longestTaskMs }) => [
      ['until the photos are shown', `${shownMs.median.toFixed(0)} ms`],
      ['until a photo is answered', `${ms.median.toFixed(0)} ms`],
      ['until every photo is judged', `${learnedMs.median.toFixed(0)} ms`],
      ['the longest task of the page', `${longestTaskMs.median.toFixed(0)} ms`],
    ],
  },
];

async function measureReopening({ browser, folders }) {
  const server = await serve({ folders });
  try {
    return await withBrowser(browser, async (tab) => {
      await tab.goto(`${server.origin}/samples/samples.json`);
      await tab.evaluate(makeProject, { photos: PHOTOS, classes: CLASSES, fileBytes: FILE_BYTES });
      const response = await tab.request.get(`${server.origin}/samples/flower.jpg`);
      const tried = { name: 'flower.jpg', mimeType: 'image/jpeg', buffer: await response.body() };
      const now = () => tab.evaluate(() => performance.now());
      await tab.addInitScript(noteTasks);
      await tab.goto(`${server.origin}/#classes`);
      await tab
        .getByText(`${PHOTOS.toLocaleString('en')} photos in ${CLASSES} classes`)
        .first() // the other one is for screen readers
        .waitFor({ timeout: TIMEOUT_MS });
      const shownMs = await now();
      await tab.getByLabel('A photo to try').setInputFiles(tried);
      const [ms, learnedMs] = await Promise.all([
        tab.locator('.answer').waitFor({ timeout: TIMEOUT_MS }).then(now),
        tab
          .getByText(/^Trained in/)
          .waitFor({ timeout: TIMEOUT_MS })
          .then(now),
      ]);
      const longestTaskMs = await tab.evaluate(() => globalThis.longestTask);
      return { ms, shownMs, learnedMs, longestTaskMs };
    });
  } finally {
    server.close();
  }
}

// Runs in the page. As web/src/app/classes/project/database.ts keeps it: features around a centre for each class.
async function makeProject({ photos, classes, fileBytes }) {
  const { Photoloupe } = await import('/photoloupe.js');
  const loupe = await Photoloupe.create({ threads: 1 });
  const opened = await loupe.openClasses();
  const { features: seen } = await opened.add(await (await fetch('flower.jpg')).blob(), 'any');
  const { featuresId } = opened;
  const request = indexedDB.open('photoloupe-classes', 2);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('projects', { keyPath: 'id' });
    for (const table of ['photos', 'files', 'features']) request.result.createObjectStore(table);
    request.transaction.objectStore('photos').createIndex('hash', 'hash');
  };
  const database = await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const noise = () => Float32Array.from(seen, () => Math.random());
  const centres = Array.from({ length: classes }, noise);
  const tx = database.transaction(['projects', 'photos', 'files', 'features'], 'readwrite');
  tx.objectStore('projects').put({
    id: 1,
    name: 'Large',
    classes: centres.map((_, index) => ({
      id: index + 1,
      name: `Class ${index + 1}`,
      colour: '#2f81c4',
      off: false,
    })),
    photos,
    nextId: photos + 100,
    revision: 1,
    changedAt: Date.now(),
    deletedAt: 0,
  });
  for (let number = 0; number < photos; number++) {
    const [id, classIndex] = [number + 10, number % classes];
    const spread = noise();
    const values = centres[classIndex].map((value, index) => value + spread[index]);
    const photo = { id, classId: classIndex + 1, name: `photo-${number}.jpg`, hash: String(number) };
    tx.objectStore('photos').put(photo, [1, id]);
    tx.objectStore('files').put(new ArrayBuffer(fileBytes), [1, id]);
    tx.objectStore('features').put({ featuresId, values }, [1, id]);
  }
  await new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error);
  });
  await loupe.dispose();
}

// Runs in the page, before it.
function noteTasks() {
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      globalThis.longestTask = Math.max(globalThis.longestTask, duration);
  }).observe({ entryTypes: ['longtask'] });
}
