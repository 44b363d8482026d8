// Where a library lies: a folder of its own, which only this origin sees, with SQLite's files, a note of which of them is
// the library, and what people said of their photos.
import type { Sqlite } from './sqlite';
import { fullError, isFull } from './storage-error';

interface Note {
  current: string; // SQLite's name of the library's file
  damaged?: string; // one that was put aside
}

const FIRST = '/library-1.sqlite';
const COPY = 'export.sqlite';

export function directoryOf(name: string): string {
  return `photoloupe/library-${encodeURIComponent(name)}`;
}

export class LibraryFiles {
  #folder: FileSystemDirectoryHandle;
  #files: Sqlite['files'];
  #note: Note;

  static async open(name: string, files: Sqlite['files']): Promise<LibraryFiles> {
    let folder = await navigator.storage.getDirectory();
    for (const part of directoryOf(name).split('/'))
      folder = await folder.getDirectoryHandle(part, { create: true });
    await folder.removeEntry(COPY).catch(() => {}); // of an earlier visit, as a rule not there
    const note = await readText(folder, 'note.json');
    return new LibraryFiles(folder, files, note ? (JSON.parse(note) as Note) : { current: FIRST });
  }

  private constructor(folder: FileSystemDirectoryHandle, files: Sqlite['files'], note: Note) {
    this.#folder = folder;
    this.#files = files;
    this.#note = note;
    this.#tidy();
  }

  get current(): string {
    return this.#note.current;
  }

  // A name that no file has.
  get another(): string {
    const number = Number(/\d+/.exec(this.#note.current)![0]);
    return `/library-${number + 1}.sqlite`;
  }

  // The next library is a new one.
  async putAside(): Promise<void> {
    await this.#write({ current: this.another, damaged: this.#note.current });
  }

  async replaceBy(file: string): Promise<void> {
    await this.#write({ ...this.#note, current: file });
  }

  readTags(): Promise<string> {
    return readText(this.#folder, 'tags.json');
  }

  async writeTags(text: string): Promise<void> {
    await writeText(this.#folder, 'tags.json', text);
  }

  // A copy on the disk, page by page: a library can be larger than the memory. The next one takes its place.
  async copy(eachPage: (use: (page: Uint8Array<ArrayBuffer>) => void) => void): Promise<File> {
    const copy = await this.#folder.getFileHandle(COPY, { create: true });
    const file = await copy.createSyncAccessHandle();
    try {
      file.truncate(0);
      eachPage((page) => file.write(page));
    } catch (cause) {
      file.truncate(0);
      throw isFull(cause) ? fullError(cause) : cause;
    } finally {
      file.close();
    }
    return copy.getFile();
  }

  async #write(note: Note): Promise<void> {
    await writeText(this.#folder, 'note.json', JSON.stringify(note));
    this.#note = note;
    this.#tidy();
  }

  // What an import that was interrupted has left.
  #tidy(): void {
    const { current, damaged } = this.#note;
    for (const file of this.#files.getFileNames())
      if (!file.startsWith(current) && file !== damaged) this.#files.unlink(file);
  }
}

async function readText(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text();
  } catch {
    return '';
  }
}

// The old text stays until the new one is whole.
async function writeText(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  try {
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writable.write(text);
    await writable.close();
  } catch (cause) {
    throw isFull(cause) ? fullError(cause) : cause;
  }
}
