// What a library's worker and those that read photos for it say to each other: each job is answered once, in order.
import type { Failure, Picture } from '../../worker/protocol';
import type { Embedding, ListedFile, PhotoRecord } from '../worker/embind';

export type Request =
  | { kind: 'start'; engineUrl: string; model: Blob; recognised: string[] } // hashes of photos that may have moved
  | {
      kind: 'read';
      job: number;
      file: File | FileSystemFileHandle;
      path: string;
      known: string | null;
      anew: boolean;
    }
  | { kind: 'embed'; job: number; picture: Picture };

export type Reading =
  | { kind: 'record'; file: ListedFile; record: PhotoRecord }
  | { kind: 'same'; file: ListedFile; hash: Uint8Array } // as known, or recognised
  | { kind: 'unreadable'; file: ListedFile | null; reason: string; isFinal: boolean }; // null: it went away

export type Reply =
  | { kind: 'read'; job: number; reading: Reading }
  | { kind: 'embedded'; job: number; embedding: Embedding }
  | { kind: 'failure'; job: number; failure: Failure }
  | { kind: 'breakdown'; failure: Failure };

export function hashText(hash: Uint8Array): string {
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
