// One sentence on what was just done, shown for a while and spoken.
import { Store } from '../../state/store';

const SHOWN_FOR = 8000; // milliseconds

export const notice = new Store<{ words: string; trouble: boolean }>({ words: '', trouble: false });

let timer = 0;

export function say(words: string, { trouble = false } = {}): void {
  clearTimeout(timer);
  notice.update({ words, trouble });
  timer = setTimeout(silence, SHOWN_FOR);
}

export function silence(): void {
  clearTimeout(timer);
  notice.update({ words: '', trouble: false });
}
