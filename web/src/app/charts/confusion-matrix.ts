// What it takes for what: a row for each class, a column for each answer; a cell opens the photos in it. The Tab key
// comes to one cell, the arrow keys go from there, Home and End along the row or, with Ctrl, to the first and the last:
// https://www.w3.org/WAI/ARIA/apg/patterns/grid/
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
  static override properties = {
    counts: { attribute: false },
    classNames: { attribute: false },
    at: { state: true },
  };
  declare counts: readonly (readonly number[])[]; // [class of the photo][class that it was given]
  declare classNames: readonly string[];
  declare at: Cell; // that has, or had, the focus

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
        text-align: right; /* whatever the direction of the name */
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
        border-radius: 3px;
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
      @media (max-width: 30rem) {
        button,
        .none {
          width: 2.5rem;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.at = { label: 0, guessed: 0 };
  }

  protected override render() {
    const last = this.classNames.length - 1;
    const at = { label: Math.min(this.at.label, last), guessed: Math.min(this.at.guessed, last) };
    return html`
      <h3 id="title">What it takes for what</h3>
      <p id="words">A row is what photos show, a column what it said. Open a cell to see its photos.</p>
      <div class="scroll">
        <table role="grid" aria-labelledby="title" aria-describedby="words">
          <thead class=${this.classNames.some(({ length }) => length > FLAT) ? 'upright' : ''}>
            <tr>
              <td></td>
              ${this.classNames.map((name) => html`<th scope="col" title=${name}><span>${name}</span></th>`)}
            </tr>
          </thead>
          <tbody @keydown=${(event: KeyboardEvent) => this.#go(event, last)}>
            ${this.counts.map(
              (row, label) =>
                html`<tr>
                  <th scope="row" dir="auto" title=${this.classNames[label]!}>${this.classNames[label]}</th>
                  ${row.map((cell, guessed) =>
                    this.#cell(cell, { label, guessed }, label === at.label && guessed === at.guessed),
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #cell(photos: number, cell: Cell, isStop: boolean) {
    const { label, guessed } = cell;
    const words = `${count(photos, 'photo')} of ${this.classNames[label]} taken for ${this.classNames[guessed]}`;
    const stop = isStop ? 0 : -1;
    const come = () => (this.at = cell);
    if (photos === 0)
      return html`<td tabindex=${stop} aria-label=${words} @focus=${come}><span class="none">0</span></td>`;
    const share = photos / this.counts[label]!.reduce((sum, each) => sum + each, 0);
    const right = label === guessed;
    return html`<td>
      <button
        class=${right ? 'right' : ''}
        tabindex=${stop}
        aria-label=${words}
        ${customProperties({ '--share': `${Math.round((right ? 100 : 35) * share)}%` })}
        @focus=${come}
        @click=${() => this.#open(cell)}
      >
        ${photos}
      </button>
    </td>`;
  }

  #go(event: KeyboardEvent, last: number): void {
    const { label, guessed } = this.at;
    const whole = event.ctrlKey || event.metaKey;
    const targets: Record<string, [label: number, guessed: number]> = {
      ArrowLeft: [label, guessed - 1],
      ArrowRight: [label, guessed + 1],
      ArrowUp: [label - 1, guessed],
      ArrowDown: [label + 1, guessed],
      Home: [whole ? 0 : label, 0],
      End: [whole ? last : label, last],
    };
    const target = targets[event.key];
    if (!target) return;
    event.preventDefault();
    const [row, column] = target.map((index) => Math.max(0, Math.min(index, last))) as [number, number];
    const cell = this.renderRoot.querySelector('tbody')!.rows[row]!.cells[column + 1]!; // behind the row's heading
    (cell.querySelector('button') ?? cell).focus();
  }

  #open(cell: Cell): void {
    this.dispatchEvent(new CustomEvent('loupe-cell', { detail: cell }));
  }
}

customElements.define('loupe-confusion-matrix', ConfusionMatrix);
