// A library and its worker, as a page has them.
import { abortedBy, PhotoloupeError } from '../error';
import { buildName, type Build } from '../features';
import { pack } from '../picture';
import type { ImageSource } from '../types';
import { Folders } from './folders';
import { LibraryWorker } from './library-worker';
import type { Call, Event, Results, Source } from './protocol';
import { byFolder, fileIn, isFolder } from './photo-sources';
import { lockLibrary, type TabLock } from './tab-lock';
import type {
  Completion,
  Found,
  FoundPhoto,
  FoundPhotos,
  IndexOptions,
  IndexReport,
  Library,
  LibraryExport,
  LibraryFolder,
  LibraryOptions,
  LibraryPhoto,
  LibraryTag,
  PhotoFiles,
  PhotoFolder,
  PhotoTable,
  SkippedPhoto,
} from './types';

const MODEL = 'efficientnet-lite0';
const MOST_READERS = 8; // each holds a network, and a photo while it is read
const LONGEST_CLOSING = 2000; // milliseconds: a batch may be written
const DEFAULT_LIMIT = 100;
const DEFAULT_COMPLETIONS = 8;
const TELLING_PHOTOS = 64; // of a root, by one of which a folder is known again
const NUMBERED = / \(\d+\)$/; // behind the name of a second folder of one name

type Root = Results['folders'][number];

export interface LibraryHost {
  build: Build; // whose SIMD the library takes
  assets: URL;
  urlOf(model: string): string;
}

export async function openLibrary(
  host: LibraryHost,
  name: string,
  options: LibraryOptions = {},
): Promise<OpenLibrary> {
  const { signal } = options;
  if (signal?.aborted) throw abortedBy(signal);
  if (!name) throw new PhotoloupeError('not-supported', 'a library needs a name');
  if (!isSecureContext || !navigator.locks || !navigator.storage?.getDirectory)
    throw new PhotoloupeError('storage', 'this browser keeps no files here', { reason: 'unavailable' });
  let library: OpenLibrary | null = null;
  const lock = await lockLibrary(name, options.takeOver ?? false, () => void library?.takenOver());
  const engineUrl = new URL(`engine/library-${buildName(host.build.relaxedSimd, 1)}.mjs`, host.assets).href;
  const worker = new LibraryWorker(engineUrl, readersFor(options.threads));
  try {
    await worker.call({ kind: 'open', name, model: host.urlOf(MODEL) }, { signal });
  } catch (error) {
    worker.end(new PhotoloupeError('aborted', 'the library was not opened'));
    lock.release();
    throw error;
  }
  library = new OpenLibrary(name, await isPersistent(), worker, lock, options);
  return library;
}

function readersFor(threads: LibraryOptions['threads'] = 'auto'): number {
  const count = threads === 'auto' ? Math.min(navigator.hardwareConcurrency || 1, MOST_READERS) : threads;
  if (Number.isInteger(count) && count >= 1) return count;
  throw new PhotoloupeError(
    'not-supported',
    `threads: ${threads} is not a number of threads; a whole number from 1 is wanted`,
  );
}

// The browser may ask the visitor, who need not answer at once.
async function isPersistent(): Promise<boolean> {
  const asked = navigator.storage.persist().catch(() => false);
  const soon = new Promise<boolean>((resolve) => setTimeout(resolve, 200, false));
  return (await navigator.storage.persisted()) || Promise.race([asked, soon]);
}

export class OpenLibrary implements Library {
  readonly name: string;
  readonly persistent: boolean;
  #worker: LibraryWorker;
  #lock: TabLock;
  #folders: Folders;
  #options: LibraryOptions;
  #runs = new Map<number, IndexOptions>();
  #nextRun = 1;
  #indexing: Promise<unknown> = Promise.resolve();

  constructor(
    name: string,
    persistent: boolean,
    worker: LibraryWorker,
    lock: TabLock,
    options: LibraryOptions,
  ) {
    this.name = name;
    this.persistent = persistent;
    this.#worker = worker;
    this.#lock = lock;
    this.#folders = new Folders(name);
    this.#options = options;
    worker.onEvent = (event) => this.#hear(event);
    worker.onEnd = (reason) => {
      if (reason.code === 'aborted') return;
      lock.release();
      options.onClosed?.('broken-down');
    };
  }

  async add(photos: PhotoFolder | PhotoFiles, options: IndexOptions = {}): Promise<IndexReport> {
    return this.#index(
      () => (isFolder(photos) ? this.#folderSource(photos) : this.#filesSource(photos)),
      options,
    );
  }

  async folders(): Promise<LibraryFolder[]> {
    const folders = await this.#call({ kind: 'folders' });
    return Promise.all(
      folders.map(async ({ id, path, photos }) => ({
        id,
        name: path,
        photos,
        access: await this.#folders.access(path),
      })),
    );
  }

  async update(folder: number, options: IndexOptions = {}): Promise<IndexReport> {
    const path = await this.#pathOf(folder);
    const handle = await this.#folders.opened(path, true);
    if (!handle && (await this.#folders.access(path)) === 'ask')
      throw new PhotoloupeError('storage', `the browser was not allowed to open ${path}`);
    if (!handle)
      throw new PhotoloupeError('storage', `${path} cannot be opened any more; choose the folder again`);
    return this.#index(() => Promise.resolve([{ kind: 'folder', handle, folder: path }]), options);
  }

  async forget(folder: number): Promise<void> {
    const path = await this.#pathOf(folder);
    await this.#call({ kind: 'forget', folder });
    await this.#folders.remove(path);
  }

  async search(text: string, { limit = DEFAULT_LIMIT }: { limit?: number } = {}): Promise<FoundPhotos> {
    const { photos, ...rest } = await this.#call({ kind: 'search', text, limit });
    return Object.assign(photos, rest);
  }

  find(
    text: string,
    { limit = Number.MAX_SAFE_INTEGER, typed = false }: { limit?: number; typed?: boolean } = {},
  ): Promise<Found> {
    return this.#call({ kind: 'find', text, limit: Math.min(limit, 0x7fffffff), typed });
  }

  async similar(
    image: number | ImageSource,
    { limit = DEFAULT_LIMIT }: { limit?: number } = {},
  ): Promise<FoundPhotos> {
    const { picture, transfer } =
      typeof image === 'number' ? { picture: image, transfer: [] } : await pack(image);
    const photos = await this.#worker.call({ kind: 'similar', photo: picture, limit }, { transfer });
    return Object.assign(photos, { unknown: [], suggestion: '' });
  }

  complete(text: string, { limit = DEFAULT_COMPLETIONS }: { limit?: number } = {}): Promise<Completion[]> {
    return this.#call({ kind: 'complete', text, limit });
  }

  count(): Promise<number> {
    return this.#call({ kind: 'count' });
  }

  table(): Promise<PhotoTable> {
    return this.#call({ kind: 'table' });
  }

  async photo(id: number): Promise<LibraryPhoto> {
    return this.#call({ kind: 'photo', photo: id });
  }

  describe(ids: number[]): Promise<FoundPhoto[]> {
    return this.#call({ kind: 'describe', ids });
  }

  thumbnails(ids: number[]): Promise<(Blob | null)[]> {
    return this.#call({ kind: 'thumbnails', ids });
  }

  async original(id: number, { ask = false }: { ask?: boolean } = {}): Promise<File | null> {
    const { folder, path } = await this.#call({ kind: 'photo', photo: id });
    const handle = folder && (await this.#folders.opened(folder, ask));
    if (handle) return fileIn(handle, path);
    return this.#call({ kind: 'loose-file', folder, path });
  }

  unreadable(): Promise<SkippedPhoto[]> {
    return this.#call({ kind: 'unreadable' });
  }

  tags(): Promise<LibraryTag[]> {
    return this.#call({ kind: 'tags' });
  }

  addTag(name: string, photos: number[]): Promise<void> {
    return this.#call({ kind: 'add-tag', name, photos });
  }

  removeTag(name: string, photos: number[]): Promise<void> {
    return this.#call({ kind: 'remove-tag', name, photos });
  }

  undoTags(): Promise<void> {
    return this.#call({ kind: 'undo-tags' });
  }

  teach(name: string, { yes = [], no = [] }: { yes?: number[]; no?: number[] }): Promise<{ photos: number }> {
    return this.#call({ kind: 'teach', name, yes, no });
  }

  remove(photos: number[]): Promise<void> {
    return this.#call({ kind: 'remove', photos });
  }

  export(format: LibraryExport = 'sqlite', { photos }: { photos?: number[] } = {}): Promise<Blob> {
    return this.#call({ kind: 'export', format, photos: photos ?? null });
  }

  async import(file: Blob): Promise<void> {
    await this.#indexing.catch(() => {});
    await this.#call({ kind: 'import', file });
    await this.#folders.clear();
  }

  async close(): Promise<void> {
    await this.#worker.endAfter({ kind: 'close' }, LONGEST_CLOSING, closed('was closed'));
    this.#lock.release();
  }

  async delete(): Promise<void> {
    await this.#worker.endAfter({ kind: 'delete' }, LONGEST_CLOSING, closed('was deleted'));
    await this.#folders.clear();
    this.#lock.release();
  }

  // Another tab asks for it.
  async takenOver(): Promise<void> {
    await this.#worker.endAfter({ kind: 'close' }, LONGEST_CLOSING, closed('was opened in another tab'));
    this.#lock.release();
    this.#options.onClosed?.('taken-over');
  }

  #call<K extends Call>(call: K): Promise<Results[K['kind']]> {
    return this.#worker.call(call);
  }

  // One after the other.
  #index(sources: () => Promise<Source[]>, options: IndexOptions): Promise<IndexReport> {
    const report = this.#indexing.catch(() => {}).then(async () => this.#run(await sources(), options));
    this.#indexing = report;
    return report;
  }

  async #run(sources: Source[], options: IndexOptions): Promise<IndexReport> {
    const { again = false } = options;
    const total: IndexReport = {
      added: 0,
      changed: 0,
      moved: 0,
      removed: 0,
      unchanged: 0,
      failed: 0,
      stopped: false,
    };
    for (const source of sources) {
      if (options.signal?.aborted) return { ...total, stopped: true };
      const run = this.#nextRun++;
      const stop = () => void this.#call({ kind: 'stop', run }).catch(() => {});
      this.#runs.set(run, options);
      options.signal?.addEventListener('abort', stop);
      try {
        const { stopped, ...counts } = await this.#call({ kind: 'index', run, source, again });
        for (const key of Object.keys(counts) as (keyof typeof counts)[]) total[key] += counts[key];
        total.stopped ||= stopped;
      } finally {
        options.signal?.removeEventListener('abort', stop);
        this.#runs.delete(run);
      }
    }
    return total;
  }

  // A folder that is known keeps its place; one that another computer has indexed, or whose handle was lost, is known
  // again by what it holds.
  async #folderSource(handle: PhotoFolder): Promise<Source[]> {
    const strangers: Root[] = [];
    let folder: string | null = null;
    for (const root of await this.#call({ kind: 'folders' })) {
      const known = await this.#folders.get(root.path);
      if (!known) strangers.push(root);
      else if (await known.isSameEntry(handle)) folder = root.path;
    }
    const sizeOf = async (path: string) => (await fileIn(handle, path))?.size;
    folder ??= await this.#rootOf(handle.name, strangers, sizeOf);
    await this.#folders.put(folder, handle);
    return [{ kind: 'folder', handle, folder }];
  }

  async #filesSource(files: PhotoFiles): Promise<Source[]> {
    const sources: Source[] = [];
    for (const [name, some] of byFolder(files)) {
      const sizes = new Map(some.map(({ path, file }) => [path, file.size]));
      const folders = name ? await this.#call({ kind: 'folders' }) : [];
      const folder = name && (await this.#rootOf(name, folders, (path) => Promise.resolve(sizes.get(path))));
      sources.push({ kind: 'files', files: some, folder });
    }
    return sources;
  }

  // Of a folder, the root of that name whose photos it holds, at least one of some; else a name that no root has.
  async #rootOf(
    name: string,
    roots: Root[],
    sizeOf: (path: string) => Promise<number | undefined>,
  ): Promise<string> {
    for (const { id, path } of roots) {
      const last = path.split('/').at(-1)!;
      if (last !== name && last.replace(NUMBERED, '') !== name) continue;
      const photos = await this.#call({ kind: 'some-photos', folder: id, limit: TELLING_PHOTOS });
      if (photos.length === 0) return path;
      for (const photo of photos) if ((await sizeOf(photo.path)) === photo.bytes) return path;
    }
    const taken = new Set((await this.#call({ kind: 'folders' })).map(({ path }) => path));
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
    return free;
  }

  async #pathOf(folder: number): Promise<string> {
    const found = (await this.#call({ kind: 'folders' })).find(({ id }) => id === folder);
    if (!found) throw new PhotoloupeError('storage', `there is no folder ${folder} in the library`);
    return found.path;
  }

  #hear(event: Event): void {
    if (event.kind === 'loading') this.#options.onProgress?.(event.progress);
    else if (event.kind === 'progress') this.#runs.get(event.run)?.onProgress?.(event.progress);
    else this.#runs.get(event.run)?.onSkipped?.(event.skipped);
  }
}

function closed(how: string): PhotoloupeError {
  return new PhotoloupeError('aborted', `the library ${how}`);
}
