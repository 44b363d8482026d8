// Pixels in a temporary file of the browser's private file system, for photos that do not fit in memory.
//
// Files whose page ended without removing them are removed by the next training that needs one.
import { PhotoloupeError } from '../../error';
import type { PixelStore } from './embind';

const FOLDER = 'photoloupe-training';
const ADVICE = 'train on smaller or on fewer photos';

interface OpenFile {
  name: string;
  handle: FileSystemSyncAccessHandle;
}

export class PixelFile implements PixelStore {
  #file: OpenFile | null = null;
  #photos = 0;
  #scratch = new Uint8Array(0); // browsers do not read from a file into memory that threads share

  // Before the first photo.
  async open(): Promise<void> {
    if (this.#file) return;
    try {
      const folder = await openFolder();
      await removeAll(folder);
      const name = crypto.randomUUID();
      const entry = await folder.getFileHandle(name, { create: true });
      this.#file = { name, handle: await entry.createSyncAccessHandle() };
    } catch (cause) {
      const sentence = `the photos do not fit in memory, and this browser keeps no files for the page (${String(cause)}); ${ADVICE}`;
      throw new PhotoloupeError('storage', sentence, { cause });
    }
  }

  append(photo: Uint8Array): void {
    this.#scratchOf(photo.length).set(photo);
    const at = this.#photos * photo.length;
    this.#transfer('take', (handle) => handle.write(this.#scratch, { at }));
    this.#photos++;
  }

  read(photo: number, into: Uint8Array): void {
    this.#scratchOf(into.length);
    const at = photo * into.length;
    this.#transfer('give back', (handle) => handle.read(this.#scratch, { at }));
    into.set(this.#scratch);
  }

  async remove(): Promise<void> {
    if (!this.#file) return;
    const { name, handle } = this.#file;
    this.#file = null;
    handle.close();
    await (await openFolder()).removeEntry(name);
  }

  #scratchOf(size: number): Uint8Array {
    if (this.#scratch.length !== size) this.#scratch = new Uint8Array(size);
    return this.#scratch;
  }

  #transfer(what: string, transfer: (handle: FileSystemSyncAccessHandle) => number): void {
    let why = 'its disk or the quota is full';
    try {
      if (transfer(this.#file!.handle) === this.#scratch.length) return;
    } catch (error) {
      why = String(error);
    }
    throw new PhotoloupeError(
      'storage',
      `the photos do not fit in memory, and the browser does not ${what} photo ${this.#photos + 1} of those on its disk (${why}); free some space, or ${ADVICE}`,
    );
  }
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}

// But for those that a training holds open.
async function removeAll(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) await folder.removeEntry(name).catch(() => {});
}
