// The package's entry:
//
//   const loupe = await Photoloupe.create();
//   const model = await loupe.load('efficientnet-lite0');
//   const [best] = await model.classify(file); // { label, index, probability }
//
// Everything happens in a worker of its own, and nothing leaves the device.
import { Engine } from './engine';
import { disposedOf, PhotoloupeError } from './error';
import { chooseBuild, type Build } from './features';
import type { Library, LibraryOptions } from './library/types';
import { LoadedModel, type ModelHost } from './model';
import type { ClassesOptions, Classes } from './transfer/types';
import type { Trainers } from './training/trainers';
import type {
  Architecture,
  ConvnetOptions,
  Dataset,
  PreviewOptions,
  TrainedModel,
  TrainOptions,
  Training,
} from './training/types';
import type { Capabilities, CreateOptions, ImageSource, LoadOptions, Model, SummaryRow } from './types';

declare const __PHOTOLOUPE_VERSION__: string; // from package.json, by vite.config.ts

export * from './library/types';
export type { SkippedPhoto } from './training/types'; // a library's has no class
export * from './types';
export * from './training/types';
export * from './transfer/types';
export { PhotoloupeError } from './error';

export class Photoloupe {
  readonly capabilities: Capabilities;
  #build: Build;
  #assets: URL;
  #engine: Engine | null = null;
  #options: CreateOptions;
  #trainers: Promise<Trainers> | null = null;
  #modelHost: ModelHost = {
    engine: () => this.#workingEngine(),
    toOnnx: async (model) => (await this.#training()).toOnnx(model),
  };
  #libraries: Library[] = [];
  #disposed = false;

  // Looks at what this browser can do and begins to fetch the engine, which `load` then waits for. Rejects with
  // 'not-supported' where the engine, or what the options insist on, cannot run.
  static create(options: CreateOptions = {}): Promise<Photoloupe> {
    return new Promise((resolve) => resolve(new Photoloupe(options)));
  }

  private constructor(options: CreateOptions) {
    this.#options = options;
    this.#assets = folder(options.assetsUrl ?? new URL(/* @vite-ignore */ './', import.meta.url));
    this.#build = chooseBuild(options, this.#assets);
    if (options.prefetch === 'training') this.#training().catch(() => {});
    else if (options.prefetch !== false) this.#workingEngine();
    this.capabilities = {
      simd: true,
      relaxedSimd: this.#build.relaxedSimd,
      threads: this.#build.threads,
      crossOriginIsolated: globalThis.crossOriginIsolated,
      version: __PHOTOLOUPE_VERSION__,
    };
  }

  // By the name of a model that comes with the package ('efficientnet-lite0', int8, or
  // 'efficientnet-lite0-float32'), or a model file or its URL: a whole model, a head alone, or the zip that Teachable
  // Machine exports for TensorFlow.js.
  async load(nameOrUrlOrBlob: string | URL | Blob, options?: LoadOptions): Promise<Model> {
    const host = this.#modelHost;
    const load = (source: string | Blob) => LoadedModel.load(host, source, options);
    if (nameOrUrlOrBlob instanceof Blob) return load(await this.#sourceOf(nameOrUrlOrBlob));
    return load(this.#urlOf(nameOrUrlOrBlob)).catch(async (error: PhotoloupeError) => {
      if (error.code !== 'bad-model') throw error;
      return load(await this.#sourceOf(nameOrUrlOrBlob)); // what the engine does not read by itself
    });
  }

  // Reads the photos and begins to learn to tell their classes apart, in a worker of its own. Resolves when the
  // network is made; from then on it can be watched, paused and asked.
  async startTraining(dataset: Dataset, options?: TrainOptions): Promise<Training> {
    return (await this.#training()).start(dataset, options);
  }

  // To the end.
  async train(dataset: Dataset, options?: TrainOptions): Promise<TrainedModel> {
    return (await this.#training()).train(dataset, options);
  }

  // Classes to collect photos for, and a model that always knows all of them.
  async openClasses(options?: ClassesOptions): Promise<Classes> {
    return (await this.#training()).openClasses(options);
  }

  // The library of that name, made when there is none.
  async openLibrary(name = 'photos', options?: LibraryOptions): Promise<Library> {
    if (this.#disposed) throw disposedOf('engine');
    const { openLibrary } = await import('./library/open-library').catch((cause: unknown) => {
      throw new PhotoloupeError('network', 'the code of the library could not be fetched', { cause });
    });
    const host = { build: this.#build, assets: this.#assets, urlOf: (model: string) => this.#urlOf(model) };
    const library = await openLibrary(host, name, options);
    if (this.#disposed) {
      void library.close();
      throw disposedOf('engine');
    }
    this.#libraries.push(library);
    return library;
  }

  // The layers with their shapes and parameters. Rejects with 'bad-model' for layers that do not fit together.
  async describeArchitecture(architecture: Architecture | ConvnetOptions): Promise<SummaryRow[]> {
    return (await this.#training()).describe(architecture);
  }

  // The convnet's layers, to be changed.
  async convnetArchitecture(options?: ConvnetOptions): Promise<Architecture> {
    return (await this.#training()).convnet(options);
  }

  // A photo as a training with these options may see it, changed at random each time.
  async previewAugmentation(
    image: ImageSource,
    options: PreviewOptions,
    count: number,
  ): Promise<ImageData[]> {
    return (await this.#training()).preview(image, options, count);
  }

  // Ends the workers: their memory is free, and whatever is pending rejects with 'aborted'.
  dispose(): Promise<void> {
    this.#disposed = true;
    this.#engine?.dispose();
    this.#trainers?.then((trainers) => trainers.dispose()).catch(() => {});
    for (const library of this.#libraries) void library.close();
    return Promise.resolve();
  }

  #workingEngine(): Engine {
    if (this.#disposed) throw disposedOf('engine');
    if (!this.#engine?.isAlive) this.#engine = new Engine(this.#build, this.#assets);
    return this.#engine;
  }

  #training(): Promise<Trainers> {
    if (this.#disposed) throw disposedOf('engine');
    this.#trainers ??= this.#loadTrainers();
    this.#trainers.catch(() => (this.#trainers = null));
    return this.#trainers;
  }

  async #loadTrainers(): Promise<Trainers> {
    const { Trainers } = await import('./training/trainers').catch((cause: unknown) => {
      throw new PhotoloupeError('network', 'the code that trains could not be fetched', { cause });
    });
    const { simd, threads: byDefault } = this.#options;
    return new Trainers({
      buildFor: (threads = byDefault) =>
        chooseBuild({ ...(simd && { simd }), ...(threads !== undefined && { threads }) }, this.#assets),
      assets: this.#assets,
      sourceOf: (model) => this.#sourceOf(model),
      urlOf: (model) => this.#urlOf(model),
      models: this.#modelHost,
    });
  }

  async #sourceOf(model: string | URL | Blob): Promise<string | Blob> {
    const { sourceOf } = await import('./model-source').catch((cause: unknown) => {
      throw new PhotoloupeError('network', 'the code that reads models could not be fetched', { cause });
    });
    const fromLayersModel = async (zip: Blob) => (await this.#training()).fromLayersModel(zip);
    return sourceOf(model, { urlOf: (named) => this.#urlOf(named), fromLayersModel });
  }

  #urlOf(nameOrUrl: string | URL): string {
    if (typeof nameOrUrl === 'string' && /^[\w-]+$/.test(nameOrUrl))
      return new URL(`models/${nameOrUrl}.safetensors`, this.#assets).href;
    return new URL(nameOrUrl, document.baseURI).href;
  }
}

function folder(url: string | URL): URL {
  const absolute = new URL(url, document.baseURI);
  if (!absolute.pathname.endsWith('/')) absolute.pathname += '/';
  return absolute;
}
