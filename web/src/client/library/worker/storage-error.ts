import { PhotoloupeError } from '../../error';
import type { LibraryFailure } from '../types';

export class LibraryStorageError extends PhotoloupeError {
  constructor(reason: LibraryFailure, message: string, cause?: unknown) {
    super('storage', message, { cause, reason });
  }
}
