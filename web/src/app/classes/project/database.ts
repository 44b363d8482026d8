// What the tab My classes keeps on the device, in IndexedDB: projects, their photos, the photos' files, and what
// the pretrained network saw in them, which is looked at once. A change is one transaction: all of it is kept, or
// nothing. Every function rejects with the browser's own error, a QuotaExceededError among them.
import type { PhotoClass, ClassPhoto } from './content';

const NAME = 'photoloupe-classes';
const VERSION = 2;
const TABLES = ['photos', 'files', 'features'] as const; // of a project; their keys are [project, photo]

// A file of its own for each of thousands of tiny photos is slow: their bytes lie in their rows.
const SMALL = 1 << 16; // bytes

const NEAR = 4; // a row more is read in less time than another request takes

export interface ProjectRow {
  id: number;
  name: string;
  classes: readonly PhotoClass[];
  photos: number;
  nextId: number;
  revision: number; // grows with every change
  changedAt: number; // milliseconds since 1970
  deletedAt: number; // 0: it is not; for a day it can be brought back, unless its room is needed
}

export interface KeptProject {
  row: ProjectRow;
  photos: ClassPhoto[];
}

export interface Look {
  featuresId: string; // of the network that looked
  values: Float32Array<ArrayBuffer>;
}

export interface Change {
  project: ProjectRow; // with a revision that is one more than the one that it replaces
  put: readonly ClassPhoto[];
  files: ReadonlyMap<number, Blob>; // of those that are new
  remove: readonly number[];
}

// Another tab has changed the project in between.
export class Outdated extends Error {}

let opening: Promise<IDBDatabase> | null = null;

export async function allProjects(): Promise<ProjectRow[]> {
  const tx = await begin(['projects'], 'readonly');
  return answerOf(tx.objectStore('projects').getAll() as IDBRequest<ProjectRow[]>);
}

export async function keptProject(id: number): Promise<KeptProject | null> {
  const tx = await begin(['projects', 'photos'], 'readonly');
  const [row, photos] = await Promise.all([
    answerOf(tx.objectStore('projects').get(id) as IDBRequest<ProjectRow | undefined>),
    answerOf(tx.objectStore('photos').getAll(rowsOf(id)) as IDBRequest<ClassPhoto[]>),
  ]);
  return row ? { row, photos } : null;
}

export async function fileOf(project: number, photo: number): Promise<Blob | null> {
  const tx = await begin(['files'], 'readonly');
  const request = tx.objectStore('files').get([project, photo]) as IDBRequest<Blob | ArrayBuffer | undefined>;
  const file = await answerOf(request);
  return file instanceof ArrayBuffer ? new Blob([file]) : (file ?? null);
}

// By photo. Neighbours among these, which are ascending, are read at once, with whatever is between them.
export async function looksOf(project: number, photos: readonly number[]): Promise<Map<number, Look>> {
  const tx = await begin(['features'], 'readonly');
  const all = tx.objectStore('features');
  const looks = new Map<number, Look>();
  await Promise.all(
    runsOf(photos).map(async ([first, last]) => {
      const range = IDBKeyRange.bound([project, first], [project, last]);
      const kept = await answerOf(all.getAll(range) as IDBRequest<Look[]>);
      const isWhole = kept.length === last - first + 1; // to read the keys too takes as long again
      const keys = isWhole ? [] : await answerOf(all.getAllKeys(range));
      kept.forEach((look, index) => looks.set(isWhole ? first + index : photoOf(keys[index]!), look));
    }),
  );
  return looks;
}

// By hash, of photos in any project, what the network saw.
export async function looksOfContents(
  hashes: readonly string[],
  featuresId: string,
): Promise<Map<string, Look['values']>> {
  const tx = await begin(['photos', 'features'], 'readonly');
  const found = new Map<string, Look['values']>();
  for (const hash of hashes) {
    const twins = tx.objectStore('photos').index('hash').getAllKeys(hash);
    twins.onsuccess = () => {
      for (const key of twins.result) {
        const look = tx.objectStore('features').get(key) as IDBRequest<Look | undefined>;
        look.onsuccess = () => {
          if (look.result?.featuresId === featuresId) found.set(hash, look.result.values);
        };
      }
    };
  }
  await committed(tx);
  return found;
}

export async function keepLooks(project: number, looks: ReadonlyMap<number, Look>): Promise<void> {
  const tx = await begin(['features'], 'readwrite');
  for (const [photo, look] of looks) tx.objectStore('features').put(look, [project, photo]);
  return committed(tx);
}

// As it is kept by now, for the tab that takes it over: what another one still writes is outdated from here on.
export async function claimProject(id: number): Promise<ProjectRow | null> {
  const tx = await begin(['projects'], 'readwrite');
  let claimed: ProjectRow | null = null;
  withProject(tx, id, (row) => {
    claimed = { ...row, revision: row.revision + 1 };
    tx.objectStore('projects').put(claimed);
  });
  await committed(tx);
  return claimed;
}

// Or, with 0, brings it back.
export async function markDeleted(id: number, deletedAt: number): Promise<void> {
  const tx = await begin(['projects'], 'readwrite');
  withProject(tx, id, (row) => tx.objectStore('projects').put({ ...row, deletedAt }));
  return committed(tx);
}

// The files of photos that go stay until the project is opened again, so that they can come back.
export async function keepChange({ project, put, files, remove }: Change): Promise<void> {
  const bytes = await Promise.all([...files].map(async ([id, file]) => [id, await rowOf(file)] as const));
  const tx = await begin(['projects', 'photos', 'files'], 'readwrite');
  let refusal: unknown = null;
  const projects = tx.objectStore('projects');
  const current = projects.get(project.id) as IDBRequest<ProjectRow | undefined>;
  current.onsuccess = () => {
    try {
      if ((current.result?.revision ?? 0) !== project.revision - 1) throw new Outdated();
      projects.put(project);
      for (const photo of put) tx.objectStore('photos').put(photo, [project.id, photo.id]);
      for (const [id, file] of bytes) tx.objectStore('files').put(file, [project.id, id]);
      for (const id of remove) tx.objectStore('photos').delete([project.id, id]);
    } catch (error) {
      refusal = error;
      tx.abort();
    }
  };
  return committed(tx).catch((error: unknown) => {
    throw refusal ?? error;
  });
}

export async function copyProject(from: number, id: number): Promise<void> {
  const tx = await begin(['projects', ...TABLES], 'readwrite');
  withProject(tx, from, (row) =>
    tx
      .objectStore('projects')
      .put({ ...row, id, name: `${row.name}, copy`, changedAt: Date.now(), deletedAt: 0 }),
  );
  for (const table of TABLES) {
    const cursor = tx.objectStore(table).openCursor(rowsOf(from));
    cursor.onsuccess = () => {
      if (!cursor.result) return;
      tx.objectStore(table).put(cursor.result.value, [id, photoOf(cursor.result.key)]);
      cursor.result.continue();
    };
  }
  return committed(tx);
}

export async function eraseProject(id: number): Promise<void> {
  const tx = await begin(['projects', ...TABLES], 'readwrite');
  tx.objectStore('projects').delete(id);
  for (const table of TABLES) tx.objectStore(table).delete(rowsOf(id));
  return committed(tx);
}

// All that could still be brought back. Returns whether there were any.
export async function eraseDeleted(): Promise<boolean> {
  const deleted = (await allProjects()).filter(({ deletedAt }) => deletedAt > 0);
  for (const { id } of deleted) await eraseProject(id);
  return deleted.length > 0;
}

// Files and looks of photos that are no longer there.
export async function sweep(project: number, photos: ReadonlySet<number>): Promise<void> {
  const tx = await begin(['files', 'features'], 'readwrite');
  for (const table of ['files', 'features'] as const) {
    const keys = tx.objectStore(table).getAllKeys(rowsOf(project));
    keys.onsuccess = () => {
      for (const key of keys.result) if (!photos.has(photoOf(key))) tx.objectStore(table).delete(key);
    };
  }
  return committed(tx);
}

// The first and the last of those that follow each other closely.
function runsOf(ascending: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const id of ascending) {
    const run = runs.at(-1);
    if (run && id - run[1] <= NEAR) run[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}

function withProject(tx: IDBTransaction, id: number, use: (row: ProjectRow) => void): void {
  const request = tx.objectStore('projects').get(id) as IDBRequest<ProjectRow | undefined>;
  request.onsuccess = () => request.result && use(request.result);
}

function rowsOf(project: number): IDBKeyRange {
  return IDBKeyRange.bound([project], [project, []]); // arrays come after all numbers
}

function photoOf(key: IDBValidKey): number {
  const [, photo] = key as [number, number];
  return photo;
}

async function rowOf(file: Blob): Promise<Blob | ArrayBuffer> {
  return file.size > SMALL ? file : file.arrayBuffer();
}

async function begin(tables: string[], mode: IDBTransactionMode): Promise<IDBTransaction> {
  opening ??= open();
  try {
    return (await opening).transaction(tables, mode);
  } catch (error) {
    opening = null;
    throw error;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion < 1) {
      request.result.createObjectStore('projects', { keyPath: 'id' });
      for (const table of TABLES) request.result.createObjectStore(table);
    }
    request.transaction!.objectStore('photos').createIndex('hash', 'hash');
  };
  return answerOf(request).then((database) => {
    // Another tab's newer version must not wait for this one.
    database.onversionchange = () => database.close();
    return database;
  });
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(errorOf(request.error));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(errorOf(transaction.error));
  });
}

function errorOf(error: DOMException | null): DOMException {
  return error ?? new DOMException('the browser gave no reason', 'UnknownError');
}
