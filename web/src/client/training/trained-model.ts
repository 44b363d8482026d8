// A model that has just been trained: one as any other, with its file and how it came to be.
import { PhotoloupeError } from '../error';
import { LoadedModel, type EngineSource } from '../model';
import type { Classification, ClassifyOptions, EmbedOptions, ImageSource, Model, SummaryRow } from '../types';
import { evaluate } from './evaluation';
import type { Dataset, EpochReport, EvaluateOptions, Evaluation, TrainedModel } from './types';

export interface Outcome {
  file: Blob; // safetensors
  history: readonly EpochReport[];
  stopReason: string;
}

export class NewModel implements TrainedModel {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly history: readonly EpochReport[];
  readonly stopReason: string;
  #model: Model;
  #file: Blob;

  static async load(engines: EngineSource, outcome: Outcome): Promise<NewModel> {
    return new NewModel(await LoadedModel.load(engines, outcome.file), outcome);
  }

  private constructor(model: Model, { file, history, stopReason }: Outcome) {
    this.name = model.name;
    this.classNames = model.classNames;
    this.history = history;
    this.stopReason = stopReason;
    this.#model = model;
    this.#file = file;
  }

  classify(image: ImageSource, options?: ClassifyOptions): Promise<Classification> {
    return this.#model.classify(image, options);
  }

  embed(image: ImageSource, options?: EmbedOptions): Promise<Float32Array> {
    return this.#model.embed(image, options);
  }

  summary(): SummaryRow[] {
    return this.#model.summary();
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }

  evaluate(dataset: Dataset, options?: EvaluateOptions): Promise<Evaluation> {
    return evaluate(this.#model, dataset, options);
  }

  export(format: 'safetensors'): Promise<Blob> {
    if (format === 'safetensors') return Promise.resolve(this.#file);
    return Promise.reject(
      new PhotoloupeError(
        'not-supported',
        `a model cannot be exported as '${String(format)}'; 'safetensors' can`,
      ),
    );
  }
}
