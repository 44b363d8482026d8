// How the network is to learn. The numbers follow the photos until somebody changes one.
import { LitElement, html, nothing } from 'lit';
import { buttons, shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { check, choice, numberField } from '../fields';
import { fieldStyles, panelStyles } from '../../dom/panel-styles';
import { run } from '../run/run';
import './augmentation-panel';
import { LEARNING_RATES, trainingSettings, type Settings } from './settings';

const OPTIMIZERS = [
  ['adam', 'Adam'],
  ['rmsprop', 'RMSprop'],
  ['sgd', 'SGD'],
  ['adamw', 'AdamW'],
] as const;
const SCHEDULES = [
  ['constant', 'Constant'],
  ['cosine', 'Cosine'],
  ['plateau', 'Lower on a plateau'],
] as const;
const MOST_EPOCHS = 1000;
const LARGEST_SEED = 2 ** 31 - 1;

class SettingsPanel extends LitElement {
  static override styles = [shared, buttons, panelStyles, fieldStyles];

  constructor() {
    super();
    new Watch(this, trainingSettings, run);
  }

  protected override render() {
    const { settings, touched } = trainingSettings.state;
    const locked = run.isLocked;
    return html`
      <section class="panel" aria-labelledby="title">
        <div class="top">
          <h2 id="title">Training</h2>
          ${
            touched
              ? html`<button class="plain" ?disabled=${locked} @click=${() => trainingSettings.reset()}>
                  What suits the photos
                </button>`
              : nothing
          }
          <button ?disabled=${locked} @click=${() => trainingSettings.usePracticum()}>
            Cats vs. dogs exercise
          </button>
        </div>
        <p class="note">
          ${
            touched
              ? 'Your settings. The exercise’s are those of the classic cats vs. dogs practicum, network included.'
              : 'Chosen to suit your photos. The exercise’s are those of the classic cats vs. dogs practicum, network included.'
          }
        </p>
        <fieldset ?disabled=${locked}>
          <div class="fields">${this.#length(settings)} ${this.#method(settings)}</div>
          ${check('Balance classes: photos of rare classes count more', settings.balanceClasses, (on) =>
            trainingSettings.change({ balanceClasses: on }),
          )}
        </fieldset>
        <loupe-augmentation-panel></loupe-augmentation-panel>
      </section>
    `;
  }

  #length({ epochs, stepsPerEpoch, batchSize, validationSplit }: Settings) {
    return html`
      ${numberField({
        label: 'Epochs',
        value: epochs,
        min: 1,
        max: MOST_EPOCHS,
        change: (value) => trainingSettings.change({ epochs: value }),
      })}
      ${numberField({
        label: 'Steps an epoch',
        value: stepsPerEpoch,
        min: 0,
        max: 10_000,
        note: '0: as many as show all photos',
        change: (value) => trainingSettings.change({ stepsPerEpoch: value }),
      })}
      ${numberField({
        label: 'Batch size',
        value: batchSize,
        min: 1,
        max: 256,
        note: 'photos a step',
        change: (value) => trainingSettings.change({ batchSize: value }),
      })}
      ${numberField({
        label: 'Kept aside',
        value: Math.round(validationSplit * 100),
        min: 0,
        max: 80,
        note: '% of the photos, to check it with',
        change: (value) => trainingSettings.change({ validationSplit: value / 100 }),
      })}
    `;
  }

  #method({ optimizer, learningRate, schedule, earlyStopping, seed }: Settings) {
    return html`
      ${choice({
        label: 'Optimizer',
        value: optimizer,
        options: OPTIMIZERS,
        change: (chosen) =>
          trainingSettings.change({ optimizer: chosen, learningRate: LEARNING_RATES[chosen] }),
      })}
      ${numberField({
        label: 'Learning rate',
        value: learningRate,
        min: 0.000001,
        max: 10,
        step: 'any',
        change: (value) => trainingSettings.change({ learningRate: value }),
      })}
      ${choice({
        label: 'As it goes on, the rate is',
        value: schedule,
        options: SCHEDULES,
        change: (chosen) => trainingSettings.change({ schedule: chosen }),
      })}
      ${numberField({
        label: 'Stop early after',
        value: earlyStopping,
        min: 0,
        max: MOST_EPOCHS,
        note: 'epochs that got no better; 0: never',
        change: (value) => trainingSettings.change({ earlyStopping: value }),
      })}
      ${numberField({
        label: 'Seed',
        value: seed,
        min: 0,
        max: LARGEST_SEED,
        note: 'the same seed, the same result',
        change: (value) => trainingSettings.change({ seed: value }),
      })}
    `;
  }
}

customElements.define('loupe-settings-panel', SettingsPanel);
