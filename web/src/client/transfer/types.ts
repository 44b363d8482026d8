// Transfer learning: a pretrained network looks at each photo once, and a head learns from what it saw. The head
// takes milliseconds, so there is no training to start: whatever is asked is answered by all photos that there are.
import type { Classification, ClassifyOptions, ExportFormat, ImageSource, LoadProgress } from '../types';

export interface ClassesOptions {
  // The pretrained network, as Photoloupe.load takes it; 'efficientnet-lite0' by default.
  base?: string | URL | Blob;
  threads?: number | 'auto'; // the engine's by default
  onProgress?: (progress: LoadProgress) => void; // of the network's file
  signal?: AbortSignal; // gives up opening them
}

export interface AddedPhoto {
  id: number; // by which it is moved and removed
  // What the network saw. To keep with the photo: `restore` takes it back without looking again, as long as
  // `featuresId` is the same.
  features: Float32Array<ArrayBuffer>;
  // Of its content: equal for photos whose bytes, or pixels, are equal. Null on pages that are no secure context.
  hash: string | null;
}

export interface KnownPhoto {
  features: Float32Array;
  label: string;
}

// Each photo judged by a head that was trained without it and what is nearly identical with it, such as the other frames
// of a burst: which classes are hard to tell apart, and which photos are perhaps in the wrong one.
export interface CrossValidation {
  classNames: string[];
  counts: number[]; // photos of each class
  accuracy: number; // share of the judged photos that are given their own class; 0 when none is judged
  confusion: number[][]; // of the judged ones: [class of the photo][class that it was given]
  photos: CrossValidatedPhoto[];
  milliseconds: number; // that the last training took
}

export interface CrossValidatedPhoto {
  id: number;
  label: string;
  given: string; // its class by the others
  probability: number; // of its own class
  shot: number; // equal for photos that are nearly identical
  judged: boolean; // whether its class has enough other shots; else the others cannot know it
}

// Lives in a worker of its own. Photos are looked at one after the other; what is classified comes before what is
// added, so that a camera's picture need not wait for a folder. All reject with a PhotoloupeError, 'aborted' once
// they are disposed of.
export interface Classes {
  readonly featuresId: string; // names the network and its weights
  // In the order in which they are answered; those without photos are never probable.
  readonly classNames: readonly string[];

  // Adds, removes and reorders. Rejects with 'bad-dataset' for a class with photos that is left out.
  setClasses(names: string[]): Promise<void>;
  renameClass(from: string, to: string): Promise<void>;

  // A class that is not there yet comes last.
  add(image: ImageSource, label: string, options?: { signal?: AbortSignal }): Promise<AddedPhoto>;
  // Their ids.
  restore(photos: KnownPhoto[]): Promise<number[]>;
  move(ids: number[], label: string): Promise<void>;
  remove(ids: number[]): Promise<void>;

  // By all photos so far; says also whether the photo is unlike all of them. Rejects with 'bad-dataset' while there
  // are none.
  classify(image: ImageSource, options?: ClassifyOptions): Promise<Classification>;
  crossValidate(): Promise<CrossValidation>;

  // A whole model of the classes that have photos, two at least, as Photoloupe.load and the command line take it.
  // `classNames`: what the classes are called there, in their order, if not as they are here.
  export(format: ExportFormat, options?: { classNames?: readonly string[] }): Promise<Blob>;
  dispose(): Promise<void>;
}
