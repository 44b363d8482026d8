// The types of wasm/training_bindings.cpp. Failures are Errors with a `code` of ErrorCode.
import type { SummaryRow } from '../../types';
import type { CommonModule, EngineBuffer, ThreadPool } from '../../worker/embind';
import type { Description, Part, Pixels } from '../protocol';
import type { EpochReport } from '../types';

// Keeps pixels outside the engine's memory. The arrays are valid during the call only.
export interface PixelStore {
  append(photo: Uint8Array): void;
  read(photo: number, into: Uint8Array): void;
}

// Of fine-tuning, while a network looks at every photo.
export type OnPhoto = (done: number, total: number) => void;

export type Outcome = 'added' | 'skipped' | 'undecoded';

export interface Progress {
  epoch: number;
  step: number;
  stepsPerEpoch: number;
  totalSteps: number;
  batchSize: number;
  loss: number;
  accuracy: number;
}

export interface TrainingSession {
  addFile(part: Part, name: string, className: string, file: EngineBuffer): Outcome;
  addPixels(
    part: Part,
    name: string,
    className: string,
    rgba: EngineBuffer,
    width: number,
    height: number,
  ): Outcome;
  skip(part: Part, name: string, className: string, reason: string): void;
  needsStore(part: Part): boolean;
  begin(): void;
  beginFrom(model: EngineBuffer, onPhoto: OnPhoto): void;
  description(): Omit<Description, 'history'>;
  advance(): 'step' | 'validation' | 'epoch' | 'finished';
  progress(): Progress;
  history(): EpochReport[];
  stopReason(): string;
  predict(photos: number[]): Float32Array; // [photo][class]
  baselineAccuracy(): number | null;
  preview(photo: number, variant: number): Pixels;
  saveCheckpoint(): Uint8Array<ArrayBuffer>;
  restoreCheckpoint(file: EngineBuffer): void;
  model(onPhoto: OnPhoto): Uint8Array<ArrayBuffer>;
}

export interface TrainerModule extends CommonModule {
  TrainingSession: new (
    options: string,
    pool: ThreadPool,
    stores: Record<Part, PixelStore>,
  ) => TrainingSession;
  previewPixels(options: string, rgba: EngineBuffer, width: number, height: number, variant: number): Pixels;
  optionsOfModel(model: EngineBuffer): string; // JSON
  optionsOfBase(model: EngineBuffer, options: string): string; // JSON
  describeArchitecture(architecture: string): SummaryRow[];
  convnetArchitecture(options: string): string;
  fromLayersModel(
    model: EngineBuffer,
    weights: EngineBuffer,
    metadata: EngineBuffer,
  ): Uint8Array<ArrayBuffer>;
  toOnnx(model: EngineBuffer): Uint8Array<ArrayBuffer>;
}
