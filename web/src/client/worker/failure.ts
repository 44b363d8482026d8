// Which code and sentence an error becomes, and which errors mean that the engine is not to be trusted any more.
import type { LibraryFailure } from '../library/types';
import type { ErrorCode } from '../types';
import type { Failure } from './protocol';

// The failure of one call; null for what should never happen: a trap, a bug.
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error)) return null;
  const { message } = error;
  if ('code' in error && typeof error.code === 'string') {
    const { reason } = error as { reason?: LibraryFailure };
    return { code: error.code as ErrorCode, message, ...(reason && { reason }) };
  }
  if (isAllocation(error))
    return { code: 'out-of-memory', message: `there is not enough memory (${message})` };
  return null;
}

// `remedy`: what the caller can do about it, or need not.
export function breakdownOf(error: unknown, remedy = 'the next call starts it again'): Failure {
  const failure = failureOf(error);
  if (failure) return failure;
  const why = error instanceof Error ? error.message : String(error);
  return {
    code: /\bOOM\b|out of memory/i.test(why) ? 'out-of-memory' : 'not-supported',
    message: `the engine broke down (${why}); ${remedy}`,
    brokenDown: true,
  };
}

// JavaScript has one error for too little memory and for a stack that overflows, which is a bug.
function isAllocation(error: Error): boolean {
  return error instanceof RangeError && !error.message.includes('call stack');
}
