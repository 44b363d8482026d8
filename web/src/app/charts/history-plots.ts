// How loss and accuracy went, epoch by epoch: two plots, the numbers under the pointer, all of them as a table,
// and both to take away.
import { LitElement, css, html, nothing } from 'lit';
import type { EpochReport } from '../../client/training/types';
import { buttons, shared } from '../dom/styles';
import { percent } from '../dom/words';
import { download } from './download';
import { historyCsv } from './history-csv';
import { drawSheet } from './plot-sheet';
import './line-plot';
import type { LinePlot, Lines } from './line-plot';

// From where on overfitting is worth a word.
const CLEAR_GAP = 0.1; // of accuracy
const CLEARLY_MORE = 1.3; // times the loss

class HistoryPlots extends LitElement {
  static override properties = {
    history: { attribute: false },
    epochs: { type: Number },
    hovered: { state: true },
    inNumbers: { state: true },
  };
  declare history: readonly EpochReport[];
  declare epochs: number; // that were asked for
  declare hovered: number | null;
  declare inNumbers: boolean;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        min-width: 0;
      }
      .plots {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .plots > * {
        min-width: 0;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        align-items: baseline;
        min-height: 1.5rem;
        font-variant-numeric: tabular-nums;
      }
      figcaption strong {
        margin-inline-end: auto;
      }
      .key {
        display: inline-flex;
        gap: var(--space-2);
        align-items: center;
        font-size: var(--text-s);
      }
      .key::before {
        content: '';
        width: 1.25rem;
        border-top: 2.5px solid var(--ink);
      }
      .key.validation::before {
        border-top: 2.5px dashed var(--accent-edge);
      }
      .bottom {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .bottom p {
        flex: 1 1 18rem;
      }
      summary {
        min-height: 1.5rem;
        cursor: pointer;
      }
      .numbers {
        overflow: auto;
        max-height: 20rem;
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 2px var(--space-4) 2px 0;
        border-bottom: 1px solid var(--line);
        text-align: start;
        white-space: nowrap;
      }
    `,
  ];

  constructor() {
    super();
    this.history = [];
    this.epochs = 0;
    this.hovered = null;
    this.inNumbers = false;
  }

  protected override render() {
    if (this.history.length === 0) return nothing;
    return html`
      <div class="plots">
        ${this.#plot(
          'Accuracy',
          'share',
          ({ accuracy }) => accuracy,
          ({ valAccuracy }) => valAccuracy,
        )}
        ${this.#plot(
          'Loss',
          'number',
          ({ loss }) => loss,
          ({ valLoss }) => valLoss,
        )}
      </div>
      <div class="bottom">
        <p>${this.#gapWords()}</p>
        <button class="link" @click=${this.#savePicture}>Plots as PNG</button>
        <button class="link" @click=${this.#saveNumbers}>Numbers as CSV</button>
      </div>
      ${this.#table()}
    `;
  }

  #plot(
    title: string,
    unit: 'number' | 'share',
    training: (report: EpochReport) => number,
    validation: (report: EpochReport) => number | null,
  ) {
    const lines: Lines = {
      epochs: this.history.map(({ epoch }) => epoch),
      training: this.history.map(training),
      validation: this.history.map(validation),
    };
    const at = Math.min(this.hovered ?? Infinity, this.history.length - 1);
    const report = this.history[at]!;
    const words = (value: number | null) =>
      value === null ? '–' : unit === 'share' ? percent(value) : value.toFixed(3);
    const validated = validation(report);
    return html`<figure>
      <figcaption>
        <strong>${title}, epoch ${report.epoch}</strong>
        <span class="key">Training ${words(training(report))}</span>
        ${
          validated === null
            ? nothing
            : html`<span class="key validation">Validation ${words(validated)}</span>`
        }
      </figcaption>
      <loupe-line-plot
        .lines=${lines}
        .epochsInAll=${this.epochs}
        unit=${unit}
        label="${title} over ${this.history.length} epochs; the numbers are in the table below"
        @loupe-hover=${({ detail }: CustomEvent<number | null>) => (this.hovered = detail)}
      ></loupe-line-plot>
    </figure>`;
  }

  #gapWords(): string {
    const last = this.history.at(-1)!;
    if (last.valAccuracy === null) return 'No photos were kept aside: overfitting would not show.';
    const overfits =
      last.accuracy - last.valAccuracy > CLEAR_GAP || (last.valLoss ?? 0) > CLEARLY_MORE * last.loss;
    if (!overfits) return 'Little is shaded: what it learned holds for photos that it never saw.';
    return (
      'The shaded gap is overfitting: it knows its own photos better than new ones. More photos, augmentation ' +
      'or dropout narrow it.'
    );
  }

  #table() {
    const cells = ({ epoch, loss, accuracy, valLoss, valAccuracy, seconds }: EpochReport) => [
      epoch,
      loss.toFixed(4),
      percent(accuracy),
      valLoss === null ? '–' : valLoss.toFixed(4),
      valAccuracy === null ? '–' : percent(valAccuracy),
      seconds.toFixed(1),
    ];
    const heads = ['Epoch', 'Loss', 'Accuracy', 'Validation loss', 'Validation accuracy', 'Seconds'];
    return html`<details
      @toggle=${(event: Event) => (this.inNumbers = (event.target as HTMLDetailsElement).open)}
    >
      <summary>Every epoch in numbers</summary>
      <div class="numbers" tabindex="0" role="region" aria-label="Every epoch in numbers">
        <table>
          <thead>
            <tr>
              ${heads.map((head) => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${(this.inNumbers ? this.history : []).map(
              (report) =>
                html`<tr>
                  ${cells(report).map((cell) => html`<td>${cell}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  #savePicture(): void {
    const plots = [...this.renderRoot.querySelectorAll<LinePlot>('loupe-line-plot')];
    drawSheet(plots, ['Accuracy', 'Loss']).toBlob((blob) => {
      if (blob) download(blob, 'photoloupe-training.png');
    });
  }

  #saveNumbers(): void {
    download(new Blob([historyCsv(this.history)], { type: 'text/csv' }), 'photoloupe-training.csv');
  }
}

customElements.define('loupe-history-plots', HistoryPlots);
