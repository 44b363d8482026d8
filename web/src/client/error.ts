import type { ErrorCode } from './types';

// Every failure of the package: a code to switch on, and a sentence that says what was wrong.
export class PhotoloupeError extends Error {
  override readonly name = 'PhotoloupeError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
