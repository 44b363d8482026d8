// Owns a library: SQLite, the engine that speaks to it, and the workers that read photos. Calls are answered as they come,
// those that index beside the others.
import { zipSync, strToU8 } from 'fflate';
import { breakdownOf, failureOf } from '../../worker/failure';
import { startEngine } from '../../worker/start';
import type { Start } from '../../worker/protocol';
import { PhotoloupeError } from '../../error';
import type { Call, Event, Reply, Request, Results } from '../protocol';
import type { LibraryModule, OpenedLibrary } from './embind';
import { directoryOf, LibraryFiles } from './files';
import { index } from './indexing';
import { Network } from './network';
import { Readers } from './readers';
import { startSqlite, type Sqlite } from './sqlite';
import { fullError, isFull, LibraryStorageError } from './storage-error';

type Answer = Results[Call['kind']];

const PIECE = 4_194_304; // bytes of an imported file at once
const REMEDY = 'open the library again';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const stopped = new Set<number>();
const looseFiles = new Map<string, Map<string, File>>(); // of this session, by folder and path
let begin: Start;
let sqlite: Sqlite;
let module: LibraryModule;
let files: LibraryFiles;
let library: OpenedLibrary;
let network: Network;
let readers: Readers;
let libraryName = '';

scope.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'start') begin = data;
  else if (data.kind !== 'abort') void answer(data.id, data);
};

async function answer(id: number, call: Call): Promise<void> {
  try {
    const result = await resultOf(call);
    reply({ kind: 'result', id, result }, transferOf(result));
  } catch (error) {
    const failure = failureOf(error);
    if (failure) reply({ kind: 'failure', id, failure });
    else reply({ kind: 'breakdown', failure: breakdownOf(error, REMEDY) });
  }
}

function resultOf(call: Call): Answer | Promise<Answer> {
  switch (call.kind) {
    case 'open':
      return open(call.name, call.model);
    case 'index':
      return indexed(call);
    case 'stop':
      stopped.add(call.run);
      return undefined;
    case 'search': {
      const { ids, scores, unknown, suggestion } = library.find(call.text, call.limit);
      return { photos: library.describe(ids, scores), unknown, suggestion };
    }
    case 'find': {
      const start = performance.now();
      const found = call.typed
        ? library.findTyped(call.text, call.limit)
        : library.find(call.text, call.limit);
      return { ...found, milliseconds: performance.now() - start };
    }
    case 'similar':
      return similar(call);
    case 'complete':
      return library.complete(call.text, call.limit);
    case 'count':
      return library.count();
    case 'table':
      return library.table();
    case 'photo': {
      const photo = library.photo(call.photo);
      if (!photo) throw new PhotoloupeError('storage', `there is no photo ${call.photo} in the library`);
      return photo;
    }
    case 'describe':
      return library.describe(call.ids, new Float32Array(call.ids.length).fill(1));
    case 'thumbnails':
      return call.ids.map((id) => {
        const jpeg = library.thumbnail(id);
        return jpeg && new Blob([jpeg], { type: 'image/jpeg' });
      });
    case 'unreadable':
      return library.unreadable();
    case 'tags':
      return library.tags();
    case 'add-tag':
      library.addTag(call.name, call.photos);
      return keepTags(undefined);
    case 'remove-tag':
      library.removeTag(call.name, call.photos);
      return keepTags(undefined);
    case 'undo-tags':
      library.undoTags();
      return keepTags(undefined);
    case 'teach':
      return keepTags({ photos: library.teach(call.name, call.yes, call.no) });
    case 'remove':
      library.remove(call.photos);
      return undefined;
    case 'folders':
      return library.folders();
    case 'some-photos':
      return library.somePhotos(call.folder, call.limit);
    case 'forget':
      library.forget(call.folder);
      return undefined;
    case 'loose-file':
      return looseFiles.get(call.folder)?.get(call.path) ?? null;
    case 'export':
      return exported(call);
    case 'import':
      return replaceBy(call.file);
    case 'close':
      return close();
    case 'delete':
      return remove();
  }
}

async function open(name: string, model: string): Promise<undefined> {
  libraryName = name;
  sqlite = await startSqlite(directoryOf(name));
  files = await LibraryFiles.open(name, sqlite.files);
  ({ module } = await startEngine<LibraryModule>(
    { engineUrl: begin.engineUrl, threads: 1 },
    sqlite.forEngine,
  ));
  network = new Network(module, model, (progress) => tell({ kind: 'loading', progress }));
  readers = new Readers(begin.engineUrl, begin.threads, () => network.file());
  try {
    library = new module.Library(files.current, await files.readTags());
  } catch (error) {
    if (failureOf(error)?.reason === 'damaged') await files.putAside();
    throw error;
  }
}

async function indexed({ run, source, again }: Extract<Call, { kind: 'index' }>): Promise<Results['index']> {
  if (source.kind === 'files') {
    const known = looseFiles.get(source.folder) ?? new Map<string, File>();
    for (const { file, path } of source.files) known.set(path, file);
    looseFiles.set(source.folder, known);
  }
  try {
    if (again) library.lookAgain(library.folderId(source.folder), await network.hash());
    const report = await index(library, network, readers, source, {
      onProgress: (progress) => tell({ kind: 'progress', run, progress }),
      onSkipped: (skipped) => tell({ kind: 'skipped', run, skipped }),
      isStopped: () => stopped.has(run),
    });
    return report.added + report.changed + report.removed > 0 ? await keepTags(report) : report;
  } finally {
    stopped.delete(run);
  }
}

async function similar({ photo, limit }: Extract<Call, { kind: 'similar' }>): Promise<Results['similar']> {
  if (typeof photo === 'number') return library.similarPhotos(photo, limit);
  const transfer =
    photo.kind === 'bytes'
      ? [photo.bytes]
      : photo.kind === 'pixels'
        ? [photo.pixels]
        : photo.kind === 'frame'
          ? [photo.frame]
          : [];
  library.requireModel(await network.hash());
  return library.similarTo(await readers.embed(photo, transfer as Transferable[]), limit);
}

// What people say is also kept beside the library, for one that is made again.
async function keepTags<T>(result: T): Promise<T> {
  await files.writeTags(library.tagsText());
  return result;
}

async function exported({ format, photos }: { format: string; photos: number[] | null }): Promise<Blob> {
  switch (format) {
    case 'sqlite':
      if (photos)
        throw new PhotoloupeError(
          'not-supported',
          "some photos cannot be had as 'sqlite'; csv, json and xmp can",
        );
      return (await files.copy((use) => library.eachPage(use))).slice(
        0,
        undefined,
        'application/vnd.sqlite3',
      );
    case 'csv':
      return new Blob([library.exportText('csv', photos)], { type: 'text/csv' });
    case 'json':
      return new Blob([library.exportText('json', photos)], { type: 'application/json' });
    case 'xmp': {
      const sidecars = library.exportSidecars(photos).map(({ path, content }) => [path, strToU8(content)]);
      const zip = zipSync(Object.fromEntries(sidecars) as Record<string, Uint8Array>);
      return new Blob([zip], { type: 'application/zip' });
    }
  }
  throw new PhotoloupeError(
    'not-supported',
    `a library cannot be exported as '${format}'; sqlite, csv, json and xmp can be had`,
  );
}

// The other one is copied beside this one and checked before it takes its place.
async function replaceBy(file: Blob): Promise<undefined> {
  const name = files.another;
  let at = 0;
  let imported: OpenedLibrary;
  try {
    await sqlite.files.importDb(name, async () => {
      if (at >= file.size) return undefined;
      const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
      at += PIECE;
      return piece;
    });
  } catch (cause) {
    if (isFull(cause)) throw fullError(cause);
    throw new LibraryStorageError('no-library', 'this file is no photo library', cause);
  }
  try {
    imported = new module.Library(name, '');
  } catch (error) {
    sqlite.files.unlink(name);
    const reason = failureOf(error)?.reason;
    const sentence = reason === 'damaged' ? 'this library is damaged' : (error as Error).message;
    throw new LibraryStorageError(
      reason === 'damaged' ? 'no-library' : (reason ?? 'no-library'),
      sentence,
      error,
    );
  }
  library.delete();
  library = imported;
  looseFiles.clear();
  await files.replaceBy(name);
  return keepTags(undefined);
}

function close(): undefined {
  readers.end();
  library.delete();
  sqlite.files.pauseVfs();
}

async function remove(): Promise<undefined> {
  close();
  const [parent, folder] = directoryOf(libraryName).split('/') as [string, string];
  const root = await navigator.storage.getDirectory();
  await (await root.getDirectoryHandle(parent)).removeEntry(folder, { recursive: true });
}

function transferOf(result: Answer): Transferable[] {
  if (typeof result !== 'object' || result === null || result instanceof Blob) return [];
  return Object.values(result).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []));
}

function tell(event: Event): void {
  reply({ kind: 'event', event });
}

function reply(message: Reply, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}
