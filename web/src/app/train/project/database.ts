// What the Train tab keeps on the device, in IndexedDB, so that a closed tab loses nothing. Every function
// rejects with the browser's own error, a QuotaExceededError among them.

const NAME = 'photoloupe-training';
const VERSION = 1;

// Photos and models have an `id`; of the parts there is one each, by name.
export type Table = 'photos' | 'models' | 'parts';

let opening: Promise<IDBDatabase> | null = null;

export async function getAll<Row>(table: Table): Promise<Row[]> {
  const all = await store(table, 'readonly');
  return answerOf(all.getAll() as IDBRequest<Row[]>);
}

export async function getPart<Part>(name: string): Promise<Part | undefined> {
  const parts = await store('parts', 'readonly');
  return answerOf(parts.get(name) as IDBRequest<Part | undefined>);
}

export async function putPart(name: string, part: unknown): Promise<void> {
  const parts = await store('parts', 'readwrite');
  parts.put(part, name);
  return committed(parts.transaction);
}

export async function removeParts(...names: string[]): Promise<void> {
  const parts = await store('parts', 'readwrite');
  for (const name of names) parts.delete(name);
  return committed(parts.transaction);
}

export async function putRows(table: 'photos' | 'models', rows: readonly object[]): Promise<void> {
  const all = await store(table, 'readwrite');
  for (const row of rows) all.put(row);
  return committed(all.transaction);
}

export async function removeRows(table: 'photos' | 'models', ids: readonly number[]): Promise<void> {
  const all = await store(table, 'readwrite');
  for (const id of ids) all.delete(id);
  return committed(all.transaction);
}

async function store(table: Table, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  opening ??= open();
  try {
    return (await opening).transaction(table, mode).objectStore(table);
  } catch (error) {
    opening = null;
    throw error;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('photos', { keyPath: 'id' });
    request.result.createObjectStore('models', { keyPath: 'id' });
    request.result.createObjectStore('parts');
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
