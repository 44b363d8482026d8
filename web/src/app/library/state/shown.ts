// The photos as they are shown: what was found, with the shots of a burst stacked or each for itself.
import { recall, remember } from '../../state/remembered';
import { Store } from '../../state/store';
import { stacked, stackOf, unstacked, type Shown } from '../grid/stacks';
import { photoLibrary } from './photo-library';
import { finder } from './results';

const KEY = 'photoloupe-library-spread'; // whether bursts are to be spread out

class ShownPhotos extends Store<Shown & { stacks: boolean; saved: number }> {
  #rows: Uint32Array | null = null;

  constructor() {
    super({
      rows: new Uint32Array(0),
      sizes: new Uint32Array(0),
      stacks: !recall(KEY),
      saved: 0,
    });
    finder.subscribe(() => {
      if (finder.state.rows !== this.#rows) this.#show();
    });
  }

  setStacks(stacks: boolean): void {
    remember(KEY, stacks ? '' : 'yes');
    this.update({ stacks });
    this.#show();
  }

  idAt(index: number): number {
    return photoLibrary.state.table?.ids[this.state.rows[index]!] ?? 0;
  }

  // -1 when it is not shown.
  indexOf(id: number): number {
    return this.state.rows.indexOf(photoLibrary.rowOf(id));
  }

  // All that a tile stands for.
  idsAt(index: number): number[] {
    const { table } = photoLibrary.state;
    const row = this.state.rows[index];
    if (!table || row === undefined) return [];
    if (!this.state.stacks) return [table.ids[row]!];
    return stackOf(row, finder.state.rows ?? this.state.rows, table).map((each) => table.ids[each]!);
  }

  #show(): void {
    const { rows } = finder.state;
    const { table } = photoLibrary.state;
    this.#rows = rows;
    if (!table) return;
    const found = rows ?? new Uint32Array(0);
    const shown = this.state.stacks ? stacked(found, table) : unstacked(found);
    this.update({ ...shown, saved: found.length - shown.rows.length });
  }
}

export const shown = new ShownPhotos();
