// Brings the device up to date with the project: what differs from what was kept last is written, some photos at a
// time. What could not be written stays here, and is tried again with the next change; where new photos find no room,
// everything else is kept without them, and so it is without photos that have gone from where they were chosen.
import { Store } from '../../state/store';
import { baseName, type ClassPhoto, type Content } from './content';
import { eraseDeleted, keepChange, Outdated, type ProjectRow } from './database';
import { whileWriting } from './tab-lock';

const AS_ZIP =
  'Everything goes on, but a closed tab would lose it: take the whole project away as a zip before that.';
const WRITTEN_AT_ONCE = 50; // photos; more would keep the page busy

interface SavingState {
  busy: boolean;
  problem: string;
  fleeting: boolean; // the browser does not promise to keep what it is given
  emptied: boolean; // deleted projects made room
  gone: readonly string[]; // names of photos that had gone before they were kept
}

export const saving = new Store<SavingState>({
  busy: false,
  problem: '',
  fleeting: false,
  emptied: false,
  gone: [],
});

export interface Saved {
  name: string;
  content: Content;
  nextId: number;
}

export class Saver {
  readonly #files: Map<number, Blob>; // of photos whose files are not kept yet
  readonly #current: () => Saved;
  readonly #onOutdated: () => void;
  readonly #onGone: (photo: number) => void; // leaves it out
  #row: ProjectRow;
  #kept: Map<number, ClassPhoto>;
  #last: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(
    row: ProjectRow,
    photos: readonly ClassPhoto[],
    files: Map<number, Blob>,
    current: () => Saved,
    onOutdated: () => void,
    onGone: (photo: number) => void,
  ) {
    this.#row = row;
    this.#kept = byId(photos);
    this.#files = files;
    this.#current = current;
    this.#onOutdated = onOutdated;
    this.#onGone = onGone;
  }

  get row(): ProjectRow {
    return this.#row;
  }

  // Never rejects: the state says how it went.
  save(): Promise<void> {
    this.#last = this.#last.then(() => whileWriting(this.#row.id, () => this.#write()));
    return this.#last;
  }

  // What is asked for later is not written: another tab does that now.
  end(): void {
    this.#ended = true;
  }

  async #write(): Promise<void> {
    saving.update({ busy: true });
    let problem = '';
    try {
      await withRoom(() => this.#writeAll()).catch(async (error: unknown) => {
        if (!isFull(error)) throw error;
        await this.#writeAll({ newPhotos: false });
        problem = reason('Your newest photos', error);
      });
    } catch (error) {
      if (error instanceof Outdated) this.#onOutdated();
      else problem = reason('Your last changes', error);
    }
    saving.update({ busy: false, problem });
  }

  async #writeAll({ newPhotos = true } = {}): Promise<void> {
    while (!this.#ended && (await this.#writeSome(newPhotos))) continue;
  }

  // Returns whether there is more to write.
  async #writeSome(newPhotos: boolean): Promise<boolean> {
    const { name, content, nextId } = this.#current();
    const { classes, photos } = content;
    const now = byId(photos);
    const isWanted = ({ id }: ClassPhoto) => newPhotos || !this.#files.has(id);
    const put = photos.filter((photo) => this.#kept.get(photo.id) !== photo && isWanted(photo));
    const remove = [...this.#kept.keys()].filter((id) => !now.has(id));
    const same = classes === this.#row.classes && name === this.#row.name;
    if (put.length === 0 && remove.length === 0 && same) return false;
    const some = put.slice(0, WRITTEN_AT_ONCE);
    const files = new Map(
      some.flatMap(({ id }) => (this.#files.has(id) ? [[id, this.#files.get(id)!]] : [])),
    );
    const kept = new Map(this.#kept);
    for (const photo of some) kept.set(photo.id, photo);
    for (const id of remove) kept.delete(id);
    const project = {
      ...this.#row,
      name,
      classes,
      nextId,
      photos: kept.size,
      revision: this.#row.revision + 1,
      changedAt: Date.now(),
    };
    try {
      await keepChange({ project, put: some, files, remove });
    } catch (error) {
      if (isFull(error) || error instanceof Outdated || !(await this.#leaveOutGone(some))) throw error;
      return true;
    }
    this.#row = project;
    this.#kept = kept;
    for (const id of files.keys()) this.#files.delete(id);
    return true;
  }

  // Those of new photos that were deleted, changed or unplugged since they were chosen. Returns whether there were any.
  async #leaveOutGone(photos: readonly ClassPhoto[]): Promise<boolean> {
    const gone: ClassPhoto[] = [];
    for (const photo of photos) if (!(await isReadable(this.#files.get(photo.id)))) gone.push(photo);
    if (this.#ended) return false;
    saving.update({ gone: [...saving.state.gone, ...gone.map(({ name }) => baseName(name))] });
    for (const { id } of gone) this.#onGone(id);
    return gone.length > 0;
  }
}

function isReadable(file: Blob | undefined): Promise<boolean> {
  const reading = file?.slice(0, 1).arrayBuffer() ?? Promise.resolve();
  return reading.then(
    () => true,
    () => false,
  );
}

function byId(photos: readonly ClassPhoto[]): Map<number, ClassPhoto> {
  return new Map(photos.map((photo) => [photo.id, photo]));
}

export function unopenable(error: unknown): string {
  return `What this device keeps cannot be opened: ${wordsOf(error)}. ${AS_ZIP}`;
}

function reason(what: string, error: unknown): string {
  const why = isFull(error) ? 'there is no room left on this device' : wordsOf(error);
  return `${what} are not kept: ${why}. ${AS_ZIP}`;
}

// Where there is none, deleted projects go for good, and it is written once more.
export async function withRoom(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isFull(error) || !(await eraseDeleted().catch(() => false))) throw error;
    saving.update({ emptied: true });
    await write();
  }
}

export function isFull(error: unknown): boolean {
  return (error as DOMException).name === 'QuotaExceededError';
}

// Without a full stop, which some have.
export function wordsOf(error: unknown): string {
  const { name, message } = error as DOMException;
  return (message || name).replace(/\.$/, '');
}
