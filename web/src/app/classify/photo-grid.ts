// The photos as a grid of cards, of which only those in or near the window exist: thousands of photos cost
// what a screenful does. The Tab key stops at one card; the arrow keys go from card to card.
import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { customProperties } from '../dom/custom-properties';
import { shared } from '../dom/styles';
import type { Photo } from '../photos/photo';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';
import './photo-card';
import type { PhotoCard } from './photo-card';
import { UPRIGHT } from './photo-card-styles';

// All cards are of one height, so that where each stands is known without laying out the others.
const UPRIGHT_CARD = { height: 27, width: 16 }; // rem; the width is the least
const LYING_CARD = { height: 10.5, width: 18 };
const GAP = 1; // rem
const AROUND = 0.75; // of a window's height, above and below it, that has its cards too
const NEW_A_FRAME = 8; // cards; more at once and scrolling would stutter

class PhotoGrid extends LitElement {
  static override properties = { current: { state: true }, columns: { state: true } };
  declare current: number; // the id of the photo where the Tab key stops
  declare columns: number;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: var(--space-4) var(--gutter) var(--space-6);
      }
      ul {
        --step: calc((100% + var(--gap)) / var(--columns));
        position: relative;
        height: calc(var(--rows) * (var(--card-height) + var(--gap)) - var(--gap));
      }
      li {
        position: absolute;
        top: calc(var(--row) * (var(--card-height) + var(--gap)));
        left: calc(var(--column) * var(--step));
        width: calc(var(--step) - var(--gap));
        height: var(--card-height);
      }
    `,
  ];

  #upright = matchMedia(UPRIGHT);
  #sizes = new ResizeObserver(() => this.#measure());
  #shown: [from: number, to: number] = [0, 0]; // rows
  #rendered = new Set<number>(); // ids
  #currentIndex = 0;
  #giveFocus = false;

  constructor() {
    super();
    this.current = 0;
    this.columns = 1;
    new Watch(this, queue);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.#look, { passive: true });
    addEventListener('resize', this.#look);
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#look);
    removeEventListener('resize', this.#look);
    this.#sizes.disconnect();
  }

  // The current photo may have been removed: the one that took its place is current then, and focused if
  // the removed one was.
  protected override willUpdate(): void {
    const { photos } = queue.state;
    let index = photos.findIndex(({ id }) => id === this.current);
    if (index < 0) {
      index = Math.max(0, Math.min(this.#currentIndex, photos.length - 1));
      this.#giveFocus ||= this.shadowRoot?.activeElement != null;
      this.current = photos[index]?.id ?? 0;
    }
    this.#currentIndex = index;
    this.#shown = this.#rowsInSight();
  }

  protected override render() {
    const { photos } = queue.state;
    const rows = Math.ceil(photos.length / this.columns);
    const card = this.#card;
    return html`
      <ul
        role="list"
        aria-label="Photos"
        ${customProperties({
          '--rows': `${rows}`,
          '--columns': `${this.columns}`,
          '--card-height': `${card.height}rem`,
          '--gap': `${GAP}rem`,
        })}
        @keydown=${this.#keydown}
        @focusin=${this.#focusin}
        @loupe-return=${({ detail }: CustomEvent<number>) => this.#goTo(detail)}
      >
        ${repeat(
          this.#indicesToRender(photos),
          (index) => photos[index]!.id,
          (index) => html`
            <li
              aria-setsize=${photos.length}
              aria-posinset=${index + 1}
              ${customProperties({
                '--row': `${Math.floor(index / this.columns)}`,
                '--column': `${index % this.columns}`,
              })}
            >
              <loupe-photo-card
                .photo=${photos[index]!}
                .current=${photos[index]!.id === this.current}
              ></loupe-photo-card>
            </li>
          `,
        )}
      </ul>
    `;
  }

  protected override updated(): void {
    if (!this.#giveFocus) return;
    this.#giveFocus = false;
    const cards = [...this.renderRoot.querySelectorAll<PhotoCard>('loupe-photo-card')];
    const card = cards.find(({ photo }) => photo.id === this.current);
    void card?.updateComplete.then(() => card.focus());
  }

  get #card() {
    return this.#upright.matches ? UPRIGHT_CARD : LYING_CARD;
  }

  #measure(): void {
    const { width } = this.renderRoot.querySelector('ul')!.getBoundingClientRect();
    const columns = Math.floor((width / rem() + GAP) / (this.#card.width + GAP));
    this.columns = Math.max(1, columns);
    this.#look();
  }

  #look = (): void => {
    const [from, to] = this.#rowsInSight();
    if (from !== this.#shown[0] || to !== this.#shown[1]) this.requestUpdate();
  };

  #rowsInSight(): [number, number] {
    const top = this.renderRoot?.querySelector?.('ul')?.getBoundingClientRect().top ?? 0;
    const row = (this.#card.height + GAP) * rem();
    const margin = AROUND * innerHeight;
    const from = Math.floor((-top - margin) / row);
    const to = Math.ceil((-top + innerHeight + margin) / row);
    return [Math.max(0, from), Math.max(0, to)];
  }

  // Those in or near the window, and the current one, wherever it is, so that it can keep the focus. Cards
  // that are not there yet come a few a frame, from the window's middle outwards.
  #indicesToRender(photos: readonly Photo[]): number[] {
    if (photos.length === 0) return [];
    const from = Math.min(photos.length, this.#shown[0] * this.columns);
    const to = Math.min(photos.length, this.#shown[1] * this.columns);
    const middle = (from + to) / 2;
    const near = Array.from({ length: to - from }, (_, offset) => from + offset).sort(
      (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
    );
    const indices = new Set([this.#currentIndex, ...near]);
    const rendered = new Set<number>();
    let created = 0;
    for (const index of indices) {
      const { id } = photos[index]!;
      if (!this.#rendered.has(id) && ++created > NEW_A_FRAME) indices.delete(index);
      else rendered.add(id);
    }
    this.#rendered = rendered;
    if (created > NEW_A_FRAME) requestAnimationFrame(() => this.requestUpdate());
    return [...indices].sort((a, b) => a - b);
  }

  #keydown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = queue.state.photos.length - 1;
    const targets: Record<string, number> = {
      ArrowRight: this.#currentIndex + 1,
      ArrowLeft: this.#currentIndex - 1,
      ArrowDown: this.#currentIndex + this.columns,
      ArrowUp: this.#currentIndex - this.columns,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') queue.remove(this.current);
    else if (target === undefined) return;
    else if (target >= 0 && target <= last) this.#goTo(queue.state.photos[target]!.id);
    event.preventDefault();
  };

  #goTo(id: number): void {
    this.current = id;
    this.#giveFocus = true;
    this.requestUpdate();
  }

  #focusin = (event: FocusEvent): void => {
    const card = event.target as PhotoCard;
    if (card.photo) this.current = card.photo.id;
  };
}

function rem(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

customElements.define('loupe-photo-grid', PhotoGrid);
