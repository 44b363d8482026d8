// What the client and its worker say to each other.
//
// The worker is told to start, then called; each call is answered once by its id, with a result or a
// failure, and a load also with its progress before that. A call that is aborted is not answered. A worker
// that has broken down says so and is good for nothing more.
import type { LibraryFailure } from '../library/types';
import type { ErrorCode, LoadProgress, SummaryRow, Tag, Prediction, Timings } from '../types';

// A photo on its way to the worker: references and transferred buffers, nothing that is cloned.
export type Picture =
  | { kind: 'file'; file: Blob }
  | { kind: 'url'; url: string }
  | { kind: 'bytes'; bytes: ArrayBuffer } // of an encoded photo
  | { kind: 'pixels'; pixels: ArrayBuffer; width: number; height: number } // RGBA
  | { kind: 'frame'; frame: ImageBitmap | VideoFrame };

export interface Start {
  kind: 'start';
  engineUrl: string; // of the build's .mjs; its .wasm lies beside it
  threads: number;
}

export interface LoadCall {
  kind: 'load';
  model: number;
  source: string | Blob;
}

export interface ClassifyCall {
  kind: 'classify';
  model: number;
  picture: Picture;
  topK: number;
}

export interface EmbedCall {
  kind: 'embed';
  model: number;
  picture: Picture;
}

export interface UnloadCall {
  kind: 'unload';
  model: number;
}

export type PictureCall = ClassifyCall | EmbedCall;
export type Call = LoadCall | PictureCall | UnloadCall;
export type Request = Start | { kind: 'abort'; id: number } | (Call & { id: number });

export interface ModelDescription {
  name: string;
  classNames: string[];
  summary: SummaryRow[];
}

export interface PlainClassification {
  predictions: Prediction[];
  tags: Tag[];
  timings: Timings;
  similarity?: number;
  unlike?: boolean;
}

export interface Results {
  load: ModelDescription;
  classify: PlainClassification;
  embed: Float32Array;
  unload: undefined;
}

export interface Failure {
  code: ErrorCode;
  message: string;
  brokenDown?: boolean; // as PhotoloupeError has them
  reason?: LibraryFailure | undefined;
}

export type Reply =
  | { kind: 'result'; id: number; result: Results[keyof Results] }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'progress'; id: number; progress: LoadProgress }
  | { kind: 'breakdown'; failure: Failure };
