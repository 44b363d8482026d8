// A photo of the project, small and square.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { icons } from '../dom/icons';
import { shared } from '../dom/styles';
import { Thumbnails } from '../photos/thumbnails';
import { project } from './project/project';

const SIDE = 160; // pixels

// One for each project: another one's numbers mean other photos.
let thumbnails = { project: 0, made: new Thumbnails() };

function thumbnailsOf(id: number): Thumbnails {
  if (thumbnails.project !== id) {
    thumbnails.made.forgetAll();
    thumbnails = { project: id, made: new Thumbnails() };
  }
  return thumbnails.made;
}

class ClassPhoto extends LitElement {
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
    if (changed.has('photo')) void this.#request(this.photo);
  }

  protected override render() {
    if (this.url) return html`<img src=${this.url} alt="" decoding="async" draggable="false" />`;
    return this.url === null ? icons.photos : nothing;
  }

  async #request(id: number): Promise<void> {
    this.#takeBack();
    this.url = undefined;
    const made = thumbnailsOf(project.state.id);
    const file = await project.fileOf(id).catch(() => null);
    if (id !== this.photo || !this.isConnected) return;
    if (!file) this.url = null;
    else this.#takeBack = made.request({ id, file }, SIDE, (url) => (this.url = url));
  }
}

customElements.define('loupe-class-photo', ClassPhoto);
