// What training takes and gives.
import type { ImageSource, Model, SummaryRow } from '../types';

export interface LabelledImage {
  image: ImageSource;
  label: string; // its class
  name?: string; // by which it is told of when it is skipped; a File's own by default
}

// Photos with their classes, in any of the forms in which a page may have them: one after the other; the files
// of a folder picker (webkitdirectory), or a zip, with a folder for each class: the first one that not all photos
// share. Other files in them do not count.
export type Dataset = Iterable<LabelledImage> | AsyncIterable<LabelledImage> | FileList | Blob;

export type Interpolation = 'nearest' | 'bilinear' | 'bicubic' | 'area';

// How photos are prepared: as Keras's image_dataset_from_directory does.
export interface PhotoOptions {
  imageSize?: [height: number, width: number]; // [150, 150] by default; an architecture brings its own
  grayscale?: boolean;
  cropToAspectRatio?: boolean; // else photos are stretched
  interpolation?: Interpolation; // 'bilinear' by default
}

// The convnet of the "cats vs dogs" exercise.
export interface ConvnetOptions extends PhotoOptions {
  filters?: number[]; // a convolution each; [16, 32, 64] by default
  kernelSize?: number; // 3 by default
  padding?: 'valid' | 'same';
  units?: number; // of the hidden layer; 512 by default
  dropout?: number; // share of the hidden layer that is dropped; 0 by default
  classes?: number; // 2 by default; training takes the dataset's
}

// A network's layers in Keras's words, as src/models/architecture.h describes them.
export interface Architecture {
  name: string;
  input_shape: number[]; // height, width, channels
  embedding?: string; // the layer whose output describes a photo
  layers: ArchitectureLayer[];
}

export interface ArchitectureLayer {
  name: string;
  type: string; // "Conv2D", "MaxPooling2D", "Flatten", "Dense", ...
  inputs?: string[]; // the layer before by default
  [property: string]: unknown;
}

// Keras's ImageDataGenerator's arguments, in its units, with its exercise's defaults; colours stay as they are
// by default.
export interface AugmentOptions {
  rotation?: number; // degrees, to either side; 40
  widthShift?: number; // of the width; 0.2
  heightShift?: number; // of the height; 0.2
  shear?: number; // degrees, to either side; 0.2
  zoom?: number | Interval; // 0.2: the part of the photo that is seen is 0.8 to 1.2 of it
  horizontalFlip?: boolean; // true
  verticalFlip?: boolean; // false
  brightness?: number | Interval; // factors; 0.2 stands for 0.8 to 1.2
  contrast?: number | Interval;
  saturation?: number | Interval;
}

export type Interval = [low: number, high: number];

export type OptimizerName = 'rmsprop' | 'sgd' | 'adam' | 'adamw';
export type ScheduleName = 'constant' | 'cosine' | 'plateau';

export interface TrainOptions extends Omit<ConvnetOptions, 'classes'> {
  // 'transfer' (of `train` alone) puts a new head on a pretrained network: see Classes. Of the options it takes
  // base, validation, threads, signal, onPhoto and onEpoch. 'fine-tune' starts from such a head and trains the last
  // layers of the network too, with defaults of its own for how it learns and augments: src/train/fine_tuning.h.
  architecture?: 'convnet' | 'transfer' | 'fine-tune' | Architecture;
  // The pretrained network, as Photoloupe.load takes it: 'efficientnet-lite0' by default, and to fine-tune, which
  // float32 alone can, 'efficientnet-lite0-float32'.
  base?: string | URL | Blob;
  fineTuneFrom?: string; // the first block of layers that 'fine-tune' trains, such as 'block13'
  // Trains on from a model that was trained here, or from a training's checkpoint: with its weights, and with its
  // layers and its way with photos in place of what is said here. It tells as many classes apart.
  startFrom?: Blob;

  epochs?: number; // 30 by default
  stepsPerEpoch?: number; // 0, the default: as many as it takes to see all photos
  batchSize?: number; // 20 by default
  validation?: Dataset; // photos to validate on
  validationSplit?: number; // else: this share of the dataset; 0, none, by default
  validationSteps?: number; // 0, the default: all of the validation photos

  augment?: boolean | AugmentOptions;
  optimizer?: OptimizerName; // 'rmsprop' by default
  learningRate?: number; // 0.01 for 'sgd', 0.001 for others by default
  momentum?: number; // of 'sgd' and 'rmsprop'
  clipNorm?: number; // the largest norm of all gradients together; 0, the default: any
  schedule?: ScheduleName; // of the learning rate; 'constant' by default
  labelSmoothing?: number; // share of a label that is spread over all classes
  balanceClasses?: boolean; // weighs photos of rare classes more
  earlyStopping?: number; // epochs without a better loss after which to stop, with the best weights; 0: never
  seed?: number; // of all that is random; a whole number

  threads?: number | 'auto'; // the engine's by default
  pixelBudget?: number; // bytes of photos in memory, 300 million by default; more go to a temporary file
  checkpoint?: Blob; // goes on from it, with the same photos, options and threads
  signal?: AbortSignal; // cancels
  onPhoto?: (progress: PhotoProgress) => void; // while photos are read
  onLook?: (progress: LookProgress) => void; // of 'fine-tune', before the first step and after the last
  onStep?: (report: StepReport) => void; // at most 60 times a second; always of an epoch's last step
  onEpoch?: (report: EpochReport) => void;
}

// What decides how a photo looks in training.
export type PreviewOptions = PhotoOptions & Pick<TrainOptions, 'architecture' | 'augment'>;

export interface PhotoProgress {
  done: number;
  total?: number; // where it is known
  skipped: number;
}

// A network looks at every photo once: the pretrained one, for a head to start from, and the one that was trained, for
// what is unlike all of them.
export interface LookProgress {
  done: number;
  total: number;
}

export interface StepReport {
  epoch: number; // from 1 on
  step: number; // done in this epoch
  stepsPerEpoch: number;
  totalSteps: number; // of all epochs
  loss: number; // running means of the epoch
  accuracy: number;
  imagesPerSecond: number;
  secondsLeft: number; // as it goes now, validation included
}

export interface EpochReport {
  epoch: number; // from 1 on
  // Means over the epoch's steps; of transfer learning, of the photos that Classes.crossValidate judges, NaN for none.
  loss: number;
  accuracy: number;
  valLoss: number | null; // null without validation
  valAccuracy: number | null;
  seconds: number;
  learningRate: number; // of its last step
}

export interface SkippedPhoto {
  name: string;
  className: string;
  reason: string;
}

// A network that is being trained, in a worker of its own. It begins by itself.
export interface Training {
  readonly classNames: readonly string[];
  readonly counts: readonly number[]; // photos of each class
  readonly skipped: readonly SkippedPhoto[];
  readonly memoryBytes: number; // that training takes, photos included
  readonly summary: readonly SummaryRow[];
  // Indices of the dataset in the order in which it was given; the skipped photos are among neither. With a
  // validation dataset, validationPhotos are indices of that.
  readonly trainingPhotos: readonly number[];
  readonly validationPhotos: readonly number[];

  readonly history: readonly EpochReport[]; // so far, those before a checkpoint included

  pause(): Promise<void>; // resolves when the step that is under way is done
  resume(): void;
  // Ends it and frees its memory; nothing can be asked of it then. Also of use once it has finished.
  cancel(): Promise<void>;

  // All that it takes to go on from here later with the same data, options and threads. While it trains,
  // between two steps; also while it is paused.
  checkpoint(): Promise<Blob>;
  // The probabilities of all classes for photos of the dataset, with the weights so far.
  predict(photos: number[]): Promise<Float32Array[]>;
  // The share of the validation photos that a logistic regression on nothing but each photo's mean colour gets
  // right: what the network gets beyond that, it has learned from what is in the photos. null without validation.
  baselineAccuracy(): Promise<number | null>;
  // A photo of the dataset as training may see it, changed at random each time.
  preview(photo: number, count: number): Promise<ImageData[]>;

  // Rejects with 'aborted' when it is cancelled, and with what makes it impossible to go on; a checkpoint can still
  // be had then, unless the engine broke down. A loss that is no number any more ends it with the last good weights.
  readonly finished: Promise<TrainedModel>;
}

export interface TrainedModel extends Model {
  readonly history: readonly EpochReport[];
  readonly stopReason: string; // why it ended before its time, as a sentence; empty when it did not
  // How right it is about other labelled photos. Those that cannot be read are left out.
  evaluate(dataset: Dataset, options?: EvaluateOptions): Promise<Evaluation>;
}

export interface EvaluateOptions {
  signal?: AbortSignal;
  onPhoto?: (progress: PhotoProgress) => void;
}

export interface Evaluation {
  accuracy: number;
  count: number; // photos that were read
  classes: string[];
  confusion: number[][]; // [class of the photo][class that it was given]
  perClass: ClassEvaluation[];
}

export interface ClassEvaluation {
  label: string;
  count: number; // photos of the class
  precision: number; // share of those named so that are
  recall: number; // share of those that are so that are named so
}
