// A photo of the project, small and square; its thumbnail is made when it comes into being here.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { icons } from '../dom/icons';
import { shared } from '../dom/styles';
import { project, thumbnails } from './project/project';

const SIDE = 160; // pixels

class PhotoThumbnail extends LitElement {
  static override properties = { photo: { type: Number }, url: { state: true } };
  declare photo: number; // id
  declare url: string | null | undefined; // undefined until it is known; null: cannot be shown

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        place-items: center;
        aspect-ratio: 1;
        overflow: hidden;
        background: var(--sunken);
        color: var(--ink-soft);
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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#takeBack();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('photo')) return;
    this.#takeBack();
    this.url = undefined;
    const photo = project.photo(this.photo);
    if (!photo) this.url = null;
    else this.#takeBack = thumbnails.request(photo, SIDE, (url) => (this.url = url));
  }

  protected override render() {
    if (this.url) return html`<img src=${this.url} alt="" decoding="async" />`;
    return this.url === null ? icons.photos : nothing;
  }
}

customElements.define('loupe-photo-thumbnail', PhotoThumbnail);
