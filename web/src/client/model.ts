// A model in the engine's memory, under a number. It is brought back there when the engine broke down.
import type { Engine } from './engine';
import { abortedBy, disposedOf } from './error';
import { pack } from './picture';
import type {
  Classification,
  ClassifyOptions,
  EmbedOptions,
  ExportFormat,
  ImageSource,
  LoadOptions,
  Model,
  SummaryRow,
} from './types';
import type { ClassifyCall, EmbedCall, ModelDescription, Results } from './worker/protocol';

const DEFAULT_TOP_K = 5;

type Question = Omit<ClassifyCall, 'model' | 'picture'> | Omit<EmbedCall, 'model' | 'picture'>;

// What models are made in.
export interface ModelHost {
  engine(): Engine; // that works: a new one when the last one broke down
  toOnnx(model: Blob): Promise<Blob>;
}

let nextNumber = 1;

export class LoadedModel implements Model {
  readonly name: string;
  readonly classNames: readonly string[];
  #summary: SummaryRow[];
  #number: number;
  #host: ModelHost;
  #source: string | Blob;
  #engine: Engine | null; // that holds the model, or will
  #arrival: Promise<unknown> = Promise.resolve();
  #disposed = false;

  // `source` is a URL, or the file itself.
  static async load(host: ModelHost, source: string | Blob, options: LoadOptions = {}): Promise<LoadedModel> {
    const number = nextNumber++;
    const engine = host.engine();
    try {
      const description = await engine.call({ kind: 'load', model: number, source }, options);
      return new LoadedModel(description, number, host, source, engine);
    } catch (error) {
      void engine.unload(number); // it may have arrived just when it was taken back
      throw error;
    }
  }

  private constructor(
    { name, classNames, summary }: ModelDescription,
    number: number,
    host: ModelHost,
    source: string | Blob,
    engine: Engine,
  ) {
    this.name = name;
    this.classNames = classNames;
    this.#summary = summary;
    this.#number = number;
    this.#host = host;
    this.#source = source;
    this.#engine = engine;
  }

  async classify(
    image: ImageSource,
    { topK = DEFAULT_TOP_K, signal }: ClassifyOptions = {},
  ): Promise<Classification> {
    const { predictions, ...rest } = await this.#ask({ kind: 'classify', topK }, image, signal);
    return Object.assign(predictions, rest);
  }

  embed(image: ImageSource, { signal }: EmbedOptions = {}): Promise<Float32Array> {
    return this.#ask({ kind: 'embed' }, image, signal);
  }

  summary(): SummaryRow[] {
    return structuredClone(this.#summary);
  }

  async export(format: ExportFormat): Promise<Blob> {
    const { exportModel } = await import('./export-model');
    return exportModel(this.#source, format, (model) => this.#host.toOnnx(model));
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#engine?.unload(this.#number);
  }

  async #ask<Q extends Question>(
    question: Q,
    image: ImageSource,
    signal: AbortSignal | undefined,
  ): Promise<Results[Q['kind']]> {
    if (signal?.aborted) throw abortedBy(signal);
    const { picture, transfer } = await unlessAborted(pack(image), signal);
    try {
      const engine = await unlessAborted(this.#home(), signal);
      if (this.#disposed) throw disposedOf('model');
      const call = { ...question, model: this.#number, picture };
      return (await engine.call(call, { transfer, signal })) as Results[Q['kind']];
    } finally {
      // A camera stands still while its frames are held; the one that was transferred is not ours any more.
      if (picture.kind === 'frame') picture.frame.close();
    }
  }

  #home(): Promise<Engine> {
    const engine = this.#host.engine();
    if (engine !== this.#engine) {
      this.#engine = engine;
      this.#arrival = engine.call({ kind: 'load', model: this.#number, source: this.#source });
      this.#arrival.catch(() => (this.#engine = null));
    }
    return this.#arrival.then(() => engine);
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortedBy(signal));
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
