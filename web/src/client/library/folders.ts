// The folders that a library's photos come from, remembered by their handles from one visit to the next.
import { PhotoloupeError } from '../error';
import type { LibraryFolder } from './types';

type Handle = FileSystemDirectoryHandle & {
  queryPermission?(): Promise<PermissionState>;
  requestPermission?(): Promise<PermissionState>;
};

const STORE = 'folders';

// By the path of their root in the library.
export class Folders {
  #prefix: string;
  #database: Promise<IDBDatabase>;

  constructor(library: string) {
    this.#prefix = `${library}/`;
    this.#database = request(() => {
      const opening = indexedDB.open('photoloupe-folders', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      return opening;
    });
  }

  async get(path: string): Promise<Handle | undefined> {
    return this.#do('readonly', (store) => store.get(this.#prefix + path) as IDBRequest<Handle | undefined>);
  }

  async put(path: string, handle: Handle): Promise<void> {
    await this.#do('readwrite', (store) => store.put(handle, this.#prefix + path));
  }

  async remove(path: string): Promise<void> {
    await this.#do('readwrite', (store) => store.delete(this.#prefix + path));
  }

  // All of the library's.
  async clear(): Promise<void> {
    const range = IDBKeyRange.bound(this.#prefix, `${this.#prefix}\uffff`);
    await this.#do('readwrite', (store) => store.delete(range));
  }

  async access(path: string): Promise<LibraryFolder['access']> {
    const handle = await this.get(path);
    if (!handle) return 'gone';
    return (await permissionOf(handle)) === 'granted' ? 'granted' : 'ask';
  }

  // Where its files can be read, or may be when the browser asks.
  async opened(path: string, ask: boolean): Promise<Handle | null> {
    const handle = await this.get(path);
    if (!handle) return null;
    if ((await permissionOf(handle)) === 'granted') return handle;
    return ask && (await handle.requestPermission?.()) === 'granted' ? handle : null;
  }

  async close(): Promise<void> {
    (await this.#database).close();
  }

  async #do<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await this.#database;
    return request(() => work(database.transaction(STORE, mode).objectStore(STORE)));
  }
}

async function permissionOf(handle: Handle): Promise<PermissionState> {
  return (await handle.queryPermission?.()) ?? 'granted';
}

function request<T>(make: () => IDBRequest<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const made = make();
    made.onsuccess = () => resolve(made.result);
    made.onerror = () => reject(made.error!);
  }).catch((cause: unknown) => {
    throw new PhotoloupeError('storage', 'the browser does not remember folders', { cause });
  });
}
