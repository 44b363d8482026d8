// The engine and its model, started as soon as the page is: everything else watches its state.
import { Photoloupe, PhotoloupeError } from '../../client/photoloupe';
import type { Capabilities, Model } from '../../client/types';
import { Store } from '../state/store';
import { named } from './own-model';
import { problemFrom, type Problem } from './problem';
import { engineOptions, modelName } from './url-options';

interface EngineState {
  phase: 'starting' | 'downloading' | 'ready' | 'failed';
  loaded: number; // bytes of the model
  total: number; // 0 while unknown
  capabilities: Capabilities | null;
  model: Model | null;
  problem: Problem | null;
  own: string; // the name of the visitor's own model, when that reads the photos; else empty
}

class Engine extends Store<EngineState> {
  #loupe: Photoloupe | null = null;
  #standard: Model | null = null;
  #own: Model | null = null;

  constructor() {
    super({
      phase: 'starting',
      loaded: 0,
      total: 0,
      capabilities: null,
      model: null,
      problem: null,
      own: '',
    });
  }

  // What everything of the engine is asked of; also while it has no model. Null when it could not start.
  get loupe(): Photoloupe | null {
    return this.#loupe;
  }

  // Also the way to try again after a failure. What reads photos is fetched at its turn, if it has to wait for one.
  // Never throws: the state says how it went.
  async start(turn?: Promise<unknown>): Promise<void> {
    this.update({ phase: 'starting', loaded: 0, total: 0, model: null, problem: null, own: '' });
    try {
      const prefetch = turn ? 'training' : true; // which most other tabs begin with
      const loupe = (this.#loupe ??= await Photoloupe.create({ ...engineOptions(), prefetch }));
      this.update({ capabilities: loupe.capabilities });
      await turn;
      const model = await loupe.load(modelName(), {
        onProgress: ({ loaded, total }) => {
          if (!this.#own) this.update({ phase: 'downloading', loaded, total });
        },
      });
      this.#standard = model;
      if (!this.#own) this.update({ phase: 'ready', model });
    } catch (error) {
      if (!this.#own) this.update({ phase: 'failed', problem: problemFrom(error) });
    }
  }

  // Reads photos with a model of the visitor's own. What is being read should be stopped before. Rejects when
  // the file is none.
  async use(file: Blob, name: string): Promise<void> {
    if (!this.#loupe) throw new PhotoloupeError('not-supported', 'the engine is not there');
    const model = await this.#loupe.load(file);
    await this.#own?.dispose();
    this.#own = model;
    this.update({ phase: 'ready', model: named(model), problem: null, own: name });
  }

  // Back to the model that comes with the page.
  async useStandard(): Promise<void> {
    await this.#own?.dispose();
    this.#own = null;
    if (!this.#standard) return this.start();
    this.update({ model: this.#standard, own: '' });
  }
}

export const engine = new Engine();
