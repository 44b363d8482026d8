import { PhotoloupeError } from '../../error';
import type { LibraryFailure } from '../types';

// Whether there was no room for what was to be written.
export function isFull(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'QuotaExceededError';
}

export function fullError(cause: unknown): LibraryStorageError {
  return new LibraryStorageError('full', 'there is no space left for the library', cause);
}

export class LibraryStorageError extends PhotoloupeError {
  constructor(reason: LibraryFailure, message: string, cause?: unknown) {
    super('storage', message, { cause, reason });
  }
}
