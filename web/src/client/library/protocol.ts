// What the client and a library's worker say to each other: calls, each answered once by its id. One that is aborted is
// not answered.
import type { LoadProgress } from '../types';
import type { Failure, Picture, Start } from '../worker/protocol';
import type {
  Completion,
  Found,
  FoundPhoto,
  FoundPhotos,
  IndexProgress,
  IndexReport,
  LibraryExport,
  LibraryPhoto,
  LibraryTag,
  PhotoTable,
  SkippedPhoto,
} from './types';

// What is indexed: a folder by its handle, or files with their paths.
export type Source =
  | { kind: 'folder'; handle: FileSystemDirectoryHandle; folder: string } // path of its root
  | { kind: 'files'; files: { file: File; path: string }[]; folder: string }; // '': they came without one

export type Call =
  | { kind: 'open'; name: string; model: string }
  | { kind: 'index'; run: number; source: Source; again: boolean }
  | { kind: 'stop'; run: number }
  | { kind: 'search'; text: string; limit: number }
  | { kind: 'find'; text: string; limit: number; typed: boolean }
  | { kind: 'similar'; photo: number | Picture; limit: number }
  | { kind: 'complete'; text: string; limit: number }
  | { kind: 'count' }
  | { kind: 'table' }
  | { kind: 'photo'; photo: number }
  | { kind: 'describe'; ids: number[] }
  | { kind: 'thumbnails'; ids: number[] }
  | { kind: 'unreadable' }
  | { kind: 'tags' }
  | { kind: 'add-tag'; name: string; photos: number[] }
  | { kind: 'remove-tag'; name: string; photos: number[] }
  | { kind: 'undo-tags' }
  | { kind: 'teach'; name: string; yes: number[]; no: number[] }
  | { kind: 'remove'; photos: number[] }
  | { kind: 'folders' }
  | { kind: 'some-photos'; folder: number; limit: number }
  | { kind: 'forget'; folder: number }
  | { kind: 'loose-file'; folder: string; path: string }
  | { kind: 'export'; format: LibraryExport; photos: number[] | null }
  | { kind: 'import'; file: Blob }
  | { kind: 'close' }
  | { kind: 'delete' };

export interface Results {
  open: undefined;
  index: IndexReport;
  stop: undefined;
  search: PlainFoundPhotos;
  find: Found;
  similar: FoundPhoto[];
  complete: Completion[];
  count: number;
  table: PhotoTable;
  photo: LocatedPhoto;
  describe: FoundPhoto[];
  thumbnails: (Blob | null)[];
  unreadable: SkippedPhoto[];
  tags: LibraryTag[];
  'add-tag': undefined;
  'remove-tag': undefined;
  'undo-tags': undefined;
  teach: { photos: number };
  remove: undefined;
  folders: { id: number; path: string; photos: number }[];
  'some-photos': { path: string; bytes: number }[];
  forget: undefined;
  'loose-file': File | null;
  export: Blob;
  import: undefined;
  close: undefined;
  delete: undefined;
}

export interface PlainFoundPhotos extends Pick<FoundPhotos, 'unknown' | 'suggestion'> {
  photos: FoundPhoto[];
}

export interface LocatedPhoto extends LibraryPhoto {
  folder: string; // path of its root
  path: string; // below it
}

// Of a run that was started by an index call.
export type Event =
  | { kind: 'progress'; run: number; progress: IndexProgress }
  | { kind: 'skipped'; run: number; skipped: SkippedPhoto }
  | { kind: 'loading'; progress: LoadProgress };

export type Request = Start | { kind: 'abort'; id: number } | (Call & { id: number });
export type Reply =
  | { kind: 'result'; id: number; result: Results[Call['kind']] }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'breakdown'; failure: Failure }
  | { kind: 'event'; event: Event };
