// The photos on the page, and the run that reads them: newest batch first, a few at a time.
//
// A photo goes waiting -> reading -> done or failed. Cancelling makes those not yet read `stopped`, from
// which `resume` takes them up again. One that fails never holds up the others.
import { engine } from '../engine/engine';
import { isAbort, problemFrom } from '../engine/problem';
import { Store } from '../state/store';
import { SHOWN_LABELS, type GivenPhoto, type Photo } from './photo';
import { ProgressMeter, type Progress } from './progress';
import { thumbnails } from './thumbnails';

// One is in the engine while the next one's bytes are on their way to it.
const IN_FLIGHT = 2;
const ANNOUNCE_EVERY = 50; // milliseconds

interface QueueState {
  photos: readonly Photo[];
  running: boolean;
  progress: Progress;
  revision: number; // grows with every change of a photo
  latestBatch: number; // grows with every call of `add`
}

export class PhotoQueue extends Store<QueueState> {
  #photos: Photo[] = [];
  #meter = new ProgressMeter();
  #stop = new AbortController();
  #inFlight = 0;
  #announcing = false;
  #announcedAt = 0;
  #nextId = 1;

  constructor() {
    super({
      photos: [],
      running: false,
      progress: { total: 0, finished: 0, perSecond: 0, secondsLeft: null },
      revision: 0,
      latestBatch: 0,
    });
    engine.subscribe(() => this.#pump());
  }

  // In front of all others, or, if they belong with those that were added last, behind these.
  add(given: GivenPhoto[], { continues = false } = {}): void {
    if (given.length === 0) return;
    const batch = given.map(({ name, file }): Photo => ({
      id: this.#nextId++,
      name,
      file,
      status: 'waiting',
      result: null,
      problem: null,
    }));
    const at = continues ? this.#photos.findIndex(({ id }) => id === batch[0]!.id - 1) + 1 : 0;
    this.#photos = this.#photos.toSpliced(at, 0, ...batch);
    this.#expect(batch.length);
    this.#announce({ running: true, latestBatch: this.state.latestBatch + (continues ? 0 : 1) });
    this.#pump();
  }

  cancel(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#photos = this.#photos.map((photo) =>
      photo.status === 'waiting' || photo.status === 'reading' ? { ...photo, status: 'stopped' } : photo,
    );
    this.#announce({ running: false });
  }

  // Takes up what was stopped.
  resume(): void {
    this.#wait((photo) => photo.status === 'stopped');
  }

  // Reads one again that failed or was stopped.
  retry(id: number): void {
    this.#wait((photo) => photo.id === id && (photo.status === 'failed' || photo.status === 'stopped'));
  }

  remove(id: number): void {
    const photo = this.#photos.find((each) => each.id === id);
    this.#photos = this.#photos.filter((each) => each.id !== id);
    if (photo?.status === 'waiting') this.#meter.expect(-1);
    this.#announce({});
    this.#pump();
  }

  clear(): void {
    this.cancel();
    this.#photos = [];
    thumbnails.forgetAll();
    this.#announce({});
  }

  #wait(chosen: (photo: Photo) => boolean): void {
    const count = this.#photos.filter(chosen).length;
    this.#photos = this.#photos.map((photo) =>
      chosen(photo) ? { ...photo, status: 'waiting', problem: null } : photo,
    );
    this.#expect(count);
    this.#announce({ running: true });
    this.#pump();
  }

  #expect(count: number): void {
    if (!this.state.running) this.#meter.start();
    this.#meter.expect(count);
  }

  #pump(): void {
    while (engine.state.phase === 'ready' && this.#inFlight < IN_FLIGHT) {
      const next = this.#photos.find((photo) => photo.status === 'waiting');
      if (!next) break;
      void this.#read(next);
    }
    const busy = this.#photos.some(({ status }) => status === 'waiting' || status === 'reading');
    if (this.state.running && !busy) this.#announce({ running: false });
  }

  async #read(photo: Photo): Promise<void> {
    const { model } = engine.state;
    const { signal } = this.#stop;
    this.#inFlight++;
    this.#change(photo.id, { status: 'reading' });
    try {
      const result = await model!.classify(photo.file, { topK: SHOWN_LABELS, signal });
      this.#finish(photo.id, signal, { status: 'done', result });
    } catch (error) {
      if (!isAbort(error)) this.#finish(photo.id, signal, { status: 'failed', problem: problemFrom(error) });
    } finally {
      this.#inFlight--;
      this.#pump();
    }
  }

  // What comes back after a cancel is for nobody: the photo may even be waiting again.
  #finish(id: number, signal: AbortSignal, change: Partial<Photo>): void {
    if (signal.aborted) return;
    this.#meter.finish();
    this.#change(id, change);
  }

  #change(id: number, change: Partial<Photo>): void {
    const index = this.#photos.findIndex((photo) => photo.id === id);
    const photo = this.#photos[index];
    if (!photo) return;
    this.#photos[index] = { ...photo, ...change };
    this.#announceSoon();
  }

  // At once when that was not done lately: a fast run would keep the page busy with showing it.
  #announceSoon(): void {
    if (this.#announcing) return;
    const wait = Math.max(0, this.#announcedAt + ANNOUNCE_EVERY - performance.now());
    if (wait === 0) return this.#announce({});
    this.#announcing = true;
    setTimeout(() => {
      this.#announcing = false;
      this.#announce({});
    }, wait);
  }

  #announce(change: Partial<QueueState>): void {
    this.#announcedAt = performance.now();
    this.update({
      ...change,
      photos: this.#photos,
      progress: this.#meter.read(),
      revision: this.state.revision + 1,
    });
  }
}

export const queue = new PhotoQueue();
