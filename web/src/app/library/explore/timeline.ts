// When the photos were taken: a bar for each day, month or year, all of them pale, those found in full. A press keeps to
// that time, a drag to a range; so do the arrow keys, with Shift for a range, and Enter.
import { LitElement, css, html, nothing } from 'lit';
import type { PhotoTable } from '../../../client/library/types';
import { customProperties } from '../../dom/custom-properties';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { Watch } from '../../state/store';
import { datesOf, withDates } from '../search/query-text';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';
import { finder } from '../state/results';
import { countIn, dateTerm, inWords, timelineOf, yearBeginning, type Timeline } from './timeline-buckets';

const NARROWEST_BAR = 9; // pixels, with its gap
const FEWEST = 2; // bars; one says nothing
const NARROWEST_LABEL = 44; // pixels

interface Range {
  from: number;
  to: number;
}

class TimelineBar extends LitElement {
  static override properties = { range: { state: true }, current: { state: true } };
  declare range: Range | null; // that is being chosen
  declare current: number; // where the Tab key stops

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .bars {
        display: grid;
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
        height: 3.5rem;
        border-bottom: 1px solid var(--line);
        touch-action: pan-y;
        user-select: none;
      }
      .bars button {
        position: relative;
        display: block;
        height: 100%;
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 0;
        background: none;
      }
      .bars button:hover,
      .bars button.within {
        background: var(--highlight);
      }
      i {
        position: absolute;
        right: 1px;
        bottom: 0;
        left: 1px;
        height: var(--share);
        background: light-dark(#cfcbbd, #4a473d);
      }
      i.found {
        background: var(--accent-edge);
      }
      .axis {
        position: relative;
        height: 1.25rem;
        overflow: hidden;
        color: var(--ink-soft);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      .axis span {
        position: absolute;
        left: var(--left);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
        min-height: 1.5rem;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      button.link {
        font-size: var(--text-s);
      }
      @media (max-width: 46rem) {
        .bars {
          height: 2.5rem;
        }
      }
    `,
  ];

  #table: PhotoTable | null = null;
  #width = 0;
  #timeline: Timeline | null = null;
  #all: Uint32Array = new Uint32Array(0);
  #dragFrom = -1;
  #sizes = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.range = null;
    this.current = 0;
    new Watch(this, photoLibrary, finder);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override willUpdate(): void {
    const { table } = photoLibrary.state;
    if (table === this.#table || this.#width === 0) return;
    this.#table = table;
    this.#timeline = table && timelineOf(table.taken, Math.floor(this.#width / NARROWEST_BAR));
    if (!table || !this.#timeline) return;
    this.#all = countIn(
      this.#timeline,
      table.ids.map((_, row) => row),
    );
    this.current = Math.min(this.current, this.#timeline.length - 1);
  }

  protected override render() {
    const timeline = this.#timeline;
    const { rows } = finder.state;
    if (!timeline || !rows || timeline.length < FEWEST) return nothing;
    const searched = rows.length < this.#table!.ids.length;
    const found = searched ? countIn(timeline, rows) : null;
    const most = Math.max(...this.#all);
    const dates = datesOf(places.state.query);
    return html`
      <div
        class="bars"
        role="group"
        aria-label="When the photos were taken"
        @pointerdown=${this.#press}
        @pointermove=${this.#move}
        @pointerup=${this.#release}
        @pointercancel=${this.#cancel}
        @keydown=${this.#keydown}
      >
        ${Array.from({ length: timeline.length }, (_, place) => this.#bar(place, found?.[place] ?? null, most))}
      </div>
      <div class="axis" aria-hidden="true">${this.#axis(timeline)}</div>
      ${
        this.range || dates
          ? html`<p class="line">
              <span>${this.range ? this.#words(this.range) : `Taken ${dates.replace('..', ' to ')}`}</span>
              ${
                dates && !this.range
                  ? html`<button class="link" @click=${() => this.#keepTo('')}>Of all times</button>`
                  : nothing
              }
            </p>`
          : nothing
      }
    `;
  }

  // The root of the share, so that a few are still seen beside many.
  #bar(place: number, found: number | null, most: number) {
    const all = this.#all[place]!;
    const share = (photos: number) => `${100 * Math.sqrt(photos / most)}%`;
    const within = this.range && place >= this.range.from && place <= this.range.to;
    const words = inWords(this.#timeline!, place);
    return html`<button
      class=${within ? 'within' : ''}
      tabindex=${place === this.current ? 0 : -1}
      aria-label="${words}: ${found === null ? count(all, 'photo') : `${found} of ${count(all, 'photo')}`}"
      title="${words}: ${count(all, 'photo')}"
      data-place=${place}
    >
      <i ${customProperties({ '--share': share(all) })}></i>
      ${
        found === null
          ? nothing
          : html`<i class="found" ${customProperties({ '--share': share(found) })}></i>`
      }
    </button>`;
  }

  #axis(timeline: Timeline) {
    let last = -Infinity;
    return Array.from({ length: timeline.length }, (_, place) => {
      const year = yearBeginning(timeline, place);
      const left = (place / timeline.length) * this.#width;
      if (!year || left - last < NARROWEST_LABEL || left + NARROWEST_LABEL > this.#width) return nothing;
      last = left;
      return html`<span ${customProperties({ '--left': `${left}px` })}>${year}</span>`;
    });
  }

  #words({ from, to }: Range): string {
    const timeline = this.#timeline!;
    const [first, last] = [inWords(timeline, from), inWords(timeline, to)];
    return from === to ? first : `${first} to ${last}`;
  }

  #measure(): void {
    if (this.clientWidth === 0 || this.clientWidth === this.#width) return;
    this.#width = this.clientWidth;
    this.#table = null;
    this.requestUpdate();
  }

  #press(event: PointerEvent): void {
    const place = this.#placeAt(event.clientX);
    if (place < 0 || event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#dragFrom = event.shiftKey && this.range ? this.range.from : place;
    this.range = between(this.#dragFrom, place);
  }

  #move(event: PointerEvent): void {
    if (this.#dragFrom < 0) return;
    const place = this.#placeAt(event.clientX);
    if (place >= 0) this.range = between(this.#dragFrom, place);
  }

  #release(): void {
    if (this.#dragFrom < 0) return;
    this.#dragFrom = -1;
    this.#take();
  }

  #cancel(): void {
    this.#dragFrom = -1;
    this.range = null;
  }

  #keydown(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      this.range ??= between(this.current, this.current);
      this.#take();
    } else if (event.key === 'Escape' && this.range) this.range = null;
    else if (step !== undefined) this.#step(step, event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step(by: number, extend: boolean): void {
    const last = this.#timeline!.length - 1;
    const from =
      this.range && extend
        ? this.current === this.range.from
          ? this.range.to
          : this.range.from
        : this.current;
    this.current = Math.max(0, Math.min(this.current + by, last));
    this.range = extend ? between(from, this.current) : null;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-place='${this.current}']`)?.focus(),
    );
  }

  #placeAt(x: number): number {
    const bars = this.renderRoot.querySelector('.bars')!.getBoundingClientRect();
    const share = (x - bars.left) / bars.width;
    const { length } = this.#timeline!;
    return Math.max(0, Math.min(Math.floor(share * length), length - 1));
  }

  #take(): void {
    const { from, to } = this.range!;
    this.current = from;
    this.range = null;
    this.#keepTo(dateTerm(this.#timeline!, from, to));
  }

  #keepTo(dates: string): void {
    places.go({ query: withDates(places.state.query, dates), like: 0, photo: 0 });
  }
}

function between(one: number, other: number): Range {
  return { from: Math.min(one, other), to: Math.max(one, other) };
}

customElements.define('loupe-timeline', TimelineBar);
