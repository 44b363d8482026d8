// The models in the engine's memory, and what is asked of them.
import { disposedOf } from '../error';
import type { LoadProgress } from '../types';
import { withBuffer } from './buffer';
import type { Classifier, EngineModule } from './embind';
import { readModelFile } from './model-file';
import type { Encoded, Pixels } from './photo';
import type { LoadCall, ModelDescription, PictureCall, Results } from './protocol';
import type { StartedEngine } from './start';

export class Models {
  #engine: Promise<StartedEngine<EngineModule>>;
  #classifiers = new Map<number, Classifier>();

  constructor(engine: Promise<StartedEngine<EngineModule>>) {
    this.#engine = engine;
  }

  async load(
    { model, source }: LoadCall,
    signal: AbortSignal,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<ModelDescription> {
    const pieces = await readModelFile(source, signal, onProgress); // while the engine starts
    const { module, pool } = await this.#engine;
    signal.throwIfAborted();
    const classifier = withBuffer(module, pieces, (file) => new module.Classifier(file, pool));
    this.#classifiers.set(model, classifier);
    return {
      name: classifier.name(),
      classNames: classifier.classNames(),
      summary: classifier.summary(),
    };
  }

  unload(model: number): undefined {
    this.#classifiers.get(model)?.delete();
    this.#classifiers.delete(model);
  }

  // Throws the engine's errors.
  async ask(call: PictureCall, photo: Encoded | Pixels): Promise<Results['classify' | 'embed']> {
    const { module } = await this.#engine;
    const classifier = this.#classifiers.get(call.model);
    if (!classifier) throw disposedOf('model');
    const bytes = photo.kind === 'encoded' ? new Uint8Array(photo.bytes) : photo.rgba;
    return withBuffer(module, [bytes], (buffer) => {
      if (call.kind === 'classify')
        return photo.kind === 'encoded'
          ? classifier.classifyFile(buffer, call.topK)
          : classifier.classifyPixels(buffer, photo.width, photo.height, call.topK);
      const embedding =
        photo.kind === 'encoded'
          ? classifier.embedFile(buffer)
          : classifier.embedPixels(buffer, photo.width, photo.height);
      return new Float32Array(embedding); // out of the engine's memory
    });
  }
}
