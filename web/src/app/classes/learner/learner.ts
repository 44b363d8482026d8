// Keeps what is learned up to date with the project, by itself: each photo is looked at once, and after whatever
// changed the head is trained anew, which takes milliseconds.
import type { Classes } from '../../../client/transfer/types';
import { PhotoloupeError } from '../../../client/photoloupe';
import type { Classification, ImageSource } from '../../../client/types';
import { engine } from '../../engine/engine';
import { problemFrom, type Problem } from '../../engine/problem';
import { Store } from '../../state/store';
import { project } from '../project/project';
import { Looks, portions, spread } from './looks';
import type { Report } from './report';

// One is in the engine while the next one's bytes are on their way to it.
const IN_FLIGHT = 2;
const REPORT_EVERY = 300; // milliseconds, while photos are being looked at

interface LearnerState {
  phase: 'starting' | 'ready' | 'failed';
  loaded: number; // bytes of the network
  total: number; // 0 while unknown
  problem: Problem | null;
  waiting: number; // photos that are still to be looked at
  known: number; // photos that what was learned rests on
  photos: number; // that it is to rest on
  report: Report | null; // null while there is nothing to learn
  version: number; // grows whenever something else was learned
  unreadable: readonly string[]; // names of what turned out to be no photos
}

interface Known {
  engineId: number;
  classId: number;
}

class Learner extends Store<LearnerState> {
  #classes: Classes | null = null;
  #project = 0;
  #known = new Map<number, Known>(); // by photo
  #labels = '';
  #unseen = new Set<number>(); // photos that nobody has looked at before
  #looks: Looks | null = null; // of the project
  #started = false;
  #running: Promise<void> | null = null;
  #again = false;
  #complete = false; // there was a photo of every class since the project was opened
  #answering: Promise<unknown> = Promise.resolve(); // until what was asked last is answered
  #reportedAt = 0;
  #stale = false; // photos have come, gone or moved since

  constructor() {
    super({
      phase: 'starting',
      loaded: 0,
      total: 0,
      problem: null,
      waiting: 0,
      known: 0,
      photos: 0,
      report: null,
      version: 0,
      unreadable: [],
    });
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    project.subscribe(() => this.#wake());
    engine.subscribe(() => this.#wake());
    this.#wake();
  }

  // After a failure.
  restart(): void {
    this.#forget();
    this.update({ phase: 'starting', problem: null });
    this.#wake();
  }

  // Not by some of the classes that a project has when it is opened: the photo may be of another.
  get canAnswer(): boolean {
    const { phase } = this.state;
    return phase === 'ready' && this.#complete && this.#known.size > 0 && this.#project === project.state.id;
  }

  // The labels are those of `classIdOf`.
  classify(image: ImageSource, signal?: AbortSignal): Promise<Classification> {
    const topK = Math.max(1, project.state.content.classes.length);
    const answer = this.#classes!.classify(image, { topK, ...(signal && { signal }) });
    this.#answering = answer.catch(() => {});
    return answer;
  }

  // The model of all photos, with the classes' own names.
  async export(): Promise<Blob> {
    while (this.#running) await this.#running;
    if (!this.#classes) throw new PhotoloupeError('not-supported', 'the network is not there');
    const names = new Map(project.state.content.classes.map(({ id, name }) => [labelOf(id), name]));
    const classNames = this.#classes.classNames.map((label) => names.get(label) ?? label);
    return this.#classes.export('safetensors', { classNames });
  }

  forgetUnreadable(): void {
    this.update({ unreadable: [] });
  }

  #wake(): void {
    this.#foresee();
    this.#again = true;
    if (!engine.loupe || this.#running || this.state.phase === 'failed') return;
    this.#running = this.#run();
  }

  // What is needed for a first answer is read while the network is opened. The others would keep it from opening.
  #foresee(): void {
    const { id, phase } = project.state;
    if (this.#classes || phase === 'opening' || this.#looks?.project === id) return;
    this.#looks = new Looks(id);
    const wanted = this.#wanted();
    this.#looks.foresee(portions([...wanted.keys()], wanted)[0] ?? []);
  }

  async #run(): Promise<void> {
    try {
      await this.#open(); // while the project is opened
      while (this.#again && project.state.phase !== 'opening') {
        this.#again = false;
        await this.#open();
        await this.#catchUp();
      }
    } catch (error) {
      this.#forget();
      this.update({ phase: 'failed', problem: problemFrom(error) });
    }
    this.#running = null;
  }

  async #open(): Promise<void> {
    if (this.#classes) return;
    this.#classes = await engine.loupe!.openClasses({
      onProgress: ({ loaded, total }) => this.update({ loaded, total }),
    });
    this.update({ phase: 'ready' });
  }

  async #catchUp(): Promise<void> {
    if (this.#project !== project.state.id) await this.#change();
    const wanted = this.#wanted();
    await this.#rearrange(wanted);
    this.#count(wanted);
    const strange = [...wanted.keys()].filter((id) => !this.#known.has(id));
    await this.#recall(strange, wanted);
    this.#count(wanted);
    if (this.#stale) await this.#report();
    const unseen = strange.filter((id) => !this.#known.has(id));
    if (this.state.waiting !== unseen.length) this.update({ waiting: unseen.length });
    if (unseen.length === 0) return;
    await this.#look(unseen, wanted);
    if (this.#stale && !this.#again) await this.#report();
  }

  async #change(): Promise<void> {
    this.update({ report: null, waiting: 0, unreadable: [], version: this.state.version + 1 });
    await this.#classes!.remove([...this.#known.values()].map(({ engineId }) => engineId));
    this.#known.clear();
    this.#unseen.clear();
    this.#complete = false;
    this.#project = project.state.id;
    if (this.#looks?.project !== this.#project) this.#looks = new Looks(this.#project);
  }

  // The photos that take part, with their classes.
  #wanted(): Map<number, number> {
    const { classes, photos } = project.state.content;
    const on = new Set(classes.filter(({ off }) => !off).map(({ id }) => id));
    return new Map(photos.filter(({ classId }) => on.has(classId)).map(({ id, classId }) => [id, classId]));
  }

  // Removes, moves, and puts the classes in order.
  async #rearrange(wanted: ReadonlyMap<number, number>): Promise<void> {
    const gone: number[] = [];
    const moves = new Map<number, number[]>();
    for (const [photo, known] of this.#known) {
      const classId = wanted.get(photo);
      if (classId === undefined) {
        gone.push(known.engineId);
        this.#known.delete(photo);
      } else if (classId !== known.classId) {
        moves.set(classId, [...(moves.get(classId) ?? []), known.engineId]);
        known.classId = classId;
      }
    }
    if (gone.length > 0) await this.#classes!.remove(gone);
    for (const [classId, ids] of moves) await this.#classes!.move(ids, labelOf(classId));
    const labels = project.state.content.classes.filter(({ off }) => !off).map(({ id }) => labelOf(id));
    const reordered = labels.join() !== this.#labels;
    if (reordered || moves.size > 0) await this.#classes!.setClasses(labels);
    this.#labels = labels.join();
    if (gone.length > 0 || moves.size > 0 || reordered) this.#stale = true;
  }

  // What is tried meanwhile is answered once there is a photo of each class.
  #count(wanted: ReadonlyMap<number, number>): void {
    this.update({ known: this.#known.size, photos: wanted.size });
    if (this.#complete) return;
    const known = new Set([...this.#known.values()].map(({ classId }) => classId));
    if (known.size < new Set(wanted.values()).size) return;
    this.#complete = true;
    this.update({ version: this.state.version + 1 });
  }

  // Those that were looked at before, if this network did. Some are on their way to the engine while the next are read.
  async #recall(photos: readonly number[], wanted: ReadonlyMap<number, number>): Promise<void> {
    const asked = photos.filter((id) => !this.#unseen.has(id));
    let previous = Promise.resolve();
    for (const some of portions(asked, wanted)) {
      if (!this.#complete) await this.#firstAnswer(previous);
      const looks = await this.#looks!.of(some, this.#classes!.featuresId);
      await previous;
      previous = this.#restore(some, looks, wanted);
      previous.catch(() => {}); // is thrown by the next round, or at the end
    }
    await previous;
  }

  // Who waits for it asks as soon as there is a photo of every class: the others do not delay that.
  async #firstAnswer(restored: Promise<void>): Promise<void> {
    await restored;
    if (!this.#complete) return;
    await new Promise((resolve) => setTimeout(resolve));
    await this.#answering;
  }

  async #restore(
    asked: readonly number[],
    looks: ReadonlyMap<number, Float32Array>,
    wanted: ReadonlyMap<number, number>,
  ): Promise<void> {
    const seen = asked.flatMap((photo) => {
      const features = looks.get(photo);
      if (features) return [{ photo, features }];
      this.#unseen.add(photo);
      return [];
    });
    const labelled = seen.map(({ photo, features }) => ({ features, label: labelOf(wanted.get(photo)!) }));
    const ids = await this.#classes!.restore(labelled);
    seen.forEach(({ photo }, index) =>
      this.#known.set(photo, { engineId: ids[index]!, classId: wanted.get(photo)! }),
    );
    if (seen.length === 0) return;
    this.#stale = true;
    if (!this.#complete) this.#count(wanted); // not each time: the tab draws itself anew
  }

  // Until all are done or something else changed; one of each class after the other.
  async #look(photos: readonly number[], wanted: ReadonlyMap<number, number>): Promise<void> {
    const left = spread(photos, wanted);
    const next = async () => {
      while (!this.#again && left.length > 0) {
        const photo = left.shift()!;
        await this.#lookAt(photo, wanted.get(photo)!);
        this.#count(wanted);
        this.update({ waiting: Math.max(0, this.state.waiting - 1) });
        if (performance.now() - this.#reportedAt > REPORT_EVERY) await this.#report();
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, next));
    this.#looks!.keep();
  }

  async #lookAt(photo: number, classId: number): Promise<void> {
    try {
      const file = await project.fileOf(photo);
      if (!file) throw new PhotoloupeError('storage', 'the photo is no longer on this device');
      const { id, features } = await this.#classes!.add(file, labelOf(classId));
      this.#known.set(photo, { engineId: id, classId });
      this.#stale = true;
      this.#unseen.delete(photo);
      this.#looks!.add(photo, { featuresId: this.#classes!.featuresId, values: features });
    } catch (error) {
      if (!isPhotosFault(error)) throw error;
      if (project.state.id !== this.#project) return;
      const name = project.photo(photo)?.name.split('/').at(-1) ?? 'a photo';
      this.update({ unreadable: [...this.state.unreadable, name] });
      project.discard(photo);
    }
  }

  // After what was asked before: to judge thousands of photos takes half a second.
  async #report(): Promise<void> {
    await this.#answering;
    this.#reportedAt = performance.now();
    this.#stale = false;
    const photoOf = new Map([...this.#known].map(([photo, { engineId }]) => [engineId, photo]));
    if (photoOf.size === 0) return this.update({ report: null, version: this.state.version + 1 });
    const { milliseconds, photos } = await this.#classes!.crossValidate();
    const answers = photos.flatMap(({ id, label, given, ...answer }) => {
      const photo = photoOf.get(id);
      if (photo === undefined) return [];
      return [{ ...answer, photo, classId: classIdOf(label), given: classIdOf(given) }];
    });
    this.update({ report: { milliseconds, answers }, version: this.state.version + 1 });
  }

  #forget(): void {
    void this.#classes?.dispose();
    this.#classes = null;
    this.#known.clear();
    this.#unseen.clear();
    this.#labels = '';
    this.#project = 0;
  }
}

// The engine knows classes by these, which no visitor's name can be: names begin with no space.
function labelOf(classId: number): string {
  return ` ${classId}`;
}

export function classIdOf(label: string): number {
  return Number(label);
}

function isPhotosFault(error: unknown): boolean {
  const faults = ['bad-image', 'unsupported-format', 'image-too-large', 'storage'];
  return error instanceof PhotoloupeError && faults.includes(error.code);
}

export const learner = new Learner();
