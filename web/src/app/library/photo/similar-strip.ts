// What looks like a photo, and the other shots of its burst, side by side.
import { LitElement, css, html, nothing } from 'lit';
import type { LibraryPhoto } from '../../../client/library/types';
import { buttons, shared } from '../../dom/styles';
import { spoken, thumbnails, type Thumbnail } from '../grid/thumbnails';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';

const ALIKE = 8; // photos

interface Neighbour {
  id: number;
  thumbnail: Thumbnail;
}

class SimilarStrip extends LitElement {
  static override properties = {
    photo: { attribute: false },
    alike: { state: true },
    burst: { state: true },
  };
  declare photo: LibraryPhoto;
  declare alike: readonly Neighbour[];
  declare burst: readonly Neighbour[];

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      .line {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        margin-bottom: var(--space-2);
      }
      h3 {
        font-size: var(--text-s);
        font-weight: 650;
      }
      button.link {
        font-size: var(--text-s);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 3px;
      }
      .photo {
        display: block;
        width: 100%;
        min-height: 0;
        padding: 0;
        aspect-ratio: 1;
        overflow: hidden;
        border: 0;
        border-radius: 0;
        background: var(--sunken);
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
    `,
  ];

  #id = 0;

  constructor() {
    super();
    this.alike = [];
    this.burst = [];
  }

  protected override willUpdate(): void {
    if (this.photo.id === this.#id) return;
    this.#id = this.photo.id;
    this.alike = [];
    this.burst = [];
    void this.#find(this.photo);
  }

  protected override render() {
    return html`
      ${this.burst.length > 0 ? this.#strip('Same burst, and copies', this.burst) : nothing}
      ${
        this.alike.length > 0
          ? this.#strip(
              'Looks like it',
              this.alike,
              html`<button class="link" @click=${this.#moreLikeThis}>More like this</button>`,
            )
          : nothing
      }
    `;
  }

  #strip(title: string, photos: readonly Neighbour[], more: unknown = nothing) {
    return html`<section aria-label=${title}>
      <div class="line">
        <h3>${title}</h3>
        ${more}
      </div>
      <ul role="list">
        ${photos.map(
          ({ id, thumbnail }) =>
            html`<li>
              <button
                class="photo"
                aria-label=${spoken(thumbnail)}
                title=${spoken(thumbnail)}
                @click=${() => places.replace({ photo: id })}
              >
                ${thumbnail.url ? html`<img src=${thumbnail.url} alt="" decoding="async" />` : nothing}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #find({ id, burst }: LibraryPhoto): Promise<void> {
    try {
      const found = await photoLibrary.client.similar(id, { limit: ALIKE + burst.length + 1 });
      const others = found.map((each) => each.id).filter((each) => each !== id && !burst.includes(each));
      const [alike, same] = await Promise.all([
        neighbours(others.slice(0, ALIKE)),
        neighbours(burst.slice(0, ALIKE)),
      ]);
      if (id !== this.#id) return;
      this.alike = alike;
      this.burst = same;
    } catch {
      // The strip is an extra: without it the photo is still shown.
    }
  }

  #moreLikeThis(): void {
    places.go({ query: '', like: this.photo.id, photo: 0 });
  }
}

async function neighbours(ids: number[]): Promise<Neighbour[]> {
  const found = await thumbnails.fetch(ids);
  return found.map((thumbnail, index) => ({ id: ids[index]!, thumbnail }));
}

customElements.define('loupe-similar-strip', SimilarStrip);
