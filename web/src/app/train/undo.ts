// One thing that was just removed, and the way to have it back for as long as it is offered.
import { Store } from '../state/store';

const OFFERED_FOR = 12_000; // milliseconds

export const undo = new Store<{ words: string; bringBack: (() => void) | null }>({
  words: '',
  bringBack: null,
});

let timer = 0;

export function offerUndo(words: string, bringBack: () => void): void {
  clearTimeout(timer);
  undo.update({ words, bringBack });
  timer = setTimeout(forgetUndo, OFFERED_FOR);
}

export function forgetUndo(): void {
  undo.update({ words: '', bringBack: null });
}
