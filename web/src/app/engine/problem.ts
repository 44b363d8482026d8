// What went wrong, in words for people: a title, what is the matter, and what would be right.
import { PhotoloupeError } from '../../client/photoloupe';

export interface Problem {
  code: string;
  title: string;
  advice: string;
  detail: string; // the engine's own sentence
}

const WORDS: Record<string, [title: string, advice: string]> = {
  'bad-image': [
    'Not a readable photo',
    'The file is damaged or is something else. Try to open it in another program.',
  ],
  'unsupported-format': ['A format this browser can’t read', 'Save it as JPEG, PNG or WebP and try again.'],
  'image-too-large': ['Too many pixels', 'Make the photo smaller and try again.'],
  'bad-model': ['The model is damaged', 'Try again to download it anew.'],
  'bad-dataset': [
    'These photos cannot be trained on',
    'Two classes or more are needed, with photos in each.',
  ],
  'out-of-memory': ['Out of memory', 'Close other tabs, or try a smaller photo.'],
  'not-supported': ['This browser can’t do that', 'A current Chrome, Edge, Firefox or Safari can.'],
  'broken-down': ['The engine broke down', 'That is a fault of ours. Try again: it starts anew.'],
  network: ['No connection', 'Check the connection and try again.'],
  storage: ['The file could not be read', 'It may have been moved or deleted. Choose it again.'],
};

export function problemFrom(error: unknown): Problem {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  const [title, advice] = WORDS[code] ?? ['Something went wrong', 'Try again, or reload the page.'];
  return { code, title, advice, detail };
}

function codeOf(error: unknown): string {
  if (!(error instanceof PhotoloupeError)) return 'unknown';
  return error.brokenDown && error.code === 'not-supported' ? 'broken-down' : error.code;
}

export function isAbort(error: unknown): boolean {
  return error instanceof PhotoloupeError && error.code === 'aborted';
}
