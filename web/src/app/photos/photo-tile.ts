// A photo, small and square. Who extends it says where its thumbnail comes from.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { icons } from '../dom/icons';
import { shared } from '../dom/styles';

export abstract class PhotoTile extends LitElement {
  static override properties = { photo: { type: Number }, url: { state: true } };
  declare photo: number; // id
  declare url: string | null | undefined; // undefined until it is known; null: cannot be shown

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        aspect-ratio: 1;
        overflow: hidden;
        background: var(--sunken);
        color: var(--ink-soft);
      }
      /* A picture that arrives lays out this, not the page. */
      div {
        display: grid;
        place-items: center;
        height: 100%;
        contain: strict;
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        min-height: 0;
        object-fit: cover;
      }
    `,
  ];

  #takeBack = () => {};

  // Sets `url`, now or later, and returns what takes the request back.
  protected abstract request(photo: number): () => void;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#takeBack();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('photo')) return;
    this.#takeBack();
    this.url = undefined;
    this.#takeBack = this.request(this.photo);
  }

  protected override render() {
    return html`<div>${this.#picture()}</div>`;
  }

  #picture() {
    if (this.url) return html`<img src=${this.url} alt="" decoding="async" draggable="false" />`;
    return this.url === null ? icons.photos : nothing;
  }
}
