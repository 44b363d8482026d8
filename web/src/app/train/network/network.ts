// The network as it is chosen now: its table, or why its layers do not fit together.
import type { Architecture } from '../../../client/training/types';
import type { SummaryRow } from '../../../client/types';
import { engine } from '../../engine/engine';
import { problemFrom } from '../../engine/problem';
import { Store } from '../../state/store';
import { project } from '../project/project';
import { convnetOptions } from '../run/train-options';
import { withEnds } from './ends';
import { trainingSettings, type Settings } from '../settings/settings';
import { misfit, starting } from './starting-model';

interface NetworkState {
  rows: readonly SummaryRow[]; // of the last network that fitted
  problem: string; // the engine's sentence, with a capital
}

const WAIT = 150; // milliseconds; while somebody types, nothing is asked

class Network extends Store<NetworkState> {
  #asked = '';
  #timer = 0;

  constructor() {
    super({ rows: [], problem: '' });
    trainingSettings.subscribe(() => this.#askSoon());
    project.subscribe(() => this.#askSoon());
    engine.subscribe(() => this.#askSoon());
    starting.subscribe(() => this.#askSoon());
  }

  // The convnet's layers, to edit.
  async convnet(): Promise<Architecture> {
    const { settings } = trainingSettings.state;
    return engine.loupe!.convnetArchitecture(convnetOptions(settings, classes()));
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), WAIT);
  }

  async #ask(): Promise<void> {
    const { loupe } = engine;
    const { model } = starting.state;
    if (model) {
      this.#asked = '';
      this.update({ rows: model.rows, problem: misfit(model, classes()) });
      return;
    }
    if (trainingSettings.state.settings.fineTune) {
      this.#asked = '';
      this.update({ rows: [], problem: '' }); // its layers show when it has been fetched
      return;
    }
    const question = describedBy(trainingSettings.state.settings);
    const key = JSON.stringify(question);
    if (!loupe || key === this.#asked || project.state.classes.length === 0) return;
    this.#asked = key;
    try {
      const rows = await loupe.describeArchitecture(question);
      if (key === this.#asked) this.update({ rows, problem: '' });
    } catch (error) {
      if (key !== this.#asked) return;
      const { code, detail } = problemFrom(error);
      if (code !== 'bad-model') this.#asked = ''; // it may be answered when it is asked again
      this.update({ problem: detail.charAt(0).toUpperCase() + detail.slice(1) });
    }
  }
}

function describedBy(settings: Settings) {
  const { architecture, imageSize } = settings;
  if (!architecture) return convnetOptions(settings, classes());
  return withEnds(architecture, imageSize, classes());
}

export function classes(): number {
  return Math.max(2, project.state.classes.length);
}

export const network = new Network();
