// The types of wasm/bindings.cpp. Failures are Errors with a `code` of ErrorCode.
import type { PlainClassification } from './protocol';
import type { SummaryRow } from '../types';

// Embind's objects live until they are deleted.
interface Deletable {
  delete(): void;
}

export interface EngineBuffer extends Deletable {
  view(): Uint8Array; // valid until the engine is called again
}

export interface ThreadPool extends Deletable {
  readonly threads: number;
}

export interface Classifier extends Deletable {
  name(): string;
  classNames(): string[];
  summary(): SummaryRow[];
  classifyFile(file: EngineBuffer, topK: number): PlainClassification;
  classifyPixels(rgba: EngineBuffer, width: number, height: number, topK: number): PlainClassification;
  embedFile(file: EngineBuffer): Float32Array; // valid until the engine is called again
  embedPixels(rgba: EngineBuffer, width: number, height: number): Float32Array;
}

// What both modules have, the classifier and the trainer.
export interface CommonModule {
  Buffer: new (size: number) => EngineBuffer;
  ThreadPool: new (threads: number) => ThreadPool;
}

export interface EngineModule extends CommonModule {
  Classifier: new (safetensors: EngineBuffer, pool: ThreadPool) => Classifier;
}

// What a build's .mjs exports.
export type CreateEngine<Module> = (options: {
  helpers: number; // threads that are started with it
  sqlite?: object; // of a library's module: wasm/sqlite/sqlite3.js
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<Module>;
