// What the client and the worker of some classes say to each other: calls, each answered once by its id. One that
// is aborted is not answered.
import type { ExportFormat, LoadProgress } from '../types';
import type { Failure, Picture, PlainClassification, Start } from '../worker/protocol';

export type { Failure, Start };

export interface OpenCall {
  kind: 'open';
  source: string | Blob; // the pretrained network's file
}

export interface SetClassesCall {
  kind: 'set-classes';
  names: string[];
}

export interface RenameCall {
  kind: 'rename';
  from: string;
  to: string;
}

export interface AddCall {
  kind: 'add';
  picture: Picture;
  label: string;
}

export interface RestoreCall {
  kind: 'restore';
  photos: { features: Float32Array; label: string }[];
}

export interface MoveCall {
  kind: 'move';
  ids: number[];
  label: string;
}

export interface RemoveCall {
  kind: 'remove';
  ids: number[];
}

export interface ClassifyCall {
  kind: 'classify';
  picture: Picture;
  topK: number;
}

export interface ExportCall {
  kind: 'export';
  format: ExportFormat;
  classNames?: readonly string[]; // instead of their own
}

export type PictureCall = AddCall | ClassifyCall;
export type Call =
  | OpenCall
  | SetClassesCall
  | RenameCall
  | PictureCall
  | RestoreCall
  | MoveCall
  | RemoveCall
  | { kind: 'report' }
  | ExportCall;

export type Request = Start | { kind: 'abort'; id: number } | (Call & { id: number });

export interface Report {
  classNames: string[];
  counts: number[];
  accuracy: number;
  confusion: number[][];
  photos: { id: number; label: number; given: number; probability: number; shot: number; judged: boolean }[];
}

export interface Results {
  open: { featuresId: string };
  'set-classes': string[]; // what the classes are then, as of all that may change them
  rename: string[];
  add: { id: number; features: Float32Array<ArrayBuffer>; hash: string | null; classNames: string[] };
  restore: { ids: number[]; classNames: string[] };
  move: string[];
  remove: undefined;
  classify: PlainClassification;
  report: Report & { milliseconds: number };
  export: Blob;
}

export type Reply =
  | { kind: 'result'; id: number; result: Results[Call['kind']] }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'progress'; id: number; progress: LoadProgress }
  | { kind: 'breakdown'; failure: Failure };
