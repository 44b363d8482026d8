// Photos of a class, or of a cell of the confusion matrix, on one sheet.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { project } from '../project/project';
import '../photo-thumbnail';
import type { ShownPhoto, ShownPhotos } from './show-photos';

const A_TIME = 60; // photos; more come on demand

class PhotoDialog extends LitElement {
  static override properties = { shown: { state: true }, limit: { state: true } };
  declare shown: ShownPhotos;
  declare limit: number;

  static override styles = [
    shared,
    buttons,
    css`
      dialog {
        width: min(60rem, 100vw - 2rem);
        max-height: calc(100dvh - 2rem);
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(18 17 16 / 60%);
      }
      .top {
        display: flex;
        gap: var(--space-4);
        align-items: start;
        justify-content: space-between;
        margin-bottom: var(--space-4);
      }
      h2 {
        font-size: var(--text-xl);
        line-height: 1.2;
        letter-spacing: -0.02em;
        overflow-wrap: anywhere;
      }
      .note,
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

  constructor() {
    super();
    this.shown = { title: '', photos: [] };
    this.limit = A_TIME;
  }

  async open(shown: ShownPhotos): Promise<void> {
    this.shown = shown;
    this.limit = A_TIME;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')!.showModal();
  }

  protected override render() {
    const { title, note, photos } = this.shown;
    const more = photos.length - this.limit;
    return html`
      <dialog aria-labelledby="title" @click=${this.#closeOnBackdrop}>
        <div class="top">
          <div>
            <h2 id="title">${title}</h2>
            <p class="note">${note ?? count(photos.length, 'photo')}</p>
          </div>
          <button class="plain icon" aria-label="Close" @click=${this.#close}>${icons.close}</button>
        </div>
        <ul role="list">
          ${photos.slice(0, this.limit).map((photo) => html`<li>${this.#figure(photo)}</li>`)}
        </ul>
        ${
          more > 0
            ? html`<button class="more" @click=${() => (this.limit += A_TIME)}>
                Show ${Math.min(more, A_TIME)} more of ${more}
              </button>`
            : nothing
        }
      </dialog>
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
    project.removePhotos([id]);
    this.shown = { ...this.shown, photos: this.shown.photos.filter((photo) => photo.id !== id) };
    if (this.shown.photos.length === 0) this.#close();
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')!.close();
  }

  #closeOnBackdrop(event: MouseEvent): void {
    if (event.target instanceof HTMLDialogElement) this.#close();
  }
}

customElements.define('loupe-photo-dialog', PhotoDialog);

let dialog: PhotoDialog | null = null;

export async function openPhotos(shown: ShownPhotos): Promise<void> {
  if (!dialog) {
    dialog = new PhotoDialog();
    document.body.append(dialog);
  }
  await dialog.open(shown);
}
