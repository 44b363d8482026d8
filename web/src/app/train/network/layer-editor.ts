// The layers one below the other: what each does can be changed, and its place. Input and answer stay.
import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Architecture, ArchitectureLayer } from '../../../client/training/types';
import type { SummaryRow } from '../../../client/types';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { choice, numberField } from '../fields';
import { fieldStyles } from '../../dom/panel-styles';
import {
  LAYER_TYPES,
  titleOf,
  withLayer,
  withLayerChanged,
  withLayerMoved,
  withoutLayer,
  type LayerType,
} from './layers';
import { shapeWords } from './summary-table';

const ACTIVATIONS = [
  ['relu', 'ReLU'],
  ['relu6', 'ReLU6'],
  ['sigmoid', 'Sigmoid'],
  ['linear', 'None'],
] as const;
const PADDINGS = [
  ['same', 'Same size'],
  ['valid', 'Valid'],
] as const;
const MOST = 4096; // filters and units
const LARGEST_KERNEL = 11; // pixels

// Fires `loupe-change` with the new architecture.
class LayerEditor extends LitElement {
  static override properties = {
    architecture: { attribute: false },
    rows: { attribute: false },
    problem: {},
    locked: { type: Boolean },
  };
  declare architecture: Architecture;
  declare rows: readonly SummaryRow[]; // of these layers when they fit together
  declare problem: string; // why they do not
  declare locked: boolean;

  static override styles = [
    shared,
    buttons,
    fieldStyles,
    css`
      ol {
        display: grid;
        gap: 2px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(11rem, 1fr) minmax(0, 3fr) auto;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        padding: var(--space-2) var(--space-3);
        border-inline-start: 0.25rem solid var(--line);
        background: var(--paper);
      }
      li.wrong {
        border-color: var(--trouble);
        background: var(--trouble-ground);
      }
      .what small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-weight: 400;
      }
      .fields {
        grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
        gap: var(--space-2);
      }
      .why {
        grid-column: 1 / -1;
        color: var(--trouble);
      }
      .moves {
        display: flex;
      }
      .moves button {
        width: 2.25rem;
        min-height: 2.25rem;
      }
      .up {
        rotate: 90deg;
      }
      .down {
        rotate: -90deg;
      }
      .add {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: end;
        margin-top: var(--space-3);
      }
      @media (max-width: 46rem) {
        li {
          grid-template-columns: 1fr auto;
        }
        .fields {
          grid-row: 2;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  #adding: LayerType = 'Conv2D';

  protected override render() {
    const { layers } = this.architecture;
    return html`
      <fieldset ?disabled=${this.locked}>
        <ol aria-label="Layers">
          ${repeat(
            layers,
            ({ name }) => name,
            (layer, index) => this.#row(layer, index, layers.length - 1),
          )}
        </ol>
        <div class="add">
          <label class="field">
            <span>Another layer</span>
            <select
              .value=${live(this.#adding)}
              @change=${(event: Event) =>
                (this.#adding = (event.target as HTMLSelectElement).value as LayerType)}
            >
              ${LAYER_TYPES.map(([type, title]) => html`<option value=${type}>${title}</option>`)}
            </select>
          </label>
          <button @click=${() => this.#tell(withLayer(this.architecture, this.#adding))}>Add</button>
        </div>
      </fieldset>
    `;
  }

  #row(layer: ArchitectureLayer, index: number, last: number) {
    const wrong = this.problem.includes(`'${layer.name}'`);
    const shape = this.rows.find(({ name }) => name === layer.name)?.outputShape;
    const fixed = index === 0 || index === last;
    return html`
      <li class=${wrong ? 'wrong' : ''}>
        <div class="what">
          <strong>${index === last ? 'Answer' : index === 0 ? 'Photo' : titleOf(layer.type)}</strong>
          <small>${layer.name}${shape && !this.problem ? ` → ${shapeWords(shape)}` : nothing}</small>
        </div>
        <div class="fields">${fixed ? nothing : this.#fields(layer, index)}</div>
        <div class="moves">${fixed ? nothing : this.#moves(layer, index, last)}</div>
        ${wrong ? html`<p class="why">${this.problem}</p>` : nothing}
      </li>
    `;
  }

  #fields(layer: ArchitectureLayer, index: number) {
    const change = (changed: Record<string, unknown>) =>
      this.#tell(withLayerChanged(this.architecture, index, changed));
    const number = (label: string, key: string, value: number, max: number, square = false) =>
      numberField({
        label,
        value,
        min: 1,
        max,
        change: (entered) => change({ [key]: square ? [entered, entered] : entered }),
      });
    const activation = () =>
      choice({
        label: 'Activation',
        value: layer.activation as (typeof ACTIVATIONS)[number][0],
        options: ACTIVATIONS,
        change: (chosen) => change({ activation: chosen }),
      });
    if (layer.type === 'Conv2D')
      return html`
        ${number('Filters', 'filters', layer.filters as number, MOST)}
        ${number('Kernel', 'kernel_size', (layer.kernel_size as number[])[0]!, LARGEST_KERNEL, true)}
        ${choice({
          label: 'Padding',
          value: layer.padding as 'same' | 'valid',
          options: PADDINGS,
          change: (chosen) => change({ padding: chosen }),
        })}
        ${activation()}
      `;
    if (layer.type === 'Dense')
      return html`${number('Units', 'units', layer.units as number, MOST)} ${activation()}`;
    if (layer.type === 'MaxPooling2D' || layer.type === 'AveragePooling2D')
      return number('Window', 'pool_size', (layer.pool_size as number[])[0]!, LARGEST_KERNEL, true);
    if (layer.type === 'Dropout')
      return numberField({
        label: 'Share dropped',
        value: Number((layer.rate as number).toFixed(2)),
        min: 0,
        max: 0.95,
        step: 0.05,
        change: (rate) => change({ rate }),
      });
    return nothing;
  }

  #moves(layer: ArchitectureLayer, index: number, last: number) {
    const { architecture } = this;
    return html`
      <button
        class="plain icon"
        aria-label="Move ${layer.name} up"
        ?disabled=${index === 1}
        @click=${() => this.#tell(withLayerMoved(architecture, index, index - 1))}
      >
        <span class="up">${icons.previous}</span>
      </button>
      <button
        class="plain icon"
        aria-label="Move ${layer.name} down"
        ?disabled=${index === last - 1}
        @click=${() => this.#tell(withLayerMoved(architecture, index, index + 1))}
      >
        <span class="down">${icons.previous}</span>
      </button>
      <button
        class="plain icon"
        aria-label="Remove ${layer.name}"
        @click=${() => this.#tell(withoutLayer(architecture, index))}
      >
        ${icons.close}
      </button>
    `;
  }

  #tell(detail: Architecture): void {
    this.dispatchEvent(new CustomEvent('loupe-change', { detail }));
  }
}

customElements.define('loupe-layer-editor', LayerEditor);
