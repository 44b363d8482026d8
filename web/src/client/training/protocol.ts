// What the client and the trainer's worker say to each other.
//
// The worker is told to start, then called; each call is answered once by its id. Photos are added one after
// the other and then training begins, of which the worker tells by events. One worker is for one training.
import type { LayersModel } from '../import-model';
import type { SummaryRow } from '../types';
import type { Failure, Picture, Start } from '../worker/protocol';
import type { EpochReport, LookProgress, SkippedPhoto, StepReport } from './types';

export type { Failure, Start };

// Which photos: to train on, or of their own to validate on.
export type Part = 'training' | 'validation';

export interface PrepareCall {
  kind: 'prepare';
  options: string; // JSON, as src/train/session_options.h reads it
  startFrom: Blob | null;
  base: string | Blob | null; // a pretrained model file, or its URL, to fine-tune
}

export interface AddCall {
  kind: 'add';
  part: Part;
  name: string;
  className: string;
  picture: Picture | { kind: 'none'; reason: string }; // a picture that could not even be sent
}

export interface BeginCall {
  kind: 'begin';
  startFrom: Blob | null;
  checkpoint: Blob | null;
}

export interface PredictCall {
  kind: 'predict';
  photos: number[];
}

export interface PreviewCall {
  kind: 'preview';
  photo: number;
  count: number;
}

// Without any training: what its options make of a photo, and of a network.
export interface PreviewPictureCall {
  kind: 'preview-picture';
  options: string;
  picture: Picture;
  count: number;
}

export interface DescribeCall {
  kind: 'describe';
  architecture: string; // JSON
}

export interface ConvnetCall {
  kind: 'convnet';
  options: string;
}

export interface FromLayersModelCall extends LayersModel {
  kind: 'from-layers-model';
}

export interface ToOnnxCall {
  kind: 'to-onnx';
  model: Blob;
}

export type Call =
  | PrepareCall
  | AddCall
  | BeginCall
  | PredictCall
  | PreviewCall
  | PreviewPictureCall
  | DescribeCall
  | ConvnetCall
  | FromLayersModelCall
  | ToOnnxCall
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'checkpoint' }
  | { kind: 'baseline' }
  | { kind: 'close' }; // removes what lies on the disk; the worker can be ended then

export type Request = Start | (Call & { id: number });

export interface Description {
  classNames: string[];
  counts: number[];
  skipped: SkippedPhoto[];
  memoryBytes: number;
  summary: SummaryRow[];
  trainingPhotos: Uint32Array;
  validationPhotos: Uint32Array;
  history: EpochReport[]; // of a checkpoint
}

export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8Array<ArrayBuffer>;
}

export interface Results {
  prepare: undefined;
  add: 'added' | 'skipped';
  begin: Description;
  predict: Float32Array[];
  preview: Pixels[];
  'preview-picture': Pixels[];
  describe: SummaryRow[];
  convnet: string;
  'from-layers-model': Blob;
  'to-onnx': Blob;
  pause: undefined;
  resume: undefined;
  checkpoint: Blob;
  baseline: number | null;
  close: undefined;
}

export type Event =
  | { kind: 'look'; progress: LookProgress }
  | { kind: 'step'; report: StepReport }
  | { kind: 'epoch'; report: EpochReport }
  | { kind: 'finished'; model: Blob; stopReason: string }
  | { kind: 'stopped'; failure: Failure }; // by an error; what there is can still be asked for

export type Reply =
  | { kind: 'result'; id: number; result: Results[Call['kind']] }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'breakdown'; failure: Failure }
  | { kind: 'event'; event: Event };
