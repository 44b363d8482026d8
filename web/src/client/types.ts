// What the package's users see: everything that Photoloupe takes and gives.

export interface CreateOptions {
  // The folder that holds engine/ and models/; by default the one that this module came from. Its origin
  // must be the page's own, or allow the page by CORS and, on an isolated page, by CORP.
  assetsUrl?: string | URL;
  // How many threads share the work of one photo. More than one needs cross-origin isolation; 'auto' takes
  // what the device and the page allow.
  threads?: number | 'auto';
  // 'auto' takes relaxed SIMD where the browser has it.
  simd?: 'auto' | 'baseline' | 'relaxed';
  // Whether the engine is fetched at once, as it is by default, or by the first `load`: what makes classes or a library
  // has engines of its own. 'training' fetches what opens classes and trains instead.
  prefetch?: boolean | 'training';
}

// What the engine runs on.
export interface Capabilities {
  simd: boolean;
  relaxedSimd: boolean;
  threads: number;
  crossOriginIsolated: boolean;
  version: string;
}

// One photo, in any of the forms in which a page may have it. Nothing that is handed in is taken away: pixels
// that the caller could still change are copied once, at the call; everything else is read where it lies.
export type ImageSource =
  | Blob // and File: an encoded photo (JPEG, PNG, WebP, ...)
  | Uint8Array // the bytes of one
  | string // and URL: where one is, on the page's own origin
  | URL
  | ImageData
  | ImageBitmap
  | HTMLImageElement
  | HTMLCanvasElement
  | OffscreenCanvas
  | HTMLVideoElement // the frame that it shows
  | VideoFrame;

export interface Prediction {
  label: string;
  index: number; // of the class in the model
  probability: number; // 0 to 1
}

// A concept of WordNet's hierarchy, such as "dog", with the summed probability of its classes.
export interface Tag {
  name: string;
  probability: number;
  wnid: string; // WordNet 3.0 id, such as "n02084071"
}

// What a call spent, in milliseconds.
export interface Timings {
  decode: number; // 0 for what came as pixels
  resize: number;
  network: number;
}

// The most probable classes, most probable first, and what can be said for sure: no tags when the model is
// unsure. A model of transfer learning also knows what it was shown: `similarity` is about the cosine of the
// photo with one of the class that it is most like, and one that is `unlike` is none of the classes, however
// probable one of them seems.
export type Classification = Prediction[] & {
  tags: Tag[];
  timings: Timings;
  similarity?: number; // -1 to 1
  unlike?: boolean;
};

export interface ClassifyOptions {
  topK?: number; // 5 by default
  signal?: AbortSignal;
}

export interface EmbedOptions {
  signal?: AbortSignal;
}

export interface LoadProgress {
  loaded: number; // bytes
  total: number; // 0 while unknown
}

export interface LoadOptions {
  onProgress?: (progress: LoadProgress) => void;
  signal?: AbortSignal;
}

export interface SummaryRow {
  name: string;
  type: string; // Keras's class name: "Conv2D", "Dense", ...
  outputShape: number[]; // without the batch
  parameters: number;
}

// 'safetensors': as `load` and the command line take it. 'onnx': for onnxruntime and others; its input is float32
// [N, height, width, channels] from 0 to 255, and metadata says how a photo becomes that.
export type ExportFormat = 'safetensors' | 'onnx';

export interface Model {
  readonly name: string;
  readonly classNames: readonly string[];

  // Calls queue up and are answered in the order in which their photos were ready. Both reject with a
  // PhotoloupeError.
  classify(image: ImageSource, options?: ClassifyOptions): Promise<Classification>;
  // What the network makes of a photo before it names it: near for photos that look alike.
  embed(image: ImageSource, options?: EmbedOptions): Promise<Float32Array>;

  summary(): SummaryRow[];
  // The model as a file.
  export(format: ExportFormat): Promise<Blob>;
  // Frees the model's memory; what is pending rejects with 'aborted'.
  dispose(): Promise<void>;
}

export type ErrorCode =
  | 'bad-image' // not a photo, or a damaged one
  | 'unsupported-format' // a photo in a format that neither the engine nor this browser decodes
  | 'image-too-large'
  | 'bad-model' // not a model, a damaged one, or one whose layers do not fit together
  | 'bad-dataset' // labelled photos that cannot be trained on
  | 'out-of-memory'
  | 'aborted' // by its signal, or because the model or the engine was disposed of
  | 'not-supported' // this browser, device or model cannot do what was asked
  | 'network'
  | 'storage'; // a file could not be read, or the disk has no room
