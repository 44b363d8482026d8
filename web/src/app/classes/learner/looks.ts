// What networks saw in the photos of a project, kept on the device: nothing is looked at twice, not even in another
// project. What another network saw does not count.
import { keepLooks, looksOf, looksOfContents, type Look } from '../project/database';
import { project } from '../project/project';
import { saving } from '../project/saving';

type Features = Look['values'];

const KEPT_AT_ONCE = 20;
const READ_AT_ONCE = 200; // 1.4 MB
const READ_FIRST = 100; // for a first answer

export class Looks {
  readonly project: number;
  #waiting = new Map<number, Look>(); // those that are not on the device yet, by photo
  #foreseen: { photos: string; looks: Promise<Map<number, Look>> } | null = null; // read, or about to be

  constructor(projectId: number) {
    this.project = projectId;
  }

  // Begins to read those of this portion: the network is not there yet.
  foresee(photos: readonly number[]): void {
    this.#foreseen = { photos: String(photos), looks: this.#read(photos) };
  }

  // By photo, what this network saw, as far as it is known. `photos`: a portion.
  async of(photos: readonly number[], featuresId: string): Promise<Map<number, Features>> {
    const foreseen = this.#foreseen?.photos === String(photos) ? this.#foreseen.looks : null;
    this.#foreseen = null;
    const kept = await (foreseen ?? this.#read(photos));
    const known = new Map<number, Features>();
    for (const photo of photos) {
      const look = this.#waiting.get(photo) ?? kept.get(photo);
      if (look?.featuresId === featuresId) known.set(photo, look.values);
    }
    if (known.size < photos.length) await this.#addTwins(photos, featuresId, known);
    return known;
  }

  add(photo: number, look: Look): void {
    this.#waiting.set(photo, look);
    if (this.#waiting.size >= KEPT_AT_ONCE) this.keep();
  }

  // What cannot be kept is looked at again the next time. The last room is for the photos.
  keep(): void {
    if (saving.state.problem) return;
    const looks = this.#waiting;
    this.#waiting = new Map();
    if (looks.size > 0) void keepLooks(this.project, looks).catch(() => {});
  }

  // A device that gives nothing knows none.
  #read(photos: readonly number[]): Promise<Map<number, Look>> {
    return looksOf(this.project, photos).catch(() => new Map<number, Look>());
  }

  // Of photos with the same bytes.
  async #addTwins(
    photos: readonly number[],
    featuresId: string,
    known: Map<number, Features>,
  ): Promise<void> {
    const hashes = new Map<number, string>();
    for (const photo of photos) {
      const hash = known.has(photo) ? null : project.photo(photo)?.hash;
      if (hash) hashes.set(photo, hash);
    }
    if (hashes.size === 0) return;
    const contents = [...new Set(hashes.values())];
    const twins = await looksOfContents(contents, featuresId).catch(() => new Map<string, Features>());
    for (const [photo, hash] of hashes) {
      const values = twins.get(hash);
      if (!values) continue;
      known.set(photo, values);
      this.add(photo, { featuresId, values });
    }
  }
}

// As many photos at a time as are read at once, each portion ascending. The first is smaller, with some of every class:
// what is tried before the others are there is answered by it.
export function portions(photos: readonly number[], classOf: ReadonlyMap<number, number>): number[][] {
  const mixed = spread(photos, classOf);
  const classes = new Set(photos.map((photo) => classOf.get(photo))).size;
  const first = mixed.slice(0, Math.max(READ_FIRST, classes)).sort(ascending);
  const others = mixed.slice(first.length).sort(ascending);
  const count = Math.ceil(others.length / READ_AT_ONCE);
  const portion = (_: unknown, at: number) => others.slice(at * READ_AT_ONCE, (at + 1) * READ_AT_ONCE);
  return [first, ...Array.from({ length: count }, portion)].filter(({ length }) => length > 0);
}

// One photo of each class, then another of each, and so on.
export function spread(photos: readonly number[], classOf: ReadonlyMap<number, number>): number[] {
  const taken = new Map<number, number>(); // photos of each class
  const round = photos.map((photo) => {
    const classId = classOf.get(photo)!;
    const before = taken.get(classId) ?? 0;
    taken.set(classId, before + 1);
    return { photo, before };
  });
  return round.sort((a, b) => a.before - b.before).map(({ photo }) => photo);
}

function ascending(a: number, b: number): number {
  return a - b;
}
