// The types of wasm/transfer_bindings.cpp. Failures are Errors with a `code` of ErrorCode.
import type { CommonModule, EngineBuffer, ThreadPool } from '../../worker/embind';
import type { PlainClassification } from '../../worker/protocol';
import type { Report } from '../protocol';

export interface TransferSession {
  featuresId(): string;
  embedFile(file: EngineBuffer): Float32Array; // valid until the engine is called again
  embedPixels(rgba: EngineBuffer, width: number, height: number): Float32Array;
  setClasses(names: string[]): void;
  renameClass(from: string, to: string): void;
  add(features: EngineBuffer, className: string): number;
  move(id: number, className: string): void;
  remove(id: number): void;
  classNames(): string[];
  train(): boolean; // whether there was something new
  classify(features: EngineBuffer, topK: number): PlainClassification;
  report(): Report;
  model(): Uint8Array<ArrayBuffer>;
}

export interface TransferModule extends CommonModule {
  TransferSession: new (pretrained: EngineBuffer, pool: ThreadPool) => TransferSession;
  toOnnx(model: EngineBuffer): Uint8Array<ArrayBuffer>;
}
