// SQLite's official WebAssembly build, over files that the browser keeps for this origin alone, in a folder for each library.
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { fullError, isFull, LibraryStorageError } from './storage-error';

// As far as it is used here: https://sqlite.org/wasm/doc/trunk/persistence.md#vfs-opfs-sahpool
interface FilePool {
  getFileNames(): string[];
  importDb(name: string, read: () => Promise<Uint8Array | undefined>): Promise<number>;
  unlink(name: string): boolean;
  pauseVfs(): void;
}

interface Sqlite3 {
  wasm: SqliteMemory & {
    installFunction(code: (...values: number[]) => number, signature: string): number;
    peekPtr(at: number): number;
    poke32(at: number, value: number): void;
    alloc(size: number): number;
    dealloc(at: number): void;
  };
  capi: {
    SQLITE_FCNTL_FILE_POINTER: number;
    sqlite3_vfs_find(name: string): number;
    sqlite3_vfs_register(vfs: number, makeDefault: number): number;
    sqlite3_file_control(database: number, name: string, operation: number, value: number): number;
    sqlite3_file: new (pointer: number) => { $pMethods: number; dispose(): void };
    sqlite3_io_methods: new (pointer: number) => { $xCheckReservedLock: number; dispose(): void };
  };
  installOpfsSAHPoolVfs(options: object): Promise<FilePool>;
}

interface SqliteMemory {
  exports: object;
  heap8u(): Uint8Array;
}

// What the engine's module is started with: wasm/sqlite/sqlite3.js.
export interface SqliteForEngine {
  wasm: SqliteMemory;
  opened(database: number): void;
  storageError(): unknown; // what the storage threw last
}

export interface Sqlite {
  files: FilePool;
  forEngine: SqliteForEngine;
}

const STORAGE = 'library'; // as SQLite calls it
const HANDLE_PATIENCE = 4000; // milliseconds: a tab that was closed lets go of its files a little later
const HANDLE_RETRY = 100; // milliseconds
const FILES = 6; // at the same time: a library, one that takes its place, one that was put aside, and their journals

// Rejects with 'unavailable' where the browser keeps no files, and 'open-elsewhere' where somebody has these.
export async function startSqlite(directory: string): Promise<Sqlite> {
  let lastError: unknown = null;
  Object.assign(globalThis, {
    sqlite3ApiConfig: {
      disable: { vfs: { opfs: true, 'opfs-vfs': true, 'opfs-wl': true, kvvfs: true } },
      error: (...values: unknown[]) => (lastError = values.at(-1)),
      warn: () => {},
      log: () => {},
    },
  });
  throwWhenFull();
  const sqlite3 = (await sqlite3InitModule()) as unknown as Sqlite3;
  const files = await openFiles(sqlite3, directory);
  return {
    files,
    forEngine: {
      wasm: sqlite3.wasm,
      opened: (database) => recoverAfterKills(sqlite3, database),
      storageError: () => lastError,
    },
  };
}

// For a write beyond the quota Chromium 150 throws no error, but returns a number that is not that of the bytes.
function throwWhenFull(): void {
  const { prototype } = FileSystemSyncAccessHandle;
  const { write } = prototype;
  prototype.write = function (bytes, options) {
    const written = write.call(this, bytes, options);
    if (written === bytes.byteLength) return written;
    throw new DOMException('there is no space left', 'QuotaExceededError');
  };
}

async function openFiles(sqlite3: Sqlite3, directory: string): Promise<FilePool> {
  for (const end = performance.now() + HANDLE_PATIENCE; ;) {
    try {
      const files = await sqlite3.installOpfsSAHPoolVfs({
        name: STORAGE,
        directory,
        initialCapacity: FILES,
        verbosity: 1,
        forceReinitIfPreviouslyFailed: true,
      });
      // The one that the engine opens its files on; SQLite's own would keep them in memory.
      sqlite3.capi.sqlite3_vfs_register(sqlite3.capi.sqlite3_vfs_find(STORAGE), 1);
      return files;
    } catch (error) {
      const isTaken = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (isFull(error)) throw fullError(error);
      if (!isTaken)
        throw new LibraryStorageError('unavailable', `this browser keeps no files (${String(error)})`);
      if (performance.now() > end)
        throw new LibraryStorageError('open-elsewhere', 'another tab has this library open');
      await new Promise((resolve) => setTimeout(resolve, HANDLE_RETRY));
    }
  }
}

// This storage says of every file that somebody else is about to write it. Then SQLite would take the journal that a kill
// leaves for theirs, and not roll it back. Nobody else has the file.
function recoverAfterKills({ wasm, capi }: Sqlite3, database: number): void {
  const place = wasm.alloc(4);
  capi.sqlite3_file_control(database, 'main', capi.SQLITE_FCNTL_FILE_POINTER, place);
  const file = new capi.sqlite3_file(wasm.peekPtr(place));
  wasm.dealloc(place);
  const methods = new capi.sqlite3_io_methods(file.$pMethods);
  methods.$xCheckReservedLock = unlocked(wasm);
  methods.dispose();
  file.dispose();
}

let unlockedFunction = 0;

function unlocked(wasm: Sqlite3['wasm']): number {
  unlockedFunction ||= wasm.installFunction((_file, result) => {
    wasm.poke32(result, 0);
    return 0;
  }, 'i(pp)');
  return unlockedFunction;
}
