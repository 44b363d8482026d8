// One sentence on what was just done, shown for a while and spoken; with the way to undo it, where there is one.
import { Store } from '../../state/store';

const SHOWN_FOR = 8000; // milliseconds

interface Notice {
  words: string;
  trouble: boolean;
  undo: (() => void) | null;
}

const NOTHING: Notice = { words: '', trouble: false, undo: null };

export const notice = new Store<Notice>(NOTHING);

let timer = 0;

export function say(words: string, options: Partial<Omit<Notice, 'words'>> = {}): void {
  notice.update({ ...NOTHING, ...options, words });
  letNoticeGo();
}

// While somebody is at it, it stays.
export function holdNotice(): void {
  clearTimeout(timer);
}

export function letNoticeGo(): void {
  clearTimeout(timer);
  timer = setTimeout(silence, SHOWN_FOR);
}

export function silence(): void {
  clearTimeout(timer);
  notice.update(NOTHING);
}
