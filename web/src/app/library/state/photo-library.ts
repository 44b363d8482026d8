// The library that the tab shows: opened once the engine is there, and what is in it, kept up to date.
import type {
  Library,
  LibraryFailure,
  LibraryFolder,
  LibraryTag,
  PhotoTable,
} from '../../../client/library/types';
import { PhotoloupeError } from '../../../client/photoloupe';
import type { LoadProgress } from '../../../client/types';
import { engine } from '../../engine/engine';
import { problemFrom, type Problem } from '../../engine/problem';
import { Store } from '../../state/store';

const NAME = 'photos';
const PAUSE = 700; // milliseconds between two looks at a library that changes
const PAUSE_SHARE = 5; // or so many times as long as a look takes, if that is more

export type Failure = LibraryFailure | 'taken-over' | 'broken-down' | 'no-engine' | 'other';

interface LibraryState {
  phase: 'opening' | 'open' | 'failed';
  failure: Failure | null;
  problem: Problem | null; // the failure in words, where its name does not say it all
  persistent: boolean;
  downloading: LoadProgress | null; // the network, before photos are first read
  table: PhotoTable | null; // null until it is open
  folders: readonly LibraryFolder[];
  tags: readonly LibraryTag[];
  unreadable: number; // photos
}

class PhotoLibrary extends Store<LibraryState> {
  #library: Library | null = null;
  #started = false;
  #rows: Int32Array = new Int32Array(0); // id -> row of the table; -1 for none
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #soon = 0;
  #lookTook = 0; // milliseconds

  constructor() {
    super({
      phase: 'opening',
      failure: null,
      problem: null,
      persistent: true,
      downloading: null,
      table: null,
      folders: [],
      tags: [],
      unreadable: 0,
    });
  }

  // What everything is asked of, once it is open.
  get client(): Library {
    if (!this.#library) throw new PhotoloupeError('aborted', 'the library is not open');
    return this.#library;
  }

  get isEmpty(): boolean {
    return this.state.table?.ids.length === 0;
  }

  // The row of the table, or -1.
  rowOf(id: number): number {
    return this.#rows[id] ?? -1;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.open();
  }

  // Also the way to try again. Never rejects: the state says how it went.
  async open({ takeOver = false } = {}): Promise<void> {
    this.update({ phase: 'opening', failure: null, problem: null });
    try {
      const loupe = await startedEngine();
      const library = await loupe.openLibrary(NAME, {
        takeOver,
        onClosed: (reason) => this.#close(reason),
        onProgress: (progress) =>
          this.update({ downloading: progress.loaded === progress.total ? null : progress }),
      });
      this.#library = library;
      await this.#look();
      this.update({ phase: 'open', persistent: library.persistent });
    } catch (error) {
      this.fail(error);
    }
  }

  // Whether the failure is one of the whole library.
  fail(error: unknown): void {
    const reason = error instanceof PhotoloupeError ? error.reason : undefined;
    const failure = reason ?? (engine.loupe ? 'other' : 'no-engine');
    this.#library = null;
    this.update({ phase: 'failed', failure, problem: problemFrom(error), table: null });
  }

  // Something in it is other than it was. Resolves when that is known here.
  changed(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = 0;
    if (!this.#looking) return this.#look();
    this.#lookAgain = true;
    return this.#looking;
  }

  // The same for one change of many: they are looked at together.
  changing(): void {
    if (this.#soon || this.#looking) return;
    this.#soon = setTimeout(() => void this.changed(), Math.max(PAUSE, PAUSE_SHARE * this.#lookTook));
  }

  #look(): Promise<void> {
    this.#looking = this.#readAll().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #readAll(): Promise<void> {
    do {
      this.#lookAgain = false;
      const library = this.client;
      const began = performance.now();
      const [table, folders, tags, unreadable] = await Promise.all([
        library.table(),
        library.folders(),
        library.tags(),
        library.unreadable(),
      ]);
      this.#lookTook = performance.now() - began;
      if (library !== this.#library) return;
      this.#rows = rowsById(table.ids);
      this.update({ table, folders, tags, unreadable: unreadable.length });
    } while (this.#lookAgain);
  }

  #close(reason: 'taken-over' | 'broken-down'): void {
    this.#library = null;
    this.update({ phase: 'failed', failure: reason, problem: null, table: null });
  }
}

export const photoLibrary = new PhotoLibrary();

function rowsById(ids: Uint32Array): Int32Array {
  let largest = 0;
  for (const id of ids) if (id > largest) largest = id;
  const rows = new Int32Array(largest + 1).fill(-1);
  for (let row = 0; row < ids.length; row++) rows[ids[row]!] = row;
  return rows;
}

function startedEngine(): Promise<NonNullable<typeof engine.loupe>> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (engine.loupe) resolve(engine.loupe);
      else if (engine.state.phase === 'failed')
        reject(
          new PhotoloupeError('not-supported', engine.state.problem?.detail ?? 'the engine is not there'),
        );
      else return;
      end();
    };
    const end = engine.subscribe(look);
    look();
  });
}
