// What it takes for what: a row for each class, a column for each answer; a cell opens the photos in it.
import { LitElement, css, html } from 'lit';
import { customProperties } from '../dom/custom-properties';
import { shared } from '../dom/styles';
import { count } from '../dom/words';

const FLAT = 6; // letters of a name that has room above its column

export interface Cell {
  label: number; // index of the photos' class
  guessed: number; // of the class that they were given
}

// Fires `loupe-cell` with the Cell that is to be opened.
class ConfusionMatrix extends LitElement {
  static override properties = { counts: { attribute: false }, classNames: { attribute: false } };
  declare counts: readonly (readonly number[])[]; // [class of the photo][class that it was given]
  declare classNames: readonly string[];

  static override styles = [
    shared,
    css`
      h3 {
        font-size: var(--text-m);
        font-weight: 650;
      }
      p {
        margin-bottom: var(--space-2);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .scroll {
        overflow-x: auto;
        padding: 3px;
      }
      table {
        border-spacing: 2px;
        font-variant-numeric: tabular-nums;
      }
      th {
        max-width: 7rem;
        overflow: hidden;
        padding: 0 var(--space-2);
        font-size: var(--text-s);
        font-weight: 500;
        text-align: end;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      thead th {
        max-width: 3.25rem;
        padding: 0 2px var(--space-1);
        text-align: center;
        vertical-align: bottom;
      }
      .upright th span {
        display: inline-block;
        max-height: 8rem;
        overflow: hidden;
        text-overflow: ellipsis;
        rotate: 180deg;
        writing-mode: vertical-rl;
      }
      td {
        padding: 0;
      }
      button,
      .none {
        display: grid;
        place-items: center;
        width: 3.25rem;
        height: 2.75rem;
        padding: 0;
        border: 0;
        border-radius: 3px;
        background: var(--paper);
        color: var(--ink);
        font: inherit;
        font-size: var(--text-s);
      }
      .none {
        color: var(--ink-soft);
      }
      button {
        background: color-mix(in srgb, var(--trouble-ground), var(--trouble) var(--share));
        font-weight: 650;
        cursor: zoom-in;
      }
      button.right {
        background: color-mix(in srgb, var(--paper), var(--highlight) var(--share));
      }
      button:hover {
        box-shadow: inset 0 0 0 2px var(--ink);
      }
    `,
  ];

  protected override render() {
    return html`
      <h3>What it takes for what</h3>
      <p>A row is what photos show, a column what it said. Open a cell to see its photos.</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">
        <table>
          <thead class=${this.classNames.some(({ length }) => length > FLAT) ? 'upright' : ''}>
            <tr>
              <td></td>
              ${this.classNames.map((name) => html`<th scope="col" title=${name}><span>${name}</span></th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.counts.map(
              (row, label) =>
                html`<tr>
                  <th scope="row" title=${this.classNames[label]!}>${this.classNames[label]}</th>
                  ${row.map((cell, guessed) => html`<td>${this.#cell(cell, label, guessed)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #cell(photos: number, label: number, guessed: number) {
    if (photos === 0) return html`<span class="none">0</span>`;
    const inRow = this.counts[label]!.reduce((sum, cell) => sum + cell, 0);
    const share = photos / inRow;
    const right = label === guessed;
    return html`<button
      class=${right ? 'right' : ''}
      aria-label="${count(photos, 'photo')} of ${this.classNames[label]} taken for ${this.classNames[guessed]}"
      ${customProperties({ '--share': `${Math.round((right ? 100 : 35) * share)}%` })}
      @click=${() => this.#open({ label, guessed })}
    >
      ${photos}
    </button>`;
  }

  #open(cell: Cell): void {
    this.dispatchEvent(new CustomEvent('loupe-cell', { detail: cell }));
  }
}

customElements.define('loupe-confusion-matrix', ConfusionMatrix);
