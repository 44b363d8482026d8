// Brings a library up to date with a folder or with files: the readers look at what is new, what they saw is written in
// batches, and whatever else is asked of the library is answered in between.
import { hashText, type Reading } from '../reader/protocol';
import type { Source } from '../protocol';
import type { IndexProgress, IndexReport, SkippedPhoto } from '../types';
import type { IndexJob, IndexRun, OpenedLibrary } from './embind';
import { listPhotos, type Listing } from './listing';
import type { Network } from './network';
import type { Readers } from './readers';

const RECENT = 5000; // milliseconds over which the rate is taken

export interface IndexEvents {
  onProgress(progress: IndexProgress): void;
  onSkipped(skipped: SkippedPhoto): void;
  isStopped(): boolean;
}

export async function index(
  library: OpenedLibrary,
  network: Network,
  readers: Readers,
  source: Source,
  events: IndexEvents,
): Promise<IndexReport> {
  const listing = await listPhotos(source);
  const prefix = source.folder ? `${source.folder}/` : '';
  for (const path of listing.unreadable)
    events.onSkipped({ file: prefix + path, reason: 'cannot be read; what is known of it stays' });
  const scope = source.kind === 'folder' ? 'folder' : source.folder ? 'files' : 'loose';
  const run = library.startRun(library.folderId(source.folder), listing.files, listing.unreadable, scope);
  try {
    const jobs = run.jobs();
    if (jobs.length > 0) {
      library.takeModel(await network.hash());
      await readers.recognise(run.missing().map(hashText));
      await readAll(run, jobs, listing, prefix, readers, events);
    }
    const wasStopped = events.isStopped();
    return { ...run.finish(wasStopped), stopped: wasStopped };
  } finally {
    run.delete();
  }
}

async function readAll(
  run: IndexRun,
  jobs: IndexJob[],
  { files, sources }: Listing,
  prefix: string,
  readers: Readers,
  events: IndexEvents,
): Promise<void> {
  const rate = new Rate();
  let next = 0;
  let done = 0;
  const readOne = async (at: number) => {
    const { path, listed, hash } = jobs[at]!;
    const known = hash && hashText(hash);
    const look = (anew: boolean) =>
      readers.read({ file: sources[listed]!, path, known, anew }).catch((error: Error): Reading => ({
        kind: 'unreadable',
        file: null,
        reason: error.message,
        isFinal: false,
      }));
    let reading = await look(false);
    if (reading.kind === 'same' && !run.addSame(at, reading.file, reading.hash)) reading = await look(true);
    if (reading.kind === 'record') run.addRecord(at, reading.file, reading.record);
    if (reading.kind === 'unreadable') {
      events.onSkipped({ file: prefix + path, reason: reading.reason });
      run.addUnreadable(at, reading.file ?? { ...files[listed]!, path }, reading.reason, reading.isFinal);
    }
    done++;
    events.onProgress({ done, total: jobs.length, file: prefix + path, ...rate.of(done, jobs.length) });
  };
  // As many at the same time as the readers hold; the first that cannot be written ends it.
  const readSome = async () => {
    while (next < jobs.length && !events.isStopped()) await readOne(next++);
  };
  try {
    await Promise.all(Array.from({ length: readers.capacity }, readSome));
  } catch (error) {
    next = jobs.length;
    throw error;
  }
}

class Rate {
  #moments: { at: number; done: number }[] = [{ at: performance.now(), done: 0 }];

  of(done: number, total: number): Pick<IndexProgress, 'photosPerSecond' | 'secondsLeft'> {
    const now = performance.now();
    this.#moments.push({ at: now, done });
    while (this.#moments.length > 2 && now - this.#moments[0]!.at > RECENT) this.#moments.shift();
    const first = this.#moments[0]!;
    const photosPerSecond = ((done - first.done) * 1000) / Math.max(1, now - first.at);
    return { photosPerSecond, secondsLeft: (total - done) / Math.max(photosPerSecond, 1e-3) };
  }
}
