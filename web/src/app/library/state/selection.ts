// The photos that are selected, for whatever is done with many at once.
import { Store } from '../../state/store';
import { photoLibrary } from './photo-library';
import { finder } from './results';
import { shown } from './shown';

class Selection extends Store<{ ids: ReadonlySet<number> }> {
  #anchor = 0; // index from which a range goes

  constructor() {
    super({ ids: new Set() });
    photoLibrary.subscribe(() => this.#dropGone());
  }

  has(id: number): boolean {
    return this.state.ids.has(id);
  }

  get list(): number[] {
    return [...this.state.ids];
  }

  toggle(index: number): void {
    const ids = shown.idsAt(index);
    const on = !ids.every((id) => this.has(id));
    this.#anchor = index;
    this.#change(ids, on);
  }

  // From where something was selected last, to there.
  extendTo(index: number): void {
    const ids: number[] = [];
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    for (let each = from; each <= to; each++) ids.push(...shown.idsAt(each));
    this.#change(ids, true);
  }

  all(): void {
    const { table } = photoLibrary.state;
    const { rows } = finder.state;
    if (table && rows) this.update({ ids: new Set(Array.from(rows, (row) => table.ids[row]!)) });
  }

  clear(): void {
    if (this.state.ids.size > 0) this.update({ ids: new Set() });
  }

  #change(ids: readonly number[], on: boolean): void {
    const changed = new Set(this.state.ids);
    for (const id of ids) {
      if (on) changed.add(id);
      else changed.delete(id);
    }
    this.update({ ids: changed });
  }

  #dropGone(): void {
    const left = this.list.filter((id) => photoLibrary.rowOf(id) >= 0);
    if (left.length < this.state.ids.size) this.update({ ids: new Set(left) });
  }
}

export const selection = new Selection();
