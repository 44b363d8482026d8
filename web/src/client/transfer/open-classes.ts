// Some classes and their worker, as a page has them.
import { disposedOf, PhotoloupeError } from '../error';
import { requireFormat } from '../export-model';
import { pack } from '../picture';
import type { TrainerHost } from '../training/trainers';
import type { Classification, ClassifyOptions, ExportFormat, ImageSource } from '../types';
import type { ClassesWorker } from './classes-worker';
import type { AddedPhoto, Classes, ClassesOptions, CrossValidation, KnownPhoto } from './types';

const DEFAULT_BASE = 'efficientnet-lite0';
const DEFAULT_TOP_K = 5;

// Ends the worker when they cannot be opened.
export async function openClasses(
  host: TrainerHost,
  worker: ClassesWorker,
  { base = DEFAULT_BASE, onProgress, signal }: ClassesOptions,
): Promise<Classes> {
  try {
    const open = (source: string | Blob) => worker.call({ kind: 'open', source }, { signal, onProgress });
    const { featuresId } = await openBase(host, base, open);
    return new OpenClasses(worker, featuresId);
  } catch (error) {
    worker.end(disposedOf('engine'));
    throw error;
  }
}

// An address is the worker's to read: it tells of progress and stops when it is told to.
async function openBase<T>(
  host: TrainerHost,
  base: string | URL | Blob,
  open: (source: string | Blob) => Promise<T>,
): Promise<T> {
  if (base instanceof Blob) return open(await host.sourceOf(base));
  return open(host.urlOf(base)).catch(async (error: PhotoloupeError) => {
    if (error.code !== 'bad-model') throw error;
    return open(await host.sourceOf(base)); // what the engine does not read by itself
  });
}

class OpenClasses implements Classes {
  readonly featuresId: string;
  #worker: ClassesWorker;
  #classNames: readonly string[] = [];

  constructor(worker: ClassesWorker, featuresId: string) {
    this.#worker = worker;
    this.featuresId = featuresId;
  }

  get classNames(): readonly string[] {
    return this.#classNames;
  }

  async setClasses(names: string[]): Promise<void> {
    this.#classNames = await this.#worker.call({ kind: 'set-classes', names });
  }

  async renameClass(from: string, to: string): Promise<void> {
    this.#classNames = await this.#worker.call({ kind: 'rename', from, to });
  }

  async add(
    image: ImageSource,
    label: string,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<AddedPhoto> {
    const { picture, transfer } = await pack(image);
    const { classNames, ...photo } = await this.#worker.call(
      { kind: 'add', picture, label },
      { transfer, signal },
    );
    this.#classNames = classNames;
    return photo;
  }

  async restore(photos: KnownPhoto[]): Promise<number[]> {
    const { ids, classNames } = await this.#worker.call({ kind: 'restore', photos });
    this.#classNames = classNames;
    return ids;
  }

  async move(ids: number[], label: string): Promise<void> {
    this.#classNames = await this.#worker.call({ kind: 'move', ids, label });
  }

  remove(ids: number[]): Promise<void> {
    return this.#worker.call({ kind: 'remove', ids });
  }

  async classify(
    image: ImageSource,
    { topK = DEFAULT_TOP_K, signal }: ClassifyOptions = {},
  ): Promise<Classification> {
    const { picture, transfer } = await pack(image);
    const call = { kind: 'classify' as const, picture, topK };
    const { predictions, ...rest } = await this.#worker.call(call, { transfer, signal });
    return Object.assign(predictions, rest);
  }

  async crossValidate(): Promise<CrossValidation> {
    const { photos, ...report } = await this.#worker.call({ kind: 'report' });
    const nameOf = (index: number) => report.classNames[index]!;
    return {
      ...report,
      photos: photos.map((photo) => ({ ...photo, label: nameOf(photo.label), given: nameOf(photo.given) })),
    };
  }

  async export(format: ExportFormat, options: { classNames?: readonly string[] } = {}): Promise<Blob> {
    requireFormat(format);
    return this.#worker.call({ kind: 'export', format, ...options });
  }

  dispose(): Promise<void> {
    this.#worker.end(new PhotoloupeError('aborted', 'the classes were disposed of'));
    return Promise.resolve();
  }
}
