// The package's entry:
//
//   const loupe = await Photoloupe.create();
//   const model = await loupe.load('efficientnet-lite0');
//   const [best] = await model.classify(file); // { label, index, probability }
//
// Everything happens in a worker of its own, and nothing leaves the device.
import { Engine } from './engine';
import { disposedOf } from './error';
import { chooseBuild, type Build } from './features';
import { LoadedModel } from './model';
import type { Capabilities, CreateOptions, LoadOptions, Model } from './types';

declare const __PHOTOLOUPE_VERSION__: string; // from package.json, by vite.config.ts

export * from './types';
export * from './training/types';
export { PhotoloupeError } from './error';

export class Photoloupe {
  readonly capabilities: Capabilities;
  #build: Build;
  #assets: URL;
  #engine: Engine;
  #disposed = false;

  // Looks at what this browser can do and begins to fetch the engine, which `load` then waits for. Rejects with
  // 'not-supported' where the engine, or what the options insist on, cannot run.
  static create(options: CreateOptions = {}): Promise<Photoloupe> {
    return new Promise((resolve) => resolve(new Photoloupe(options)));
  }

  private constructor(options: CreateOptions) {
    this.#assets = folder(options.assetsUrl ?? new URL(/* @vite-ignore */ './', import.meta.url));
    this.#build = chooseBuild(options, this.#assets);
    this.#engine = new Engine(this.#build, this.#assets);
    this.capabilities = {
      simd: true,
      relaxedSimd: this.#build.relaxedSimd,
      threads: this.#build.threads,
      crossOriginIsolated: globalThis.crossOriginIsolated,
      version: __PHOTOLOUPE_VERSION__,
    };
  }

  // By the name of a model that comes with the package ('efficientnet-lite0', int8, or
  // 'efficientnet-lite0-float32'), by the URL of a model file, or the file itself.
  async load(nameOrUrlOrBlob: string | URL | Blob, options?: LoadOptions): Promise<Model> {
    const source = nameOrUrlOrBlob instanceof Blob ? nameOrUrlOrBlob : this.#urlOf(nameOrUrlOrBlob);
    return LoadedModel.load(() => this.#workingEngine(), source, options);
  }

  // Ends the worker: its memory is free, and whatever is pending rejects with 'aborted'.
  dispose(): Promise<void> {
    this.#disposed = true;
    this.#engine.dispose();
    return Promise.resolve();
  }

  #workingEngine(): Engine {
    if (this.#disposed) throw disposedOf('engine');
    if (!this.#engine.isAlive) this.#engine = new Engine(this.#build, this.#assets);
    return this.#engine;
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
