// The network that is to learn: the convnet by a few numbers, or layer by layer.
import { LitElement, css, html, nothing } from 'lit';
import type { Architecture } from '../../../client/training/types';
import type { SummaryRow } from '../../../client/types';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { engine } from '../../engine/engine';
import { Watch } from '../../state/store';
import { choice, numberField } from '../fields';
import { fieldStyles, panelStyles } from '../../dom/panel-styles';
import { project } from '../project/project';
import { run } from '../run/run';
import { trainingSettings, type Settings } from '../settings/settings';
import './layer-editor';
import { withEnds } from './ends';
import { classes, network } from './network';
import { starting, type StartingModel } from './starting-model';
import { parametersOf, summaryStyles, summaryTable } from './summary-table';

const IMAGE_SIZES = { min: 8, max: 300 }; // pixels
const MOST_CONVOLUTIONS = 6;

export class NetworkPanel extends LitElement {
  static override styles = [
    shared,
    buttons,
    panelStyles,
    fieldStyles,
    summaryStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) fit-content(32rem); /* as wide as the table */
        gap: var(--space-5);
        align-items: start;
      }
      .columns > * {
        min-width: 0;
      }
      .columns.layers {
        grid-template-columns: minmax(0, 1fr);
      }
      .kind {
        grid-column: span 2; /* its words are longer than the others' */
        max-width: 24rem;
      }
      loupe-layer-editor {
        margin-top: var(--space-4);
      }
      @media (max-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, trainingSettings, network, starting, project, run, engine);
  }

  // Shows what has changed far from the button that changed it.
  reveal(): void {
    this.renderRoot.querySelector<HTMLElement>('#title')!.focus();
  }

  protected override render() {
    if (starting.state.model) return this.#startingModel(starting.state.model);
    return trainingSettings.state.settings.fineTune ? this.#pretrained() : this.#newNetwork();
  }

  #pretrained() {
    return html`
      <section class="panel" aria-labelledby="title">
        <div class="top"><h2 id="title" tabindex="-1">Network</h2></div>
        <p class="note">
          The last blocks of EfficientNet-Lite0 learn further from where a new head on it is best. It knows a
          thousand kinds of things, and is fetched (19 MB) when training starts. Photos come in at 240 × 240
          pixels.
        </p>
        <fieldset ?disabled=${run.isLocked}><div class="fields">${this.#kind(true)}</div></fieldset>
      </section>
    `;
  }

  #kind(fineTune: boolean) {
    return html`<div class="kind">
      ${choice({
        label: 'What learns',
        value: fineTune ? 'pretrained' : 'convnet',
        options: [
          ['convnet', 'The convnet, from scratch'],
          ['pretrained', 'A pretrained network, fine-tuned'],
        ],
        change: (chosen) =>
          chosen === 'pretrained' ? trainingSettings.useFineTuning() : trainingSettings.reset(),
      })}
    </div>`;
  }

  #startingModel({ name, classNames }: StartingModel) {
    const { rows, problem } = network.state;
    const [height, width] = rows[0]?.outputShape ?? [];
    return html`
      <section class="panel" aria-labelledby="title">
        <div class="top">
          <h2 id="title" tabindex="-1">Network</h2>
          <button ?disabled=${run.isLocked} @click=${() => starting.useNone()}>Train from scratch</button>
        </div>
        <p class="note">
          Training goes on from “${name}”, with its layers and its weights; it told ${classNames.join(', ')}
          apart. Photos come in at ${height} × ${width} pixels.
        </p>
        ${this.#trouble(problem)} ${rows.length > 0 ? summaryTable(rows) : nothing}
      </section>
    `;
  }

  #trouble(problem: string) {
    if (!problem) return nothing;
    return html`<p class="trouble" role="alert">${icons.warning}<span>${problem}</span></p>`;
  }

  #newNetwork() {
    const { settings } = trainingSettings.state;
    const { rows, problem } = network.state;
    const { architecture } = settings;
    const blamed = architecture?.layers.some(({ name }) => problem.includes(`'${name}'`));
    return html`
      <section class="panel" aria-labelledby="title">
        <div class="top">
          <h2 id="title" tabindex="-1">Network</h2>
          <button
            ?disabled=${run.isLocked || !engine.loupe}
            @click=${architecture ? this.#backToConvnet : this.#editLayers}
          >
            ${architecture ? 'Back to the convnet' : 'Edit its layers'}
          </button>
        </div>
        ${rows.length === 0 && problem ? nothing : html`<p class="note">${this.#words(rows)}</p>`}
        ${this.#trouble(blamed ? '' : problem)}
        <div class="columns ${architecture ? 'layers' : ''}">
          <fieldset ?disabled=${run.isLocked}>
            <div>
              <div class="fields">
                ${this.#kind(false)} ${this.#imageSize(settings)}
                ${architecture ? nothing : this.#convnet(settings)}
              </div>
              ${
                architecture
                  ? html`<loupe-layer-editor
                      .architecture=${withEnds(architecture, settings.imageSize, classes())}
                      .rows=${rows}
                      .problem=${problem}
                      ?locked=${run.isLocked}
                      @loupe-change=${({ detail }: CustomEvent<Architecture>) =>
                        trainingSettings.change({ architecture: detail })}
                    ></loupe-layer-editor>`
                  : nothing
              }
            </div>
          </fieldset>
          ${rows.length > 0 && !problem ? summaryTable(rows) : nothing}
        </div>
      </section>
    `;
  }

  #words(rows: readonly SummaryRow[]): string {
    if (rows.length === 0) return 'The engine that trains is on its way…';
    const { imageSize } = trainingSettings.state.settings;
    const parameters = count(parametersOf(rows), 'number');
    return `Photos come in at ${imageSize} × ${imageSize} pixels, in colour. ${parameters} are to be learned.`;
  }

  #imageSize({ imageSize }: Settings) {
    return numberField({
      label: 'Image size',
      value: imageSize,
      ...IMAGE_SIZES,
      note: 'pixels a side',
      change: (value) => trainingSettings.change({ imageSize: value }),
    });
  }

  #convnet({ filters, units, dropout, padding }: Settings) {
    return html`
      <label class="field">
        <span>Filters</span>
        <input
          type="text"
          inputmode="numeric"
          pattern="\\s*[1-9]\\d{0,2}(\\s*,\\s*[1-9]\\d{0,2}){0,${MOST_CONVOLUTIONS - 1}}\\s*"
          .value=${filters.join(', ')}
          @change=${this.#changeFilters}
        />
        <small>one number a convolution</small>
      </label>
      ${choice({
        label: 'Padding',
        value: padding,
        options: [
          ['valid', 'Valid'],
          ['same', 'Same size'],
        ],
        change: (chosen) => trainingSettings.change({ padding: chosen }),
      })}
      ${numberField({
        label: 'Hidden units',
        value: units,
        min: 1,
        max: 4096,
        change: (value) => trainingSettings.change({ units: value }),
      })}
      ${numberField({
        label: 'Dropout',
        value: dropout,
        min: 0,
        max: 0.95,
        step: 0.05,
        note: 'share of the hidden units',
        change: (value) => trainingSettings.change({ dropout: value }),
      })}
    `;
  }

  #changeFilters(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (input.value && input.validity.valid)
      trainingSettings.change({ filters: input.value.split(',').map(Number) });
    else input.value = trainingSettings.state.settings.filters.join(', ');
  }

  async #editLayers(): Promise<void> {
    trainingSettings.change({ architecture: await network.convnet() });
  }

  #backToConvnet(): void {
    trainingSettings.change({ architecture: null });
  }
}

customElements.define('loupe-network-panel', NetworkPanel);
