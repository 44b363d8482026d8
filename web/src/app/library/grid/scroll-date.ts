// When the photos in sight were taken, while somebody scrolls through all of them: they are in the order of time.
import { LitElement, css, html } from 'lit';
import { shared } from '../../dom/styles';
import { photoLibrary } from '../state/photo-library';
import { finder } from '../state/results';
import { shown } from '../state/shown';

const SHOWN_FOR = 900; // milliseconds after the last scrolling

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

class ScrollDate extends LitElement {
  static override properties = { first: { attribute: false }, words: { state: true }, on: { state: true } };
  declare first: () => number; // index of the first photo in sight; -1 for none
  declare words: string;
  declare on: boolean;

  static override styles = [
    shared,
    css`
      :host {
        position: sticky;
        top: 5.5rem;
        z-index: 5;
        height: 0;
        margin-bottom: calc(-1 * var(--space-2)); /* no gap for what has no height */
        pointer-events: none;
      }
      p {
        width: fit-content;
        margin: 0 var(--space-2) 0 auto;
        padding: var(--space-1) var(--space-3);
        border-radius: 2rem;
        background: var(--ink);
        color: var(--paper);
        font-size: var(--text-s);
        font-weight: 600;
        opacity: 0;
        transition: opacity var(--quick);
      }
      .on {
        opacity: 1;
      }
      @media (max-width: 46rem) {
        :host {
          top: 8.5rem; /* the search has two lines */
        }
      }
    `,
  ];

  #ends = 0;

  constructor() {
    super();
    this.words = '';
    this.on = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.#scrolled, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#scrolled);
  }

  // Readers are told by each photo.
  protected override render() {
    return html`<p class=${this.on ? 'on' : ''} aria-hidden="true">${this.words}</p>`;
  }

  #scrolled = (): void => {
    const taken = this.#taken();
    this.on = !Number.isNaN(taken);
    if (this.on) this.words = month.format(taken * 1000);
    clearTimeout(this.#ends);
    this.#ends = setTimeout(() => (this.on = false), SHOWN_FOR);
  };

  // Seconds since 1970; NaN where nobody knows, and where the photos are in another order.
  #taken(): number {
    const { query, like, example } = finder.state;
    const row = shown.state.rows[this.first()];
    if (query || like || example || row === undefined || scrollY === 0) return NaN;
    return photoLibrary.state.table?.taken[row] ?? NaN;
  }
}

customElements.define('loupe-scroll-date', ScrollDate);
