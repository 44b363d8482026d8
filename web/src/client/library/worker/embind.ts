// The types of wasm/library_bindings.cpp. Failures are Errors with a `code` of ErrorCode, and a `reason` of LibraryFailure.
import type { CommonModule, EngineBuffer } from '../../worker/embind';
import type { LocatedPhoto, Results } from '../protocol';
import type {
  Completion,
  Found,
  FoundPhoto,
  IndexReport,
  LibraryTag,
  PhotoTable,
  SkippedPhoto,
} from '../types';

interface Deletable {
  delete(): void;
}

export interface Embedding {
  scale: number;
  values: Int8Array<ArrayBuffer>;
}

// What is kept of a photo.
export interface PhotoRecord {
  hash: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  orientation: number;
  taken: number | null;
  camera: string;
  text: string;
  labels: Uint32Array<ArrayBuffer>; // concept, permille, concept, permille, ...
  concepts: Uint32Array<ArrayBuffer>;
  embedding: Embedding;
  thumbnail: Uint8Array<ArrayBuffer>;
}

export interface PhotoReader extends Deletable {
  read(file: EngineBuffer): PhotoRecord;
  readPixels(file: EngineBuffer, rgba: EngineBuffer, width: number, height: number): PhotoRecord;
  embed(file: EngineBuffer): Embedding;
  embedPixels(rgba: EngineBuffer, width: number, height: number): Embedding;
}

// A file as its folder lists it.
export interface ListedFile {
  path: string; // below the folder
  bytes: number;
  modified: number; // milliseconds since 1970
}

export interface IndexJob {
  path: string;
  listed: number; // where it is in the listing
  hash: Uint8Array<ArrayBuffer> | null; // of what the library knows under this path
}

export interface IndexRun extends Deletable {
  jobs(): IndexJob[];
  missing(): Uint8Array<ArrayBuffer>[]; // hashes of photos that may have moved
  addRecord(job: number, file: ListedFile, record: PhotoRecord): void;
  addSame(job: number, file: ListedFile, hash: Uint8Array): boolean; // false: it must be looked at
  addUnreadable(job: number, file: ListedFile, reason: string, isFinal: boolean): void;
  flush(): void;
  finish(wasStopped: boolean): Omit<IndexReport, 'stopped'>;
}

export interface OpenedLibrary extends Deletable {
  find(text: string, limit: number): Omit<Found, 'milliseconds'>;
  findTyped(text: string, limit: number): Omit<Found, 'milliseconds'>;
  describe(ids: ArrayLike<number>, scores: ArrayLike<number>): FoundPhoto[];
  similarTo(embedding: Embedding, limit: number): FoundPhoto[];
  similarPhotos(photo: number, limit: number): FoundPhoto[];
  complete(text: string, limit: number): Completion[];
  count(): number;
  table(): PhotoTable;
  photo(id: number): LocatedPhoto | null;
  thumbnail(id: number): Uint8Array<ArrayBuffer> | null;
  unreadable(): SkippedPhoto[];
  tags(): LibraryTag[];
  addTag(name: string, photos: number[]): void;
  removeTag(name: string, photos: number[]): void;
  undoTags(): void;
  teach(name: string, yes: number[], no: number[]): number;
  tagsText(): string;
  remove(photos: number[]): void;
  folders(): Results['folders'];
  folderId(path: string): number;
  somePhotos(folder: number, limit: number): ListedFile[];
  forget(folder: number): void;
  exportText(format: string, photos: number[] | null): string;
  eachPage(use: (page: Uint8Array<ArrayBuffer>) => void): void; // of its file, in order; gone when it returns
  exportSidecars(photos: number[] | null): { path: string; content: string }[];
  // `model`: the hash of its file. Both throw with the reason 'other-model'; the second has a new library remember it.
  requireModel(model: Uint8Array): void;
  takeModel(model: Uint8Array): void;
  lookAgain(folder: number, model: Uint8Array): void;
  startRun(
    folder: number,
    files: ListedFile[],
    unreadable: string[],
    scope: 'folder' | 'files' | 'loose',
  ): IndexRun;
}

export interface LibraryModule extends CommonModule {
  Reader: new (model: EngineBuffer) => PhotoReader;
  hashOf(file: EngineBuffer): Uint8Array<ArrayBuffer>;
  Library: new (file: string, tags: string) => OpenedLibrary;
}
