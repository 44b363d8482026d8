// The classes and their photos: what is to be learned. Kept on the device with every change.
import { Store } from '../../state/store';
import { Thumbnails } from '../../photos/thumbnails';
import { getAll, getPart, putPart, putRows, removeRows } from './database';
import { keep } from './keeping';

export interface ProjectClass {
  id: number;
  name: string;
}

export interface ProjectPhoto {
  id: number;
  name: string; // with the folders in front of it, if it came out of one
  classId: number;
  file: Blob;
}

interface ProjectState {
  opened: boolean; // whether what was kept has been read
  classes: readonly ProjectClass[];
  photos: readonly ProjectPhoto[];
  sample: boolean; // the built-in digits and nothing else
  adding: number; // photos of the folder or archive that is being read; 0: none is
}

// A file of its own for each of thousands of tiny photos is slow: their bytes lie in their rows.
const SMALL = 1 << 16; // bytes
const WRITTEN_AT_ONCE = 50; // photos; more would keep the page busy

interface PhotoRow extends Omit<ProjectPhoto, 'file'> {
  file: Blob | ArrayBuffer;
}

// One for the tab: Classify's numbers mean other photos.
export const thumbnails = new Thumbnails();

class Project extends Store<ProjectState> {
  #nextId = 1;
  #opening: Promise<void> | null = null;

  constructor() {
    super({ opened: false, classes: [], photos: [], sample: false, adding: 0 });
  }

  open(): Promise<void> {
    return (this.#opening ??= this.#open());
  }

  photosOf(classId: number): ProjectPhoto[] {
    return this.state.photos.filter((photo) => photo.classId === classId);
  }

  photo(id: number): ProjectPhoto | undefined {
    return this.state.photos.find((photo) => photo.id === id);
  }

  // An existing class of that name, or a new one. Without a name it gets one.
  addClass(name = ''): ProjectClass {
    const existing = this.state.classes.find((each) => each.name === name);
    if (existing) return existing;
    const added = { id: this.#nextId++, name: name || this.#freeName() };
    this.#change({ classes: [...this.state.classes, added] });
    return added;
  }

  // Two classes of one name become one.
  renameClass(id: number, name: string): void {
    const trimmed = name.trim();
    const { classes, photos } = this.state;
    if (!trimmed || classes.find((each) => each.id === id)?.name === trimmed) return this.update({});
    const twin = classes.find((each) => each.name === trimmed);
    if (!twin)
      return this.#change({
        classes: classes.map((each) => (each.id === id ? { id, name: trimmed } : each)),
      });
    const moved = photos.map((photo) => (photo.classId === id ? { ...photo, classId: twin.id } : photo));
    this.#change({ classes: classes.filter((each) => each.id !== id), photos: moved });
    this.#keepPhotos(moved.filter((photo) => photo.classId === twin.id));
  }

  // Returns the function that brings it back.
  removeClass(id: number): () => void {
    const { classes } = this.state;
    const at = classes.findIndex((each) => each.id === id);
    const photos = this.photosOf(id);
    this.#change({ classes: classes.toSpliced(at, 1) });
    this.removePhotos(photos.map((photo) => photo.id));
    return () => {
      this.#change({ classes: this.state.classes.toSpliced(at, 0, classes[at]!) });
      this.#insert(photos);
    };
  }

  addPhotos(classId: number, given: readonly { name: string; file: Blob }[], { sample = false } = {}): void {
    const photos = given.map(({ name, file }) => ({ id: this.#nextId++, name, file, classId }));
    this.#change({ sample: sample && (this.state.sample || this.state.photos.length === 0) });
    this.#insert(photos);
  }

  removePhotos(ids: readonly number[]): void {
    const gone = new Set(ids);
    this.#change({ photos: this.state.photos.filter(({ id }) => !gone.has(id)) });
    void keep('The change', () => removeRows('photos', ids));
  }

  clear(): void {
    const ids = this.state.photos.map(({ id }) => id);
    thumbnails.forgetAll();
    this.#change({ classes: [], photos: [], sample: false });
    void keep('The change', () => removeRows('photos', ids));
  }

  // What `clear` took away; what has come since stays.
  bringBack(classes: readonly ProjectClass[], photos: readonly ProjectPhoto[], sample: boolean): void {
    this.#change({ classes: [...classes, ...this.state.classes], sample });
    this.#insert(photos);
  }

  async #open(): Promise<void> {
    await keep('The project', async () => {
      const kept = await getPart<Pick<ProjectState, 'classes' | 'sample'>>('project');
      const rows = await getAll<PhotoRow>('photos');
      const photos = rows.map((row) => ({
        ...row,
        file: row.file instanceof Blob ? row.file : new Blob([row.file]),
      }));
      const { classes = [], sample = false } = kept ?? {};
      this.#nextId = Math.max(0, ...classes.map(({ id }) => id), ...photos.map(({ id }) => id)) + 1;
      this.update({ classes, sample, photos });
    });
    this.update({ opened: true });
  }

  #freeName(): string {
    const taken = new Set(this.state.classes.map(({ name }) => name));
    let number = 1;
    while (taken.has(`Class ${number}`)) number++;
    return `Class ${number}`;
  }

  #insert(photos: readonly ProjectPhoto[]): void {
    this.update({ photos: [...this.state.photos, ...photos].sort((a, b) => a.id - b.id) });
    this.#keepPhotos(photos);
  }

  #keepPhotos(photos: readonly ProjectPhoto[]): void {
    for (let start = 0; start < photos.length; start += WRITTEN_AT_ONCE)
      void keep('Your photos', async () => {
        const some = photos.slice(start, start + WRITTEN_AT_ONCE);
        await putRows('photos', await Promise.all(some.map(toRow)));
      });
  }

  #change(change: Partial<ProjectState>): void {
    this.update(change);
    const { classes, sample } = this.state;
    void keep('Your classes', () => putPart('project', { classes, sample }));
  }
}

async function toRow(photo: ProjectPhoto): Promise<PhotoRow> {
  return photo.file.size > SMALL ? photo : { ...photo, file: await photo.file.arrayBuffer() };
}

export const project = new Project();
