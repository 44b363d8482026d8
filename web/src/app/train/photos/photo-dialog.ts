// Photos of a class, or of a cell of the confusion matrix, on one sheet.
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Dialog } from '../../dom/dialog';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { count } from '../../dom/words';
import { project } from '../project/project';
import '../photo-thumbnail';
import type { ShownPhoto, ShownPhotos } from './show-photos';

const A_TIME = 60; // photos; more come on demand

class PhotoDialog extends Dialog {
  static override properties = { shown: { state: true }, limit: { state: true } };
  declare shown: ShownPhotos;
  declare limit: number;

  static override styles = [
    Dialog.styles,
    css`
      :host {
        --width: 60rem;
      }
      figcaption {
        color: var(--ink-soft);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
        gap: var(--space-3);
      }
      figure {
        position: relative;
      }
      figure button {
        position: absolute;
        top: var(--space-1);
        right: var(--space-1);
        width: 2rem;
        min-height: 2rem;
        background: var(--surface);
      }
      .more {
        margin-top: var(--space-4);
      }
    `,
  ];

  constructor(shown: ShownPhotos) {
    super();
    this.shown = shown;
    this.limit = A_TIME;
  }

  protected override get heading(): string {
    return this.shown.title;
  }

  protected override get note(): string {
    return this.shown.note ?? count(this.shown.photos.length, 'photo');
  }

  protected override content(): TemplateResult {
    const { photos } = this.shown;
    const more = photos.length - this.limit;
    return html`
      <ul role="list">
        ${repeat(
          photos.slice(0, this.limit),
          ({ id }) => id,
          (photo) => html`<li>${this.#figure(photo)}</li>`,
        )}
      </ul>
      ${
        more > 0
          ? html`<button class="more" @click=${() => (this.limit += A_TIME)}>
              Show ${Math.min(more, A_TIME)} more of ${more}
            </button>`
          : nothing
      }
    `;
  }

  #figure(photo: ShownPhoto) {
    return html`<figure>
      <loupe-photo-thumbnail .photo=${photo.id}></loupe-photo-thumbnail>
      <figcaption>${photo.caption}</figcaption>
      ${
        this.shown.removable
          ? html`<button
              class="icon"
              aria-label="Remove ${photo.caption}"
              @click=${() => this.#remove(photo)}
            >
              ${icons.close}
            </button>`
          : nothing
      }
    </figure>`;
  }

  #remove({ id }: ShownPhoto): void {
    keepFocus();
    project.removePhotos([id]);
    this.shown = { ...this.shown, photos: this.shown.photos.filter((photo) => photo.id !== id) };
    if (this.shown.photos.length === 0) this.close();
  }
}

customElements.define('loupe-photo-dialog', PhotoDialog);

export function openPhotos(shown: ShownPhotos): Promise<void> {
  return new PhotoDialog(shown).open();
}
