// The training under way, and what came of the last one. Every epoch is kept on the device: whatever ends the
// page, training goes on from the last epoch that was done.
import type {
  EpochReport,
  LabelledImage,
  LookProgress,
  SkippedPhoto,
  StepReport,
  TrainedModel,
  Training,
} from '../../../client/training/types';
import { engine } from '../../engine/engine';
import { isAbort, problemFrom, type Problem } from '../../engine/problem';
import { Store } from '../../state/store';
import { trainOn } from '../models/train-on';
import { starting } from '../network/starting-model';
import { getPart, putPart, removeParts } from '../project/database';
import { keep } from '../project/keeping';
import { project, type ProjectPhoto } from '../project/project';
import { trainingSettings, type Settings } from '../settings/settings';
import type { Answer } from './answers';
import { Pace } from './pace';
import { trainOptions } from './train-options';

export type Phase =
  | 'none' // nothing is under way
  | 'reading' // photos
  | 'training'
  | 'paused'
  | 'kept' // stopped, by a person or by a closed tab: it can go on
  | 'judging'; // what came of it

export interface Result {
  model: Blob; // safetensors
  classNames: readonly string[];
  history: readonly EpochReport[];
  epochs: number; // that were asked for
  stopReason: string;
  answers: readonly Answer[];
  onValidation: boolean; // whether `answers` are of photos that training never saw
  baseline: number | null; // share of those that mean colours alone get right
  skipped?: readonly SkippedPhoto[]; // of the dataset; a result that was kept before they were has none
  saved: string; // the name under which the model was saved last; empty when it was not
}

interface RunState {
  opened: boolean;
  phase: Phase;
  photosRead: number;
  photosTotal: number;
  looked: LookProgress | null; // of fine-tuning, while a network looks at every photo
  classNames: readonly string[];
  skipped: readonly SkippedPhoto[];
  memoryBytes: number;
  epochs: number;
  history: readonly EpochReport[];
  step: StepReport | null;
  samples: readonly Answer[]; // a few photos, with what the network makes of them by now
  result: Result | null;
  problem: Problem | null;
}

// What is kept of a training that is not done.
interface KeptRun {
  settings: Settings;
  photos: number[]; // ids in the order in which they were given
  history: readonly EpochReport[];
  classNames: readonly string[];
  startedFromModel: boolean; // its layers are then those of the checkpoint
}

const SAMPLES = 6;
const ASKED_AT_ONCE = 100; // photos; training waits for the answer

class Run extends Store<RunState> {
  #training: Training | null = null;
  #photos: ProjectPhoto[] = []; // in the order in which they were given
  #cancel = new AbortController();
  #history: readonly EpochReport[] = []; // told at its own pace
  #pace = new Pace<Partial<RunState>>((change) => this.update(change));
  #settings: Settings = trainingSettings.state.settings;
  #startFrom: Blob | null = null; // a model file
  #keepingEpoch = false;
  #looking = false;

  constructor() {
    super({ opened: false, ...NOTHING, result: null, problem: null });
  }

  get isActive(): boolean {
    return ['reading', 'training', 'paused', 'judging'].includes(this.state.phase);
  }

  // Whether classes and settings must stay as they are.
  get isLocked(): boolean {
    return this.state.phase !== 'none';
  }

  async open(): Promise<void> {
    await keep('The training', async () => {
      const result = (await getPart<Result>('result')) ?? null;
      const kept = await getPart<KeptRun>('run');
      this.update({ result });
      if (!kept) return;
      const { history, classNames, settings } = kept;
      this.update({ phase: 'kept', history, classNames, epochs: settings.epochs, result: null });
    });
    this.update({ opened: true });
  }

  async start(): Promise<void> {
    const { classes } = project.state;
    this.#settings = trainingSettings.state.settings;
    this.#photos = classes.flatMap(({ id }) => project.photosOf(id));
    this.#startFrom = starting.state.model?.file ?? null;
    await keep('The last result', () => removeParts('result'));
    this.update({ ...NOTHING, result: null });
    await this.#train();
  }

  // Goes on with what was kept.
  async goOn(): Promise<void> {
    try {
      const kept = await getPart<KeptRun>('run');
      const checkpoint = await getPart<Blob>('checkpoint');
      if (!kept || !checkpoint) return this.startOver();
      const photos = new Map(project.state.photos.map((photo) => [photo.id, photo]));
      this.#photos = kept.photos.map((id) => photos.get(id)).filter((photo) => photo !== undefined);
      this.#settings = kept.settings;
      this.#startFrom = kept.startedFromModel ? checkpoint : null;
      this.update({ ...NOTHING, history: kept.history });
      await this.#train(checkpoint);
    } catch (error) {
      this.update({ phase: 'kept', problem: problemFrom(error) });
    }
  }

  // Gives up what was kept.
  async startOver(): Promise<void> {
    this.update({ ...NOTHING, problem: null });
    await keep('The change', () => removeParts('run', 'checkpoint'));
  }

  // Gives it up but for its weights, which another training starts from: with other settings, or photos.
  async startAnotherFromHere(): Promise<void> {
    try {
      await trainOn((await getPart<Blob>('checkpoint'))!, 'the training that was stopped');
      await this.startOver();
    } catch (error) {
      this.update({ problem: problemFrom(error) });
    }
  }

  async pause(): Promise<void> {
    const training = this.#training;
    await training?.pause();
    if (!training || this.state.phase !== 'training') return;
    this.update({ phase: 'paused' });
    await this.#keepCheckpoint(training).catch(() => {}); // of here, not of the last epoch that was written
  }

  resume(): void {
    this.#training?.resume();
    this.update({ phase: 'training' });
  }

  // Ends it here; what it learned so far is kept to go on with.
  async stop(): Promise<void> {
    if (this.#training && this.state.phase !== 'judging') {
      await this.#training.pause().catch(() => {});
      await this.#keepCheckpoint(this.#training).catch(() => {});
    }
    this.#cancel.abort();
  }

  forgetResult(): void {
    this.update({ result: null });
    void keep('The change', () => removeParts('result'));
  }

  changeResult(change: Partial<Result>): void {
    const { result } = this.state;
    if (!result) return;
    const changed = { ...result, ...change };
    this.update({ result: changed });
    void keep('The result', () => putPart('result', changed));
  }

  async #train(checkpoint?: Blob): Promise<void> {
    this.#cancel = new AbortController();
    const { epochs } = this.#settings;
    this.update({ phase: 'reading', problem: null, epochs, photosTotal: this.#photos.length });
    this.#history = this.state.history;
    try {
      const training = await requireLoupe().startTraining(this.#dataset(), {
        ...trainOptions(this.#settings, project.state.classes.length, this.#photos.length),
        ...(this.#startFrom ? { startFrom: this.#startFrom } : {}),
        ...(checkpoint ? { checkpoint } : {}),
        signal: this.#cancel.signal,
        onPhoto: ({ done }) => this.#pace.add({ photosRead: done }),
        onLook: (looked) => this.#pace.add({ looked }),
        onStep: (step) => this.#pace.add({ step }),
        onEpoch: (report) => this.#endEpoch(report),
      });
      this.#begin(training);
      await this.#finish(training, await training.finished);
    } catch (error) {
      await this.#fail(error);
    } finally {
      this.#training = null;
    }
  }

  *#dataset(): Iterable<LabelledImage> {
    const names = new Map(project.state.classes.map(({ id, name }) => [id, name]));
    for (const { file, name, classId } of this.#photos)
      yield { image: file, name, label: names.get(classId)! };
  }

  #begin(training: Training): void {
    this.#training = training;
    const { classNames, skipped, memoryBytes } = training;
    this.update({ phase: 'training', classNames, skipped, memoryBytes });
    void this.#lookAtSamples(training);
  }

  #endEpoch(report: EpochReport): void {
    this.#history = [...this.#history, report];
    this.#pace.add({ history: this.#history });
    const training = this.#training;
    if (!training) return;
    void this.#lookAtSamples(training);
    void this.#keepEpoch(training);
  }

  async #lookAtSamples(training: Training): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const samples = await this.#ask(training, this.#sampleIndices(training)).catch(() => null);
    this.#looking = false;
    if (samples && training === this.#training) this.#pace.add({ samples });
  }

  // Of each class in turn, photos that training does not see where there are some.
  #sampleIndices({ validationPhotos, trainingPhotos }: Training): number[] {
    const candidates = validationPhotos.length > 0 ? validationPhotos : trainingPhotos;
    const byClass = new Map<number, number[]>();
    for (const index of candidates) {
      const { classId } = this.#photos[index]!;
      byClass.set(classId, [...(byClass.get(classId) ?? []), index]);
    }
    const chosen: number[] = [];
    for (let turn = 0; chosen.length < Math.min(SAMPLES, candidates.length); turn++)
      for (const indices of byClass.values()) chosen.push(...indices.slice(turn, turn + 1));
    return chosen.slice(0, SAMPLES);
  }

  async #ask(training: Training, indices: readonly number[]): Promise<Answer[]> {
    const names = new Map(project.state.classes.map(({ id, name }) => [id, name]));
    const answers: Answer[] = [];
    for (let start = 0; start < indices.length; start += ASKED_AT_ONCE) {
      const part = indices.slice(start, start + ASKED_AT_ONCE);
      const probabilities = await training.predict(part);
      part.forEach((index, at) => {
        const { id, classId } = this.#photos[index]!;
        const label = training.classNames.indexOf(names.get(classId)!);
        answers.push({ photo: id, label, probabilities: [...probabilities[at]!] });
      });
    }
    return answers;
  }

  // When the last one is still being written, this one is passed over.
  async #keepEpoch(training: Training): Promise<void> {
    if (this.#keepingEpoch) return;
    this.#keepingEpoch = true;
    await this.#keepCheckpoint(training).catch(() => {});
    this.#keepingEpoch = false;
  }

  async #keepCheckpoint(training: Training): Promise<void> {
    const { classNames } = this.state;
    const checkpoint = await training.checkpoint();
    const history = this.#history; // all epochs that are in it have been told of
    const photos = this.#photos.map(({ id }) => id);
    await keep('The training', async () => {
      if (training !== this.#training) return; // it is over by now
      await putPart('checkpoint', checkpoint);
      const settings = this.#settings;
      const startedFromModel = this.#startFrom !== null;
      await putPart('run', { settings, photos, history, classNames, startedFromModel } satisfies KeptRun);
    });
  }

  async #finish(training: Training, model: TrainedModel): Promise<void> {
    this.#pace.flush();
    this.update({ phase: 'judging' });
    const onValidation = training.validationPhotos.length > 0;
    const tried = onValidation ? training.validationPhotos : training.trainingPhotos;
    const result: Result = {
      model: await model.export('safetensors'),
      classNames: training.classNames,
      history: model.history,
      epochs: this.#settings.epochs,
      stopReason: model.stopReason,
      answers: await this.#ask(training, tried),
      onValidation,
      baseline: await training.baselineAccuracy().catch(() => null),
      skipped: training.skipped,
      saved: '',
    };
    void model.dispose();
    void training.cancel(); // nothing more is asked of it
    this.#training = null;
    this.update({ phase: 'none', result, history: model.history });
    await keep('The result', async () => {
      await putPart('result', result);
      await removeParts('run', 'checkpoint');
    });
  }

  // What was kept of it can still go on.
  async #fail(error: unknown): Promise<void> {
    const kept = await getPart<KeptRun>('run').catch(() => undefined);
    this.#pace.flush();
    this.update({
      phase: kept ? 'kept' : 'none',
      ...(kept ? { history: kept.history, classNames: kept.classNames } : {}),
      step: null,
      problem: isAbort(error) ? null : problemFrom(error),
    });
  }
}

const NOTHING = {
  phase: 'none' as Phase,
  photosRead: 0,
  photosTotal: 0,
  looked: null,
  classNames: [],
  skipped: [],
  memoryBytes: 0,
  epochs: 0,
  history: [],
  step: null,
  samples: [],
};

function requireLoupe() {
  if (!engine.loupe) throw new Error('the engine is not there yet');
  return engine.loupe;
}

export const run = new Run();
