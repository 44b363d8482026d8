// A training that is under way in its worker.
import { PhotoloupeError } from '../error';
import type { ModelHost } from '../model';
import type { SummaryRow } from '../types';
import type { Description, Event, Pixels } from './protocol';
import { NewModel } from './trained-model';
import { errorFrom } from '../worker-client';
import type { TrainerWorker } from './trainer-worker';
import type { EpochReport, SkippedPhoto, TrainedModel, TrainOptions, Training } from './types';

export class RunningTraining implements Training {
  readonly classNames: readonly string[];
  readonly counts: readonly number[];
  readonly skipped: readonly SkippedPhoto[];
  readonly memoryBytes: number;
  readonly summary: readonly SummaryRow[];
  readonly trainingPhotos: readonly number[];
  readonly validationPhotos: readonly number[];
  readonly finished: Promise<TrainedModel>;
  #history: EpochReport[];
  #worker: TrainerWorker;
  #models: ModelHost;
  #options: TrainOptions;
  #resolve!: (model: TrainedModel | PromiseLike<TrainedModel>) => void;
  #reject!: (error: PhotoloupeError) => void;

  constructor(worker: TrainerWorker, description: Description, options: TrainOptions, models: ModelHost) {
    this.classNames = description.classNames;
    this.counts = description.counts;
    this.skipped = description.skipped;
    this.memoryBytes = description.memoryBytes;
    this.summary = description.summary;
    this.trainingPhotos = [...description.trainingPhotos];
    this.validationPhotos = [...description.validationPhotos];
    this.#history = description.history;
    this.#worker = worker;
    this.#models = models;
    this.#options = options;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.finished.catch(() => {}); // who does not ask need not hear of it
    worker.onEvent = (event) => this.#receive(event);
    worker.onEnd = (reason) => this.#reject(reason);
  }

  get history(): readonly EpochReport[] {
    return this.#history;
  }

  pause(): Promise<void> {
    return this.#worker.call({ kind: 'pause' });
  }

  resume(): void {
    this.#worker.call({ kind: 'resume' }).catch(() => {}); // one that has ended has nothing to go on with
  }

  cancel(): Promise<void> {
    return this.#worker.close(new PhotoloupeError('aborted', 'the training was cancelled'));
  }

  checkpoint(): Promise<Blob> {
    return this.#worker.call({ kind: 'checkpoint' });
  }

  predict(photos: number[]): Promise<Float32Array[]> {
    return this.#worker.call({ kind: 'predict', photos });
  }

  baselineAccuracy(): Promise<number | null> {
    return this.#worker.call({ kind: 'baseline' });
  }

  async preview(photo: number, count: number): Promise<ImageData[]> {
    return imagesFrom(await this.#worker.call({ kind: 'preview', photo, count }));
  }

  #receive(event: Event): void {
    switch (event.kind) {
      case 'look':
        this.#options.onLook?.(event.progress);
        break;
      case 'step':
        this.#options.onStep?.(event.report);
        break;
      case 'epoch':
        this.#history.push(event.report);
        this.#options.onEpoch?.(event.report);
        break;
      case 'finished': {
        const { model: file, stopReason } = event;
        this.#resolve(NewModel.load(this.#models, { file, history: this.#history, stopReason }));
        break;
      }
      case 'stopped':
        this.#reject(errorFrom(event.failure));
    }
  }
}

export function imagesFrom(pictures: Pixels[]): ImageData[] {
  return pictures.map(
    ({ rgba, width, height }) => new ImageData(new Uint8ClampedArray(rgba.buffer), width, height),
  );
}
