// The package's entry.
import type { Capabilities, CreateOptions, LoadOptions, Model } from './types';

export * from './types';
export { PhotoloupeError } from './error';

export declare class Photoloupe {
  static create(options?: CreateOptions): Promise<Photoloupe>;
  readonly capabilities: Capabilities;
  load(nameOrUrlOrBlob: string | URL | Blob, options?: LoadOptions): Promise<Model>;
  dispose(): Promise<void>;
}
