// The project that is open: its content, the way back to what it was, and where its photos' files are. Kept on the
// device with every change.
import { recall, remember } from '../../state/remembered';
import { Store } from '../../state/store';
import { NOTHING, type ClassPhoto, type Content } from './content';
import {
  allProjects,
  claimProject,
  eraseProject,
  fileOf,
  keptProject,
  sweep,
  type ProjectRow,
} from './database';
import { Saver, saving, unopenable } from './saving';
import { lockProject, untilWritten, type TabLock } from './tab-lock';

const REMEMBERED = 'photoloupe-classes-project'; // the one that was open last
const BACK = 100; // changes
const BROUGHT_BACK_FOR = 86_400_000; // milliseconds

interface ProjectState {
  id: number;
  name: string;
  phase: 'opening' | 'open' | 'elsewhere'; // elsewhere: another tab works on it, this one only shows it
  content: Content;
  undoable: string; // what was done last, in words; empty: there is nothing to undo
  redoable: boolean;
  adding: number; // photos of the folder or archive that is being read; 0: none is
}

interface Step {
  content: Content; // before
  name?: string; // the project's, before; none where the step left it as it was
  words: string;
  token: unknown;
}

export interface NewPhoto {
  name: string;
  file: Blob;
  hash: string | null;
}

class Project extends Store<ProjectState> {
  #past: Step[] = [];
  #future: Step[] = [];
  #nextId = 1;
  #files = new Map<number, Blob>(); // that are not on the device yet
  #saver: Saver | null = null;
  #lock: TabLock | null = null;
  #starting: Promise<void> | null = null;
  #opened: Promise<unknown> = Promise.resolve(); // once what was asked for last is, or cannot be
  #persistent = false; // or that was asked for

  constructor() {
    super({
      id: 0,
      name: '',
      phase: 'opening',
      content: NOTHING,
      undoable: '',
      redoable: false,
      adding: 0,
    });
  }

  get isLocked(): boolean {
    return this.state.phase !== 'open';
  }

  // The project that was open last, or a new one.
  start(): Promise<void> {
    return (this.#starting ??= this.#start());
  }

  // As it is kept by now: `listed` may be older. Rejects, and leaves everything as it is, when the device does not give
  // it. One after the other: a button may be pressed twice.
  open(listed: ProjectRow, { take = false } = {}): Promise<void> {
    const opening = this.#opened.then(() => this.#open(listed, take));
    this.#opened = opening.catch(() => {});
    return opening;
  }

  // Works on here what another tab was working on, as it is kept by now.
  async takeOver(): Promise<void> {
    const { id } = this.state;
    this.#leave();
    await untilWritten(id);
    const lock = await lockProject(id, true, () => this.#lose());
    lock?.release();
    const row = await claimProject(id);
    if (row) await this.open(row, { take: true });
  }

  // Resolves when what was changed so far is on the device, or cannot be.
  async saved(): Promise<void> {
    await this.#saver?.save();
  }

  // With the token of the last change, it is undone together with it.
  rename(name: string, token: unknown = null): void {
    const trimmed = name.trim();
    if (this.isLocked || !trimmed) return;
    const last = this.#past.at(-1);
    if (last && token !== null && last.token === token) last.name ??= this.state.name;
    this.update({ name: trimmed });
    void this.#saver?.save();
  }

  photosOf(classId: number): ClassPhoto[] {
    return this.state.content.photos.filter((photo) => photo.classId === classId);
  }

  photo(id: number): ClassPhoto | undefined {
    return this.state.content.photos.find((photo) => photo.id === id);
  }

  fileOf(photo: number): Promise<Blob | null> {
    const file = this.#files.get(photo);
    return file ? Promise.resolve(file) : fileOf(this.state.id, photo);
  }

  newId(): number {
    return this.#nextId++;
  }

  // Changes that share a token, such as the frames of a recording, are undone together.
  edit(words: string, change: (content: Content) => Content, token: unknown = null): void {
    if (this.isLocked) return;
    const { content } = this.state;
    const next = change(content);
    if (next === content) return;
    const last = this.#past.at(-1);
    if (last && token !== null && last.token === token) last.words = words;
    else this.#past.push({ content, words, token });
    if (this.#past.length > BACK) this.#past.shift();
    this.#future = [];
    this.#set(next);
  }

  // None when the class has gone meanwhile.
  addPhotos(classId: number, given: readonly NewPhoto[], words: string, token: unknown): ClassPhoto[] {
    if (!this.state.content.classes.some(({ id }) => id === classId)) return [];
    const photos = given.map(({ name, file, hash }) => {
      const id = this.newId();
      this.#files.set(id, file);
      return { id, classId, name, hash };
    });
    this.edit(words, (content) => ({ ...content, photos: [...content.photos, ...photos] }), token);
    return photos;
  }

  // What turned out to be no photo, or is no longer there: there is no way back to that.
  discard(id: number): void {
    if (this.isLocked) return;
    const drop = (content: Content) => ({
      ...content,
      photos: content.photos.filter((photo) => photo.id !== id),
    });
    for (const step of [...this.#past, ...this.#future]) step.content = drop(step.content);
    this.#set(drop(this.state.content));
  }

  undo(): void {
    this.#step(this.#past, this.#future);
  }

  redo(): void {
    this.#step(this.#future, this.#past);
  }

  async #open(listed: ProjectRow, take: boolean): Promise<void> {
    if (listed.id === this.state.id && !this.isLocked) return;
    await this.saved();
    const kept = listed.revision > 0 ? await keptProject(listed.id) : { row: listed, photos: [] };
    if (!kept) throw new Error(`“${listed.name}” is no longer on this device`);
    const { photos } = kept;
    const row = { ...kept.row, deletedAt: 0 }; // another tab may have deleted it; who opens it wants it
    this.#leave();
    const lock = await lockProject(row.id, take, () => this.#lose());
    this.#lock = lock;
    this.#past = [];
    this.#future = [];
    this.#files = new Map();
    this.#nextId = row.nextId;
    this.#saver = new Saver(
      row,
      photos,
      this.#files,
      () => ({ name: this.state.name, content: this.state.content, nextId: this.#nextId }),
      () => this.#lose(),
      (photo) => this.discard(photo),
    );
    saving.update({ busy: false, problem: '', gone: [] });
    this.update({
      id: row.id,
      name: row.name,
      phase: lock ? 'open' : 'elsewhere',
      content: { classes: row.classes, photos },
      undoable: '',
      redoable: false,
      adding: 0,
    });
    remember(REMEMBERED, String(row.id));
    if (lock) void sweep(row.id, new Set(photos.map(({ id }) => id))).catch(() => {});
  }

  // A device that gives nothing does not end the work: it goes on in a new project.
  async #start(): Promise<void> {
    try {
      await this.#openLast();
    } catch (error) {
      await this.open(newProject());
      saving.update({ problem: unopenable(error) });
    }
  }

  async #openLast(): Promise<void> {
    const rows = await allProjects();
    const kept = rows.filter(({ deletedAt }) => deletedAt === 0);
    for (const { id, deletedAt } of rows)
      if (deletedAt > 0 && Date.now() - deletedAt > BROUGHT_BACK_FOR) void eraseProject(id).catch(() => {});
    const last = Number(recall(REMEMBERED));
    const newest = kept.sort((a, b) => b.changedAt - a.changedAt)[0];
    await this.open(kept.find(({ id }) => id === last) ?? newest ?? newProject());
  }

  #step(from: Step[], to: Step[]): void {
    if (this.isLocked) return;
    const step = from.pop();
    if (!step) return;
    const { content, name } = this.state;
    to.push({ ...step, content, token: null, ...(step.name !== undefined && { name }) });
    if (step.name !== undefined) this.update({ name: step.name });
    this.#set(step.content);
  }

  #set(content: Content): void {
    this.update({
      content,
      undoable: this.#past.at(-1)?.words ?? '',
      redoable: this.#future.length > 0,
    });
    void this.#saver?.save();
    if (content.photos.length > 0) this.#persist();
  }

  // Browsers may clear what they were not asked to keep.
  #persist(): void {
    if (this.#persistent) return;
    this.#persistent = true;
    void navigator.storage
      ?.persist?.()
      .catch(() => false)
      .then((promised) => saving.update({ fleeting: !promised }));
  }

  // Another tab has it now.
  #lose(): void {
    this.#saver?.end();
    this.#lock = null;
    this.update({ phase: 'elsewhere', undoable: '', redoable: false });
  }

  #leave(): void {
    this.#saver?.end();
    this.#saver = null;
    this.#lock?.release();
    this.#lock = null;
  }
}

export function newProject(name = 'My project'): ProjectRow {
  return {
    id: Date.now(),
    name,
    classes: [],
    photos: 0,
    nextId: 1,
    revision: 0,
    changedAt: Date.now(),
    deletedAt: 0,
  };
}

export const project = new Project();
