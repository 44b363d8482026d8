// A model that has just been trained: one as any other, with its file and how it came to be.
import { LoadedModel, type ModelHost } from '../model';
import type {
  Classification,
  ClassifyOptions,
  EmbedOptions,
  ExportFormat,
  ImageSource,
  Model,
  SummaryRow,
} from '../types';
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

  static async load(models: ModelHost, outcome: Outcome): Promise<NewModel> {
    return new NewModel(await LoadedModel.load(models, outcome.file), outcome);
  }

  private constructor(model: Model, { history, stopReason }: Outcome) {
    this.name = model.name;
    this.classNames = model.classNames;
    this.history = history;
    this.stopReason = stopReason;
    this.#model = model;
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

  export(format: ExportFormat): Promise<Blob> {
    return this.#model.export(format);
  }
}
