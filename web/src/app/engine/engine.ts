// The engine and its model, started as soon as the page is: everything else watches its state.
import { Photoloupe } from '../../client/photoloupe';
import type { Capabilities, Model } from '../../client/types';
import { Store } from '../state/store';
import { problemFrom, type Problem } from './problem';
import { engineOptions, modelName } from './url-options';

interface EngineState {
  phase: 'starting' | 'downloading' | 'ready' | 'failed';
  loaded: number; // bytes of the model
  total: number; // 0 while unknown
  capabilities: Capabilities | null;
  model: Model | null;
  problem: Problem | null;
}

class Engine extends Store<EngineState> {
  #loupe: Photoloupe | null = null;

  constructor() {
    super({ phase: 'starting', loaded: 0, total: 0, capabilities: null, model: null, problem: null });
  }

  // Also the way to try again after a failure. Never throws: the state says how it went.
  async start(): Promise<void> {
    this.update({ phase: 'starting', loaded: 0, total: 0, model: null, problem: null });
    try {
      await this.#loupe?.dispose();
      this.#loupe = null;
      const loupe = await Photoloupe.create(engineOptions());
      this.#loupe = loupe;
      this.update({ capabilities: loupe.capabilities });
      const model = await loupe.load(modelName(), {
        onProgress: ({ loaded, total }) => this.update({ phase: 'downloading', loaded, total }),
      });
      this.update({ phase: 'ready', model });
    } catch (error) {
      this.update({ phase: 'failed', problem: problemFrom(error) });
    }
  }
}

export const engine = new Engine();
