// One photo: its thumbnail at once, then what it shows, how sure that is and how long it took. Its grid
// gives it a fixed size, so everything in it makes do with the room there is.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { milliseconds } from '../dom/words';
import type { Photo } from '../photos/photo';
import { queue } from '../photos/queue';
import { thumbnails } from '../photos/thumbnails';
import { openCloserLook } from './open-closer-look';
import { headline, headlineStyles, spokenHeadline } from './headline';
import { labelList, labelStyles } from './labels';
import { cardStyles } from './photo-card-styles';

const THUMBNAIL_SIDE = 480; // pixels: a card's width on a screen of 1.5 pixels to the dot
const SPOKEN_STATUS = { waiting: 'waiting', reading: 'being read', stopped: 'not read' };

// Fires `loupe-return` with the id of the photo to go on with when a closer look ends.
export class PhotoCard extends LitElement {
  static override properties = {
    photo: { attribute: false },
    current: { type: Boolean },
    thumbnail: { state: true },
  };
  declare photo: Photo;
  declare current: boolean; // whether the Tab key stops here
  declare thumbnail: string | null | undefined; // undefined until it is known; null: cannot be shown

  static override styles = [shared, buttons, headlineStyles, labelStyles, cardStyles];

  #takeBack = () => {};

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#takeBack();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.open')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('photo');
    if (!changed.has('photo') || before?.id === this.photo.id) return;
    this.#takeBack();
    this.#takeBack = thumbnails.request(this.photo, THUMBNAIL_SIDE, (url) => (this.thumbnail = url));
  }

  protected override render() {
    const { name, status, result } = this.photo;
    const shortName = name.slice(name.lastIndexOf('/') + 1);
    const tabIndex = this.current ? 0 : -1;
    return html`
      <article class=${status} aria-label=${shortName}>
        <button class="open" tabindex=${tabIndex} aria-label=${this.#spoken(shortName)} @click=${this.#open}>
          ${this.#picture(shortName)}
        </button>
        <div class="body">
          ${this.#said(tabIndex)}
          <p class="foot">
            <span class="name" title=${name}>${shortName}</span>
            ${result ? html`<span class="time">${milliseconds(total(result.timings))}</span>` : nothing}
          </p>
        </div>
        <button
          class="icon remove no-print"
          tabindex=${tabIndex}
          aria-label="Remove ${shortName}"
          @click=${this.#remove}
        >
          ${icons.close}
        </button>
      </article>
    `;
  }

  #picture(shortName: string): TemplateResult {
    if (this.thumbnail) return html`<img src=${this.thumbnail} alt="" decoding="async" />`;
    const extension = /\.(\w{1,5})$/.exec(shortName)?.[1] ?? '';
    return html`<span class="blank">
      ${this.thumbnail === null ? html`${icons.photos}${extension.toUpperCase()}` : nothing}
    </span>`;
  }

  #said(tabIndex: number): TemplateResult {
    const { status, result, problem } = this.photo;
    if (result)
      return html`<div class="shows">${headline(result.tags)}</div>
        ${labelList(result)}`;
    if (problem)
      return html`
        <p class="headline trouble">${icons.warning}<strong>${problem.title}</strong></p>
        <p class="advice">${problem.advice}</p>
        <p class="detail" title=${problem.detail}>${problem.detail}</p>
        <button class="again" tabindex=${tabIndex} @click=${this.#again}>Try again</button>
      `;
    if (status === 'stopped')
      return html`
        <div class="shows">
          <p class="headline"><em>Not read</em></p>
          <p class="more">Stopped before its turn</p>
        </div>
        <button class="again" tabindex=${tabIndex} @click=${this.#again}>Read it</button>
      `;
    return html`
      <div class="shows">
        <p class="headline"><em>${status === 'reading' ? 'Reading…' : 'Waiting'}</em></p>
      </div>
      <div class="skeleton"><i></i><i></i><i></i><i></i><i></i></div>
    `;
  }

  #spoken(shortName: string): string {
    const { status, result, problem } = this.photo;
    if (result) return `${shortName}: ${spokenHeadline(result.tags)}`;
    if (problem) return `${shortName}: ${problem.title}`;
    return `${shortName}: ${SPOKEN_STATUS[status as keyof typeof SPOKEN_STATUS]}`;
  }

  async #open(): Promise<void> {
    const detail = await openCloserLook(this.photo.id);
    this.dispatchEvent(new CustomEvent('loupe-return', { detail, bubbles: true }));
  }

  #again(): void {
    queue.retry(this.photo.id);
    this.focus();
  }

  #remove(): void {
    queue.remove(this.photo.id);
  }
}

function total({ decode, resize, network }: { decode: number; resize: number; network: number }): number {
  return decode + resize + network;
}

customElements.define('loupe-photo-card', PhotoCard);
