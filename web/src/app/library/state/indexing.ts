// Photos on their way into the library: how far that is, paused and gone on with, and what could not be read.
import type {
  IndexOptions,
  IndexProgress,
  IndexReport,
  LibraryFailure,
  SkippedPhoto,
} from '../../../client/library/types';
import { PhotoloupeError } from '../../../client/photoloupe';
import { isAbort, problemFrom, type Problem } from '../../engine/problem';
import { recall, remember } from '../../state/remembered';
import { Store } from '../../state/store';
import { photoLibrary } from './photo-library';

const UNFINISHED = 'photoloupe-library-unfinished'; // what was being indexed: a tab may be closed meanwhile

// Puts photos into the library: called again, it goes on.
export type Indexing = (options: IndexOptions) => Promise<IndexReport>;

interface IndexingState {
  phase: 'idle' | 'running' | 'paused' | 'failed';
  what: string; // such as the folder's name
  progress: IndexProgress | null; // null while the files are being listed
  skipped: readonly SkippedPhoto[];
  report: IndexReport | null; // of the last one that is done
  problem: Problem | null;
  reason: LibraryFailure | undefined; // of the problem
  interrupted: string; // what was being indexed when the tab was closed; empty for nothing
}

class Indexer extends Store<IndexingState> {
  #stop = new AbortController();
  #waiting: [what: string, indexing: Indexing][] = [];
  #current: Indexing | null = null;

  constructor() {
    super({
      phase: 'idle',
      what: '',
      progress: null,
      skipped: [],
      report: null,
      problem: null,
      reason: undefined,
      interrupted: recall(UNFINISHED) ?? '',
    });
  }

  // One after the other.
  async run(what: string, indexing: Indexing): Promise<void> {
    this.#waiting.push([what, indexing]);
    if (this.state.phase === 'running') return;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
      if (!(await this.#index(...next))) return;
  }

  pause(): void {
    this.#stop.abort();
  }

  async goOn(): Promise<void> {
    if (this.#current) this.#waiting.unshift([this.state.what, this.#current]);
    const [what, indexing] = this.#waiting.shift() ?? [];
    if (what !== undefined && indexing) await this.run(what, indexing);
  }

  // What is there, too, by the model of today.
  async lookAgain(): Promise<void> {
    const indexing = this.#current;
    if (!indexing) return;
    let again = true;
    this.#current = (options) => {
      const all = { ...options, again };
      again = false; // what is interrupted goes on
      return indexing(all);
    };
    await this.goOn();
  }

  // What is there stays; the rest is let be.
  end(): void {
    this.#waiting = [];
    this.#current = null;
    this.forgetInterrupted();
    this.update({ phase: 'idle', problem: null, report: null, skipped: [] });
  }

  forgetInterrupted(): void {
    remember(UNFINISHED, '');
    this.update({ interrupted: '' });
  }

  // Whether it got to its end.
  async #index(what: string, indexing: Indexing): Promise<boolean> {
    this.#stop = new AbortController();
    this.#current = indexing;
    remember(UNFINISHED, what);
    const skipped: SkippedPhoto[] = [];
    this.update({
      phase: 'running',
      what,
      progress: null,
      skipped,
      report: null,
      problem: null,
      interrupted: '',
    });
    try {
      const report = await indexing({
        signal: this.#stop.signal,
        onProgress: (progress) => {
          this.update({ progress });
          photoLibrary.changing();
        },
        onSkipped: (photo) => skipped.push(photo),
      });
      await this.#showWhatCame();
      if (report.stopped) this.update({ phase: 'paused', report });
      else this.#finish(report);
      return !report.stopped;
    } catch (error) {
      await this.#showWhatCame();
      this.#fail(error);
      return false;
    }
  }

  async #showWhatCame(): Promise<void> {
    if (photoLibrary.state.phase === 'open') await photoLibrary.changed().catch(() => {});
  }

  #finish(report: IndexReport): void {
    this.#current = null;
    if (this.#waiting.length === 0) remember(UNFINISHED, '');
    this.update({ phase: 'idle', report });
  }

  #fail(error: unknown): void {
    if (isAbort(error)) return this.update({ phase: 'paused' });
    const reason = error instanceof PhotoloupeError ? error.reason : undefined;
    this.update({ phase: 'failed', problem: problemFrom(error), reason });
  }
}

export const indexer = new Indexer();
