// A photo in the grid. There are only as many tiles as fit in sight: each shows one photo after another, so it changes
// what it has instead of being made anew.
import type { JustifiedLayout } from './justified-layout';
import { rowHeight } from './justified-layout';
import { spoken, type Thumbnail } from './thumbnails';

const SHOWN_TAGS = 3;

const pattern = document.createElement('template');
pattern.innerHTML = `<li hidden>
  <button class="photo" tabindex="-1"><img alt="" decoding="async" draggable="false" hidden></button>
  <button class="check" role="checkbox" tabindex="-1" aria-checked="false"></button>
  <span class="tags" aria-hidden="true"></span>
  <span class="size" aria-hidden="true" hidden></span>
</li>`;

export class Tile {
  readonly element: HTMLLIElement;
  readonly button: HTMLButtonElement;
  index = -1; // of what is shown; -1 for nothing
  id = 0;
  #check: HTMLButtonElement;
  #image: HTMLImageElement;
  #tags: HTMLElement;
  #size: HTMLElement;
  #url = '';
  #stack = 1; // photos that it stands for

  constructor() {
    this.element = (pattern.content.firstElementChild as HTMLLIElement).cloneNode(true) as HTMLLIElement;
    const [button, check] = this.element.querySelectorAll('button');
    const [tags, size] = this.element.querySelectorAll('span');
    this.button = button!;
    this.#check = check!;
    this.#image = button!.querySelector('img')!;
    this.#tags = tags!;
    this.#size = size!;
  }

  // Shows a photo; `stack`: how many it stands for, `all`: how many are shown.
  show(index: number, id: number, stack: number, all: number): void {
    this.element.hidden = false;
    this.element.ariaPosInSet = String(index + 1);
    this.element.ariaSetSize = String(all);
    this.index = index;
    if (this.id !== id) this.#empty();
    this.id = id;
    this.#stack = stack;
    this.#size.hidden = stack < 2;
    this.#size.textContent = String(stack);
  }

  place(layout: JustifiedLayout, row: number): void {
    const { style } = this.element;
    style.translate = `${layout.lefts[this.index]!}px ${layout.tops[row]!}px`;
    style.width = `${layout.widths[this.index]!}px`;
    style.height = `${rowHeight(layout, row)}px`;
  }

  fill(thumbnail: Thumbnail): void {
    const words = (spoken(thumbnail) || 'Photo') + (this.#stack > 1 ? `, ${this.#stack} photos` : '');
    this.button.ariaLabel = words;
    this.#check.ariaLabel = `Select ${words}`;
    this.#tags.textContent = thumbnail.tags.slice(0, SHOWN_TAGS).join(' · ');
    if (this.#url === thumbnail.url) return;
    this.#url = thumbnail.url;
    this.#image.src = thumbnail.url;
    this.#image.hidden = !thumbnail.url;
  }

  get isFilled(): boolean {
    return this.#url !== '';
  }

  select(on: boolean): void {
    this.element.classList.toggle('selected', on);
    this.#check.ariaChecked = String(on);
  }

  // Where the Tab key stops.
  setCurrent(on: boolean): void {
    this.button.tabIndex = on ? 0 : -1;
  }

  hide(): void {
    if (this.index < 0) return;
    this.element.hidden = true;
    this.index = -1;
  }

  #empty(): void {
    this.#url = '';
    this.#image.hidden = true;
    this.#image.removeAttribute('src');
    this.#tags.textContent = '';
    this.button.ariaLabel = 'Photo';
    this.#check.ariaLabel = 'Select the photo';
  }
}
