// Thumbnails of the cards that are in sight, made on demand: what was asked for last comes first, what
// has scrolled away is not made, and the oldest are let go of. Thousands of photos cost what a screenful does.

const KEPT = 400;

interface Wanted {
  key: string;
  file: Blob;
  side: number;
  deliver: (url: string | null) => void;
}

export class Thumbnails {
  #worker: Worker | null = null;
  #wanted: Wanted[] = [];
  #making: Wanted | null = null;
  #made = new Map<string, string | null>(); // insertion order = age; null for what cannot be shown

  // Calls `deliver` with an object URL, or null when the browser cannot show this file: at once when it
  // is known. Returns the function that takes the wish back.
  request(
    photo: { id: number | string; file: Blob },
    side: number,
    deliver: (url: string | null) => void,
  ): () => void {
    const key = `${photo.id}/${side}`;
    const made = this.#made.get(key);
    if (made !== undefined) {
      this.#keep(key, made);
      deliver(made);
      return () => {};
    }
    const wanted = { key, file: photo.file, side, deliver };
    this.#wanted.push(wanted);
    this.#makeNext();
    return () => {
      this.#wanted = this.#wanted.filter((each) => each !== wanted);
      wanted.deliver = () => {};
    };
  }

  forgetAll(): void {
    for (const url of this.#made.values()) if (url) URL.revokeObjectURL(url);
    this.#made.clear();
  }

  #makeNext(): void {
    if (this.#making) return;
    const next = this.#wanted.pop();
    if (!next) return;
    this.#making = next;
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage({ file: next.file, side: next.side });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<{ thumbnail: Blob | null }>) => {
      this.#deliver(data.thumbnail && URL.createObjectURL(data.thumbnail));
    };
    worker.onerror = () => {
      this.#worker = null; // it could not be loaded: the next one may
      this.#deliver(null);
    };
    return worker;
  }

  #deliver(url: string | null): void {
    const { key, deliver } = this.#making!;
    this.#making = null;
    this.#keep(key, url);
    deliver(url);
    this.#makeNext();
  }

  #keep(key: string, url: string | null): void {
    this.#made.delete(key);
    this.#made.set(key, url);
    const [oldest] = this.#made;
    if (this.#made.size <= KEPT || !oldest) return;
    if (oldest[1]) URL.revokeObjectURL(oldest[1]);
    this.#made.delete(oldest[0]);
  }
}

export const thumbnails = new Thumbnails();
