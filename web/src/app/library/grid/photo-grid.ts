// All photos that are shown, in rows of one width, of which only those in or near the window exist: a hundred thousand
// cost what a screenful does. The Tab key stops at one photo; the arrow keys go from photo to photo.
//
// A tile is used for every so-many-th photo: that of photo 7 shows photo 7 + n when it comes in sight, so that scrolling
// makes and destroys nothing. Only the photo where the Tab key stops has a tile of its own, which stays wherever it is:
// what has the focus must not vanish, or become another photo.
import { LitElement, html } from 'lit';
import { customProperties } from '../../dom/custom-properties';
import { shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';
import { finder } from '../state/results';
import { selection } from '../state/selection';
import { shown } from '../state/shown';
import { gridStyles } from './grid-styles';
import {
  justify,
  photoNear,
  rowAt,
  rowHeight,
  rowOfPhoto,
  totalHeight,
  type JustifiedLayout,
} from './justified-layout';
import { thumbnails, type Thumbnail } from './thumbnails';
import { Tile } from './tile';

const ROW = { height: 176, gap: 4 }; // pixels
const ROW_OF_PHONE = { height: 112, gap: 3 };
const PHONE = 560; // pixels; what is narrower
const AROUND = 0.6; // of a window's height, above and below it, that has its tiles too
const AT_REST = 150; // milliseconds after which scrolling has ended
const TOO_FAST = 4; // windows a second, at which nobody sees what goes by: its thumbnails are not fetched

// Fires `loupe-remove` for the Delete key.
export class PhotoGrid extends LitElement {
  static override styles = [shared, gridStyles];

  #layout: JustifiedLayout = justify(new Float32Array(0), { width: 1, ...ROW });
  #rows: Uint32Array | null = null; // that are laid out
  #question: string | null = null; // that they answer
  #width = 0;
  #tiles: Tile[] = [];
  #own = new Tile(); // of the current photo
  #current = 0; // index where the Tab key stops
  #from = 0; // indices in sight: [from, to)
  #to = 0;
  #wanted: number[] = [];
  #resting = 0;
  #last = { top: 0, time: 0 }; // of scrolling
  #sizes = new ResizeObserver(() => this.#measure());
  #endings: (() => void)[] = [];

  constructor() {
    super();
    new Watch(this, shown, selection);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.#scrolled, { passive: true });
    addEventListener('resize', this.#scrolled);
    this.#sizes.observe(this);
    this.#endings = [thumbnails.onArrival((id, thumbnail) => this.#fill(id, thumbnail))];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#scrolled);
    removeEventListener('resize', this.#scrolled);
    this.#sizes.disconnect();
    for (const end of this.#endings) end();
  }

  // To the photo, which gets the focus.
  focusPhoto(id: number): void {
    const index = shown.indexOf(id);
    if (index >= 0) this.#goTo(index);
  }

  // Index of the first photo in sight; -1 for none.
  get first(): number {
    const { rows, starts } = this.#layout;
    return rows === 0 ? -1 : starts[rowAt(this.#layout, -this.getBoundingClientRect().top)]!;
  }

  override focus(): void {
    this.#goTo(this.#current);
  }

  protected override render() {
    return html`<ul
      role="list"
      aria-label="Photos"
      class=${selection.state.ids.size > 0 ? 'selecting' : ''}
      ${customProperties({ '--height': `${totalHeight(this.#layout)}px` })}
      @click=${this.#click}
      @keydown=${this.#keydown}
      @focusin=${this.#focusin}
    ></ul>`;
  }

  protected override firstUpdated(): void {
    this.#list.append(this.#own.element);
  }

  protected override willUpdate(): void {
    if (shown.state.rows !== this.#rows) this.#lay();
  }

  protected override updated(): void {
    this.#scrolled();
  }

  get #list(): HTMLUListElement {
    return this.renderRoot.querySelector('ul')!;
  }

  // What is looked at stays where it is when photos come in above it; another question is answered
  // from the top, or from where somebody was who comes back to it.
  #lay(): void {
    const anchor = this.#anchor();
    const current = this.#own.id;
    const { rows } = shown.state;
    const { table } = photoLibrary.state;
    if (!table || this.#width === 0) return;
    this.#rows = rows;
    const isNew = this.#isNewQuestion();
    const aspects = new Float32Array(rows.length);
    for (let index = 0; index < rows.length; index++) aspects[index] = table.aspects[rows[index]!]!;
    this.#layout = justify(aspects, { width: this.#width, ...this.#rowSize });
    for (const tile of this.#tiles) tile.hide();
    this.#own.index = -1; // to be placed anew; not hidden, which would take the focus away
    if (isNew) {
      this.#current = 0;
      void this.updateComplete.then(() => scrollTo({ top: places.state.top, behavior: 'instant' }));
      return;
    }
    const index = current ? shown.indexOf(current) : -1;
    this.#current = index >= 0 ? index : Math.max(0, Math.min(this.#current, rows.length - 1));
    if (anchor) void this.updateComplete.then(() => this.#holdTo(anchor));
  }

  // The first after the page was opened is none: the browser scrolls to where it was.
  #isNewQuestion(): boolean {
    const { query, like, example } = finder.state;
    const before = this.#question;
    this.#question = [like, example?.name, query].join(' ');
    return before !== null && before !== this.#question;
  }

  get #rowSize() {
    return this.#width < PHONE ? ROW_OF_PHONE : ROW;
  }

  // The first photo in sight and where it is; none while the beginning is in sight.
  #anchor(): { id: number; top: number } | null {
    const top = this.hasUpdated ? this.getBoundingClientRect().top : 0;
    if (top >= 0 || this.#layout.rows === 0) return null;
    const row = Math.min(rowAt(this.#layout, -top) + 1, this.#layout.rows - 1);
    const index = this.#layout.starts[row]!;
    const tile = this.#tileOf(index);
    return tile ? { id: tile.id, top: top + this.#layout.tops[row]! } : null;
  }

  #holdTo({ id, top }: { id: number; top: number }): void {
    const index = shown.indexOf(id);
    if (index < 0) return;
    const row = rowOfPhoto(this.#layout, index);
    scrollBy({ top: this.getBoundingClientRect().top + this.#layout.tops[row]! - top, behavior: 'instant' });
  }

  #measure(): void {
    const width = Math.floor(this.clientWidth);
    if (width === 0 || width === this.#width) return;
    this.#width = width;
    this.#rows = null;
    this.requestUpdate();
  }

  // Or shown anew, which may bring other photos into sight as well.
  #scrolled = (): void => {
    this.#look();
    if (this.#isTooFast()) thumbnails.want([]);
    else this.#want();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#rest(), AT_REST);
  };

  #isTooFast(): boolean {
    const { top, time } = this.#last;
    this.#last = { top: scrollY, time: performance.now() };
    return Math.abs(scrollY - top) / innerHeight > (TOO_FAST * (this.#last.time - time)) / 1000;
  }

  #rest(): void {
    this.#want();
    this.#sort();
  }

  // Puts a tile on every photo in or near the window.
  #look(): void {
    if (!this.hasUpdated || this.#width === 0) return;
    const { rows, sizes } = shown.state;
    const [from, to] = this.#inSight();
    while (this.#tiles.length < to - from) this.#addTile();
    const tiles = this.#tiles.length;
    for (let index = from; index < to; index++) {
      const tile = this.#tiles[index % tiles]!;
      if (index === this.#current) tile.hide();
      else this.#put(tile, index);
    }
    for (const tile of this.#tiles) if (tile.index < from || tile.index >= to) tile.hide();
    if (rows.length > 0) this.#put(this.#own, Math.min(this.#current, sizes.length - 1));
    else this.#own.hide();
    this.#own.setCurrent(true);
    this.#from = from;
    this.#to = to;
  }

  #addTile(): void {
    for (const tile of this.#tiles) tile.hide();
    const tile = new Tile();
    this.#tiles.push(tile);
    this.#list.append(tile.element);
  }

  #put(tile: Tile, index: number): void {
    const id = shown.idAt(index);
    const same = tile.index === index && tile.id === id;
    if (!same) {
      tile.show(index, id, shown.state.sizes[index]!, shown.state.rows.length);
      tile.place(this.#layout, rowOfPhoto(this.#layout, index));
    }
    if (!same || !tile.isFilled) {
      const thumbnail = thumbnails.get(id);
      if (thumbnail) tile.fill(thumbnail);
    }
    tile.select(selection.has(id));
  }

  #inSight(): [from: number, to: number] {
    const { rows, starts } = this.#layout;
    if (rows === 0) return [0, 0];
    const top = -this.getBoundingClientRect().top;
    const around = AROUND * innerHeight;
    const first = rowAt(this.#layout, top - around);
    const last = rowAt(this.#layout, top + innerHeight + around);
    return [starts[first]!, starts[last + 1]!];
  }

  // From the first in sight on, then what is around.
  #want(): void {
    this.#wanted.length = 0;
    const seen = Math.max(0, this.first);
    for (let index = seen; index < this.#to; index++) this.#wanted.push(shown.idAt(index));
    for (let index = this.#from; index < Math.min(seen, this.#to); index++)
      this.#wanted.push(shown.idAt(index));
    thumbnails.want(this.#wanted);
  }

  #fill(id: number, thumbnail: Thumbnail): void {
    if (this.#own.id === id) this.#own.fill(thumbnail);
    for (const tile of this.#tiles) if (tile.index >= 0 && tile.id === id) tile.fill(thumbnail);
  }

  // Readers that go through the page from its beginning to its end find the photos in their order.
  #sort(): void {
    const tiles = [...this.#tiles, this.#own].filter(({ index }) => index >= 0);
    tiles.sort((a, b) => a.index - b.index);
    const own = tiles.indexOf(this.#own);
    this.#own.element.before(...tiles.slice(0, own).map(({ element }) => element));
    this.#own.element.after(...tiles.slice(own + 1).map(({ element }) => element));
  }

  #tileOf(index: number): Tile | undefined {
    if (index === this.#current) return this.#own;
    const tile = this.#tiles[index % this.#tiles.length];
    return tile?.index === index ? tile : undefined;
  }

  #goTo(index: number): void {
    if (index < 0 || index >= this.#layout.photos) return;
    this.#makeCurrent(index);
    this.#show(index);
    this.#look();
    this.#own.button.focus({ preventScroll: true });
  }

  // The photo's tile becomes the one that stays, and the one that stayed a tile as any.
  #makeCurrent(index: number): void {
    const place = index % this.#tiles.length;
    const tile = this.#tiles[place];
    if (tile && tile.index === index) {
      this.#tiles[place] = this.#own;
      this.#own.setCurrent(false);
      this.#own = tile;
    }
    this.#current = index;
  }

  // Scrolls no further than it must.
  #show(index: number): void {
    const row = rowOfPhoto(this.#layout, index);
    const top = this.getBoundingClientRect().top + this.#layout.tops[row]!;
    const bottom = top + rowHeight(this.#layout, row);
    const margin = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    if (top < margin) scrollBy({ top: top - margin - ROW.gap, behavior: 'instant' });
    else if (bottom > innerHeight) scrollBy({ top: bottom - innerHeight + ROW.gap, behavior: 'instant' });
  }

  #indexOf(event: Event): number {
    const item = (event.target as Element).closest('li');
    return item ? Number(item.ariaPosInSet) - 1 : -1;
  }

  #click(event: MouseEvent): void {
    const index = this.#indexOf(event);
    if (index < 0) return;
    const check = (event.target as Element).closest('.check');
    if (event.shiftKey) selection.extendTo(index);
    else if (check || event.ctrlKey || event.metaKey) selection.toggle(index);
    else places.go({ photo: shown.idAt(index) });
  }

  #focusin(event: FocusEvent): void {
    const index = this.#indexOf(event);
    if (index < 0 || index === this.#current) return;
    this.#makeCurrent(index);
    this.#look();
  }

  #keydown(event: KeyboardEvent): void {
    if ((event.target as Element).closest('.check') && (event.key === ' ' || event.key === 'Enter')) return;
    const target = this.#target(event);
    if (target !== null) {
      if (event.shiftKey) selection.extendTo(target);
      this.#goTo(target);
    } else if (event.key === ' ') selection.toggle(this.#current);
    else if (event.key === 'Delete' || event.key === 'Backspace')
      this.dispatchEvent(new CustomEvent('loupe-remove', { detail: this.#meant() }));
    else return;
    event.preventDefault();
  }

  // What a key is for: all that are selected, else the photo that has the focus.
  #meant(): number[] {
    return selection.state.ids.size > 0 ? selection.list : shown.idsAt(this.#current);
  }

  #target({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): number | null {
    if (ctrlKey || metaKey || altKey) return null;
    const current = this.#current;
    const last = this.#layout.photos - 1;
    const within = (index: number) => Math.max(0, Math.min(index, last));
    switch (key) {
      case 'ArrowRight':
        return within(current + 1);
      case 'ArrowLeft':
        return within(current - 1);
      case 'ArrowDown':
        return this.#inRow(1);
      case 'ArrowUp':
        return this.#inRow(-1);
      case 'PageDown':
        return this.#inRow(this.#rowsInWindow());
      case 'PageUp':
        return this.#inRow(-this.#rowsInWindow());
      case 'Home':
        return 0;
      case 'End':
        return last;
      default:
        return null;
    }
  }

  #rowsInWindow(): number {
    return Math.max(1, Math.floor(innerHeight / this.#rowSize.height) - 1);
  }

  #inRow(by: number): number {
    const from = rowOfPhoto(this.#layout, this.#current);
    const row = Math.max(0, Math.min(from + by, this.#layout.rows - 1));
    if (row === from) return this.#current;
    const { lefts, widths } = this.#layout;
    return photoNear(this.#layout, row, lefts[this.#current]! + widths[this.#current]! / 2);
  }
}

customElements.define('loupe-library-grid', PhotoGrid);
