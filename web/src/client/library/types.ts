// A library of photos, kept on the device under a name: what is in each, so that words find them. The same SQLite file as
// the command line's `photoloupe index` makes.
import type { ImageSource, LoadProgress } from '../types';

export interface LibraryOptions {
  threads?: number | 'auto'; // photos that are read at the same time; one for each core by default
  // Another tab may have the library, and only one can: whether to ask it to let go. Else opening it rejects with 'storage'
  // and the reason 'open-elsewhere'.
  takeOver?: boolean;
  // The library can no longer be used: another tab has taken it over, or its worker broke down.
  onClosed?: (reason: 'taken-over' | 'broken-down') => void;
  onProgress?: (progress: LoadProgress) => void; // of the network's file, which is fetched when photos are first read
  signal?: AbortSignal;
}

// Why a library cannot be had: PhotoloupeError.reason beside the code 'storage'.
export type LibraryFailure =
  | 'open-elsewhere' // another tab has it
  | 'newer-version' // a newer Photoloupe made it
  | 'no-library' // the imported file is none
  | 'damaged' // it was put aside; opening again begins a new one, with what people typed
  | 'full' // no space is left on the device, or the browser gives no more
  | 'other-model' // another model looked at its photos: index them with `again`
  | 'unavailable'; // this browser keeps no files, as in some private windows

export interface IndexProgress {
  done: number; // photos looked at
  total: number; // photos that are new or have changed
  file: string; // the last one
  photosPerSecond: number; // of the last seconds
  secondsLeft: number;
}

export interface IndexOptions {
  onProgress?: (progress: IndexProgress) => void;
  onSkipped?: (skipped: SkippedPhoto) => void; // what could not be read; the rest goes on
  // Looks at all of them anew, changed or not, as another model than before must: until it has, those of other folders are
  // not found by likeness either. People's tags stay. Stopped, it goes on without `again`.
  again?: boolean;
  signal?: AbortSignal; // stops after what is in flight; what was done is kept, and adding again goes on
}

export interface SkippedPhoto {
  file: string;
  reason: string; // in a sentence
}

export interface IndexReport {
  added: number;
  changed: number;
  moved: number;
  removed: number; // of a folder: what is no longer in it
  unchanged: number;
  failed: number;
  stopped: boolean; // by the signal
}

// What is indexed: a folder, which is brought up to date and remembered, or files, which are added.
export type PhotoFolder = FileSystemDirectoryHandle;
export type PhotoFiles = FileList | Iterable<File>; // webkitRelativePath is their path, where it is set

// Many photos at once, row by row, for a page that shows all of them.
export interface PhotoTable {
  ids: Uint32Array;
  aspects: Float32Array; // width / height, upright
  taken: Float64Array; // seconds since 1970 of the camera's clock; NaN where nobody knows
  bursts: Uint32Array; // the same number: copies and shots of one burst; 0 for none
}

// What a search finds, the best first.
export interface Found {
  ids: Uint32Array;
  scores: Float32Array; // 0 to 1
  unknown: string[]; // words that nothing is called by
  suggestion: string; // the whole query with known words in their place; empty for none
  completed: string; // the query that was searched for in place of one that is only begun; else empty
  milliseconds: number;
}

export interface FoundPhoto {
  id: number;
  file: string; // path, with / between folders
  score: number; // 0 to 1
  tags: string[]; // people's own, then the automatic ones, the surest first
}

export type FoundPhotos = FoundPhoto[] & { unknown: string[]; suggestion: string };

export interface LibraryPhoto {
  id: number;
  file: string;
  bytes: number;
  modified: number; // milliseconds since 1970
  width: number; // upright, in pixels
  height: number;
  orientation: number; // EXIF's, 1 to 8
  taken: number | null; // seconds since 1970 of the camera's clock
  camera: string;
  text: string; // EXIF's
  tags: PhotoTag[]; // people's own first
  burst: number[]; // the other photos of its burst, and its copies
}

export interface PhotoTag {
  name: string;
  path: string[]; // leads down to it: animal, dog, Samoyed
  probability: number;
  own: boolean; // somebody's own; else automatic
  taught: boolean; // found by examples
}

export interface LibraryTag {
  name: string;
  path: string[];
  photos: number;
  own: boolean;
  taught: boolean;
}

export interface LibraryFolder {
  id: number;
  name: string;
  photos: number;
  // Whether its files can be opened now; 'ask' needs a click, 'gone' the folder to be chosen again.
  access: 'granted' | 'ask' | 'gone';
}

export interface Completion {
  text: string; // the whole query, its end completed
  photos: number; // that it would find
}

export type LibraryExport = 'sqlite' | 'csv' | 'json' | 'xmp'; // xmp: a zip of sidecars

// Lives in a worker of its own. All reject with a PhotoloupeError: 'storage' with a reason (LibraryFailure) when the library
// cannot be read or written, 'aborted' once it is closed.
export interface Library {
  readonly name: string;
  readonly persistent: boolean; // whether the browser promises to keep it

  // Looks at what is new or has changed. One at a time; a second call waits.
  add(photos: PhotoFolder | PhotoFiles, options?: IndexOptions): Promise<IndexReport>;
  folders(): Promise<LibraryFolder[]>;
  // Brings a remembered folder up to date. Where access is 'ask', call it in a click.
  update(folder: number, options?: IndexOptions): Promise<IndexReport>;
  // Takes a folder's photos out of the library, and remembers it no longer.
  forget(folder: number): Promise<void>;

  search(text: string, options?: { limit?: number }): Promise<FoundPhotos>;
  // The same without files and tags, for as many photos as there are. An empty text finds all, the newest first.
  // With `typed`, for somebody who is still typing: a last word that nothing is called stands for what it may become.
  find(text: string, options?: { limit?: number; typed?: boolean }): Promise<Found>;
  // By a photo of the library, by its id, which is the first of them then, or by any other.
  similar(image: number | ImageSource, options?: { limit?: number }): Promise<FoundPhotos>;
  // What the text typed so far may become, the likeliest first.
  complete(text: string, options?: { limit?: number }): Promise<Completion[]>;

  count(): Promise<number>;
  table(): Promise<PhotoTable>; // newest first
  photo(id: number): Promise<LibraryPhoto>;
  // Files and tags of some, in the order given, scores 1; without those that are not here.
  describe(ids: number[]): Promise<FoundPhoto[]>;
  thumbnails(ids: number[]): Promise<(Blob | null)[]>; // JPEGs, 256 pixels on the longer side
  // The file itself, where it can still be opened. With `ask`, the browser asks for a folder whose access is 'ask': call
  // it in a click.
  original(id: number, options?: { ask?: boolean }): Promise<File | null>;
  unreadable(): Promise<SkippedPhoto[]>;

  tags(): Promise<LibraryTag[]>;
  addTag(name: string, photos: number[]): Promise<void>;
  // Somebody's own or an automatic one; they stay without it, and without what is below it.
  removeTag(name: string, photos: number[]): Promise<void>;
  // Takes back the last addTag or removeTag, wholly; nothing when it was taken back.
  undoTags(): Promise<void>;
  // Says which photos a tag is of and which it is not, and finds the others; how many have it now.
  teach(name: string, examples: { yes?: number[]; no?: number[] }): Promise<{ photos: number }>;

  // Takes photos out of the library; their files stay.
  remove(photos: number[]): Promise<void>;
  // All, or only some of the photos, for which there is no 'sqlite': that is a file on the disk, until the next one.
  export(format?: LibraryExport, options?: { photos?: number[] }): Promise<Blob>;
  // Puts another library in this one's place, whole or not at all.
  import(file: Blob): Promise<void>;

  close(): Promise<void>;
  // Ends it and deletes what it kept; the photos' files stay.
  delete(): Promise<void>;
}
