import type { LibraryFailure } from './library/types';
import type { ErrorCode } from './types';

// Every failure of the package: a code to switch on, and a sentence that says what was wrong.
export class PhotoloupeError extends Error {
  override readonly name = 'PhotoloupeError';
  // Whether the engine itself broke down, by a bug rather than by what was asked: it starts again with the next
  // call.
  readonly brokenDown: boolean;
  // Why a library cannot be had, beside 'storage'.
  readonly reason: LibraryFailure | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: ErrorOptions & { brokenDown?: boolean; reason?: LibraryFailure | undefined } = {},
  ) {
    super(message, options);
    this.brokenDown = options.brokenDown ?? false;
    this.reason = options.reason;
  }
}

export function abortedBy(signal: AbortSignal): PhotoloupeError {
  return new PhotoloupeError('aborted', 'the call was aborted', { cause: signal.reason });
}

export function disposedOf(what: 'model' | 'engine'): PhotoloupeError {
  return new PhotoloupeError('aborted', `the ${what} was disposed of`);
}
