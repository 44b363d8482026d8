// Where the photos will be, while none of them has been looked at yet.
import { LitElement, css, html } from 'lit';
import { shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { indexer } from '../state/indexing';

// Rows of photos yet to come: how wide each is for its height.
const ROWS = [
  ['wide', 'upright', 'wide', 'square', 'wide'],
  ['square', 'wide', 'wide', 'upright', 'upright', 'square'],
  ['upright', 'square', 'wide', 'square', 'wide'],
];

class FirstPhotos extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-2);
        align-items: center;
        min-height: 2.5rem;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      strong {
        color: var(--ink);
        font-size: var(--text-m);
      }
      .rows {
        display: grid;
        gap: 4px;
        mask: linear-gradient(#000, transparent);
      }
      .row {
        display: flex;
        gap: 4px;
        height: 11rem;
      }
      i {
        flex: 1;
        background: var(--sunken);
      }
      .wide {
        flex: 1.5;
      }
      .upright {
        flex: 0.75;
      }
      @media (max-width: 46rem) {
        .row {
          height: 7rem;
        }
        i:nth-child(n + 4) {
          display: none;
        }
      }
      @media (prefers-reduced-motion: no-preference) {
        .underway .row {
          animation: 1.6s ease-in-out infinite alternate breathe;
        }
        .underway .row:nth-child(2) {
          animation-delay: 0.3s;
        }
        .underway .row:nth-child(3) {
          animation-delay: 0.6s;
        }
      }
      @keyframes breathe {
        to {
          opacity: 0.45;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, indexer);
  }

  protected override render() {
    const underway = indexer.state.phase === 'running';
    return html`
      <p>
        ${
          underway
            ? html`<strong>The first photos are on their way</strong>
                <span>They appear here as they are looked at, and can be searched at once.</span>`
            : html`<strong>No photo has been looked at yet</strong>`
        }
      </p>
      <div class="rows ${underway ? 'underway' : ''}" aria-hidden="true">
        ${ROWS.map((row) => html`<div class="row">${row.map((shape) => html`<i class=${shape}></i>`)}</div>`)}
      </div>
    `;
  }
}

customElements.define('loupe-first-photos', FirstPhotos);
