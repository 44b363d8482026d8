// The network that looks at photos: its file, fetched when it is first wanted, and which one it is.
import { withBuffer } from '../../worker/buffer';
import { readModelFile } from '../../worker/model-file';
import type { LoadProgress } from '../../types';
import type { LibraryModule } from './embind';

export class Network {
  #module: LibraryModule;
  #url: string;
  #onProgress: (progress: LoadProgress) => void;
  #file: Promise<Blob> | null = null;
  #hash: Promise<Uint8Array> | null = null;

  constructor(module: LibraryModule, url: string, onProgress: (progress: LoadProgress) => void) {
    this.#module = module;
    this.#url = url;
    this.#onProgress = onProgress;
  }

  // Fetched again when it could not be.
  file(): Promise<Blob> {
    this.#file ??= this.#fetch();
    this.#file.catch(() => (this.#file = null));
    return this.#file;
  }

  // By which a library knows it.
  hash(): Promise<Uint8Array> {
    this.#hash ??= this.#hashOfFile();
    this.#hash.catch(() => (this.#hash = null));
    return this.#hash;
  }

  async #fetch(): Promise<Blob> {
    const pieces = await readModelFile(this.#url, new AbortController().signal, this.#onProgress);
    return new Blob(pieces as Uint8Array<ArrayBuffer>[]);
  }

  async #hashOfFile(): Promise<Uint8Array> {
    const bytes = new Uint8Array(await (await this.file()).arrayBuffer());
    return withBuffer(this.#module, [bytes], (buffer) => this.#module.hashOf(buffer));
  }
}
