// Thumbnails of the photos in sight, with what is known of each in a few words. They come in batches; what has scrolled
// out of sight before its batch is not fetched, and the oldest are let go of.
import { photoLibrary } from '../state/photo-library';

const BATCH = 12; // photos; a batch is a few milliseconds of the library's worker, and of the page
const KEPT = 800; // photos; some 10 MB

export interface Thumbnail {
  url: string; // of a JPEG; empty when there is none
  file: string; // empty until its words have come
  tags: readonly string[];
}

const GONE: Thumbnail = { url: '', file: '', tags: [] };

type Listener = (id: number, thumbnail: Thumbnail) => void;

class Thumbnails {
  #known = new Map<number, Thumbnail>(); // in the order in which they were last in sight
  #wanted: number[] = [];
  #fetching = false;
  #listeners = new Set<Listener>();

  constructor() {
    let table = photoLibrary.state.table;
    photoLibrary.subscribe(() => {
      // Closed, or another one in its place: its numbers mean other photos.
      if (!photoLibrary.state.table && table) this.#forgetAll();
      table = photoLibrary.state.table;
    });
  }

  get(id: number): Thumbnail | undefined {
    const thumbnail = this.#known.get(id);
    if (!thumbnail) return undefined;
    this.#known.delete(id);
    this.#known.set(id, thumbnail);
    return thumbnail;
  }

  // In place of what was wanted before: the most wanted first.
  want(ids: number[]): void {
    this.#wanted = ids;
    if (!this.#fetching) void this.#fetchWanted();
  }

  // Tags have changed.
  forgetWords(ids: Iterable<number>): void {
    for (const id of ids) this.#forget(id);
  }

  onArrival(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // At once, for whoever shows few.
  async fetch(ids: number[]): Promise<Thumbnail[]> {
    const missing = ids.filter((id) => !this.#known.get(id)?.file);
    if (missing.length > 0) await this.#load(missing);
    return ids.map((id) => this.get(id) ?? GONE);
  }

  async #fetchWanted(): Promise<void> {
    this.#fetching = true;
    for (let batch = this.#next(); batch.length > 0; batch = this.#next()) {
      try {
        await this.#load(batch);
      } catch {
        break; // the library was closed, and says so itself
      }
    }
    this.#fetching = false;
  }

  #next(): number[] {
    const batch: number[] = [];
    for (const id of this.#wanted) {
      if (this.#known.has(id)) continue;
      batch.push(id);
      if (batch.length === BATCH) break;
    }
    return batch;
  }

  // The pictures as soon as they are there, the words after them.
  async #load(ids: number[]): Promise<void> {
    const library = photoLibrary.client;
    const pictures = library.thumbnails(ids);
    const words = library.describe(ids);
    words.catch(() => {}); // awaited below, unless the pictures fail, too
    const blobs = await pictures;
    ids.forEach((id, index) => {
      const blob = blobs[index];
      this.#arrive(id, { url: blob ? URL.createObjectURL(blob) : '', file: '', tags: [] });
    });
    for (const { id, file, tags } of await words) {
      const thumbnail = this.#known.get(id);
      if (thumbnail) this.#arrive(id, { ...thumbnail, file, tags });
    }
  }

  #arrive(id: number, thumbnail: Thumbnail): void {
    this.#keep(id, thumbnail);
    for (const listener of this.#listeners) listener(id, thumbnail);
  }

  #keep(id: number, thumbnail: Thumbnail): void {
    if (this.#known.get(id)?.url !== thumbnail.url) this.#forget(id);
    this.#known.set(id, thumbnail);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= KEPT) return;
      this.#forget(oldest);
    }
  }

  #forget(id: number): void {
    const thumbnail = this.#known.get(id);
    if (thumbnail?.url) URL.revokeObjectURL(thumbnail.url);
    this.#known.delete(id);
  }

  #forgetAll(): void {
    for (const id of [...this.#known.keys()]) this.#forget(id);
  }
}

export const thumbnails = new Thumbnails();

// What a photo is called for people who do not see it.
export function spoken({ file, tags }: Thumbnail): string {
  const name = file.split('/').at(-1) ?? '';
  return tags.length > 0 ? `${name}: ${tags.slice(0, 4).join(', ')}` : name;
}
