// Everything about training, loaded when it is first asked for. Each training has a worker of its own; what is
// asked without one goes to another, which stays.
import { abortedBy, disposedOf, PhotoloupeError } from '../error';
import type { Build } from '../features';
import type { ModelHost } from '../model';
import { pack } from '../picture';
import type { ImageSource, SummaryRow } from '../types';
import { openDataset } from './dataset';
import { ClassesWorker } from '../transfer/classes-worker';
import { openClasses } from '../transfer/open-classes';
import { trainTransfer } from '../transfer/train';
import type { Classes, ClassesOptions } from '../transfer/types';
import { engineOptions } from './options';
import { imagesFrom, RunningTraining } from './running-training';
import { sendPhotos } from './send-photos';
import { TrainerWorker } from './trainer-worker';
import type {
  Architecture,
  ConvnetOptions,
  Dataset,
  PreviewOptions,
  TrainedModel,
  TrainOptions,
  Training,
} from './types';

const FINE_TUNED_BASE = 'efficientnet-lite0-float32';

export interface TrainerHost {
  buildFor(threads: number | 'auto' | undefined): Build; // the host's own number by default
  assets: URL;
  sourceOf(model: string | URL | Blob): Promise<string | Blob>; // its address, or the whole file
  urlOf(nameOrUrl: string | URL): string;
  models: ModelHost; // for what was trained
}

export class Trainers {
  #host: TrainerHost;
  #workers = new Set<TrainerWorker>();
  #classesWorkers = new Set<ClassesWorker>();
  #planner: TrainerWorker | null = null;
  #disposed = false;

  constructor(host: TrainerHost) {
    this.#host = host;
  }

  async start(dataset: Dataset, options: TrainOptions = {}): Promise<Training> {
    const { signal, startFrom = null, checkpoint = null, onPhoto } = options;
    if (signal?.aborted) throw abortedBy(signal);
    if (options.architecture === 'transfer') throw isNotStarted();
    const worker = this.#newWorker(this.#host.buildFor(options.threads));
    const abort = () => void worker.close(abortedBy(signal!));
    signal?.addEventListener('abort', abort);
    try {
      const base = await this.#baseOf(options);
      await worker.call({ kind: 'prepare', options: engineOptions(options), startFrom, base });
      await this.#sendAll(worker, dataset, options.validation, onPhoto);
      worker.onEvent = (event) => event.kind === 'look' && options.onLook?.(event.progress);
      const description = await worker.call({ kind: 'begin', startFrom, checkpoint });
      const training = new RunningTraining(worker, description, options, this.#host.models);
      const forget = () => signal?.removeEventListener('abort', abort);
      training.finished.then(forget, forget);
      return training;
    } catch (error) {
      signal?.removeEventListener('abort', abort);
      await worker.close(disposedOf('engine'));
      throw error;
    }
  }

  async train(dataset: Dataset, options?: TrainOptions): Promise<TrainedModel> {
    if (options?.architecture === 'transfer') return trainTransfer(this, this.#host.models, dataset, options);
    const training = await this.start(dataset, options);
    try {
      return await training.finished;
    } finally {
      await training.cancel(); // frees its memory
    }
  }

  async describe(architecture: Architecture | ConvnetOptions): Promise<SummaryRow[]> {
    const layered = 'layers' in architecture ? architecture : await this.convnet(architecture);
    return this.#plan().call({ kind: 'describe', architecture: JSON.stringify(layered) });
  }

  async convnet(options: ConvnetOptions = {}): Promise<Architecture> {
    const text = await this.#plan().call({ kind: 'convnet', options: engineOptions(options) });
    return JSON.parse(text) as Architecture;
  }

  async preview(image: ImageSource, options: PreviewOptions, count: number): Promise<ImageData[]> {
    const { picture, transfer } = await pack(image);
    const call = { kind: 'preview-picture' as const, options: engineOptions(options), picture, count };
    return imagesFrom(await this.#plan().call(call, { transfer }));
  }

  async openClasses(options: ClassesOptions = {}): Promise<Classes> {
    const worker = new ClassesWorker(this.#host.buildFor(options.threads), this.#host.assets);
    this.#classesWorkers.add(worker);
    worker.onEnd = () => this.#classesWorkers.delete(worker);
    return openClasses(this.#host, worker, options);
  }

  async fromLayersModel(zip: Blob): Promise<Blob> {
    const { readLayersModel } = await import('../import-model');
    return this.#plan().call({ kind: 'from-layers-model', ...(await readLayersModel(zip)) });
  }

  toOnnx(model: Blob): Promise<Blob> {
    return this.#plan().call({ kind: 'to-onnx', model });
  }

  dispose(): void {
    this.#disposed = true;
    for (const worker of this.#workers) void worker.close(disposedOf('engine'));
    for (const worker of this.#classesWorkers) worker.end(disposedOf('engine'));
  }

  async #sendAll(
    worker: TrainerWorker,
    dataset: Dataset,
    validation: Dataset | undefined,
    onPhoto: TrainOptions['onPhoto'],
  ): Promise<void> {
    const training = await openDataset(dataset);
    const validating = validation && (await openDataset(validation));
    const totals = [training.total, validating ? validating.total : 0];
    const total = totals.reduce((sum, part) =>
      sum === undefined || part === undefined ? undefined : sum + part,
    );
    const progress = { done: 0, skipped: 0, ...(total !== undefined && { total }) };
    const onDone = (outcome: 'added' | 'skipped') => {
      progress.done++;
      if (outcome === 'skipped') progress.skipped++;
      onPhoto?.({ ...progress });
    };
    await sendPhotos(worker, 'training', training, onDone);
    if (validating) await sendPhotos(worker, 'validation', validating, onDone);
  }

  // Of fine-tuning; null for what has none.
  async #baseOf({
    architecture,
    startFrom,
    base = FINE_TUNED_BASE,
  }: TrainOptions): Promise<string | Blob | null> {
    return architecture !== 'fine-tune' || startFrom ? null : this.#host.sourceOf(base);
  }

  #newWorker(build: Build): TrainerWorker {
    if (this.#disposed) throw disposedOf('engine'); // while what was asked of it was read
    for (const worker of this.#workers) if (!worker.isAlive) this.#workers.delete(worker);
    const worker = new TrainerWorker(build, this.#host.assets);
    this.#workers.add(worker);
    return worker;
  }

  // Of the build that training will use: nothing is downloaded twice.
  #plan(): TrainerWorker {
    if (!this.#planner?.isAlive)
      this.#planner = this.#newWorker({ ...this.#host.buildFor(undefined), threads: 1 });
    return this.#planner;
  }
}

function isNotStarted(): PhotoloupeError {
  return new PhotoloupeError(
    'not-supported',
    "transfer learning is over as soon as the photos are read; ask for it by 'train', or open classes",
  );
}
