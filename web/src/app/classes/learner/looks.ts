// What a network saw in the photos of a project, kept on the device: nothing is looked at twice, not even in another
// project. What another network saw does not count.
import { keepLooks, looksOf, looksOfContents, type Look } from '../project/database';
import { project } from '../project/project';

type Features = Float32Array<ArrayBuffer>;

const KEPT_AT_ONCE = 20;

export class Looks {
  #project: number;
  #featuresId: string; // of the network
  #waiting = new Map<number, Look>(); // those that are not on the device yet, by photo

  constructor(projectId: number, featuresId: string) {
    this.#project = projectId;
    this.#featuresId = featuresId;
  }

  // By photo, as far as they are known. `photos`: ids, ascending. A device that gives nothing knows none.
  async of(photos: readonly number[]): Promise<Map<number, Features>> {
    const kept = await looksOf(this.#project, photos[0]!, photos.at(-1)!).catch(
      () => new Map<number, Look>(),
    );
    const known = new Map<number, Features>();
    for (const photo of photos) {
      const look = this.#waiting.get(photo) ?? kept.get(photo);
      if (look?.featuresId === this.#featuresId) known.set(photo, look.values);
    }
    if (known.size < photos.length) await this.#addTwins(photos, known);
    return known;
  }

  add(photo: number, values: Features): void {
    this.#waiting.set(photo, { featuresId: this.#featuresId, values });
    if (this.#waiting.size >= KEPT_AT_ONCE) this.keep();
  }

  // What cannot be kept is looked at again the next time.
  keep(): void {
    const looks = this.#waiting;
    this.#waiting = new Map();
    if (looks.size > 0) void keepLooks(this.#project, looks).catch(() => {});
  }

  // Of photos with the same bytes.
  async #addTwins(photos: readonly number[], known: Map<number, Features>): Promise<void> {
    const hashes = new Map<number, string>();
    for (const photo of photos) {
      const hash = known.has(photo) ? null : project.photo(photo)?.hash;
      if (hash) hashes.set(photo, hash);
    }
    if (hashes.size === 0) return;
    const contents = [...new Set(hashes.values())];
    const twins = await looksOfContents(contents, this.#featuresId).catch(() => new Map<string, Features>());
    for (const [photo, hash] of hashes) {
      const values = twins.get(hash);
      if (!values) continue;
      known.set(photo, values);
      this.add(photo, values);
    }
  }
}
