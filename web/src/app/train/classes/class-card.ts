// One class: its name, a strip of its photos, the ways to add some. Photos can be dropped on it.
import { LitElement, css, html } from 'lit';
import { live } from 'lit/directives/live.js';
import { classCardStyles } from '../../dom/class-card-styles';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { fromFileList } from '../../photos/collect';
import { addPhotos } from '../project/add-photos';
import { project, type ProjectClass, type ProjectPhoto } from '../project/project';
import { showPhotos } from '../photos/show-photos';
import '../photo-thumbnail';
import { offerUndo } from '../undo';

const SHOWN = 12; // photos of the strip

export class ClassCard extends LitElement {
  static override properties = {
    item: { attribute: false },
    photos: { attribute: false },
    locked: { type: Boolean },
    over: { type: Boolean, reflect: true },
  };
  declare item: ProjectClass;
  declare photos: readonly ProjectPhoto[];
  declare locked: boolean;
  declare over: boolean; // photos are dragged over it

  static override styles = [
    shared,
    buttons,
    classCardStyles,
    css`
      .size {
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .strip {
        display: grid;
        grid-template-columns: repeat(6, 1fr);
        gap: 2px;
        padding: 0;
        border: 0;
        overflow: hidden;
        background: none;
        cursor: zoom-in;
      }
      .foot {
        display: flex;
        gap: var(--space-2);
        align-self: end;
        align-items: center;
      }
      .foot span {
        margin-inline-start: auto;
      }
    `,
  ];

  constructor() {
    super();
    this.photos = [];
    this.locked = false;
    this.over = false;
    this.addEventListener('dragover', () => (this.over = !this.locked));
    this.addEventListener('dragleave', () => (this.over = false));
    this.addEventListener('drop', () => (this.over = false));
  }

  rename(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>('input[type=text]')!.select(),
    );
  }

  protected override render() {
    const { name } = this.item;
    return html`
      <article aria-label=${name}>
        <div class="top">
          <input
            type="text"
            aria-label="Name of the class"
            maxlength="80"
            .value=${live(name)}
            ?disabled=${this.locked}
            @change=${this.#rename}
          />
          <button
            class="plain icon"
            aria-label="Remove the class ${name}"
            ?disabled=${this.locked}
            @click=${this.#remove}
          >
            ${icons.close}
          </button>
        </div>
        ${this.#strip()}
        <div class="foot">
          <button ?disabled=${this.locked} @click=${this.#choose}>
            ${icons.photos}<span>Add photos<span class="spoken"> to ${name}</span></span>
          </button>
          <span class="size">${count(this.photos.length, 'photo')}</span>
        </div>
        <input
          type="file"
          accept="image/*,.heic,.heif,.avif,.psd,.tga,.ppm,.pgm,.pnm,.zip"
          multiple
          hidden
          aria-label="Photos of ${name}"
          @change=${this.#picked}
        />
      </article>
    `;
  }

  #strip() {
    if (this.photos.length === 0) return html`<p class="empty">Drop photos here</p>`;
    const shown = this.photos.slice(0, SHOWN);
    return html`<button class="strip" aria-label="Show the photos of ${this.item.name}" @click=${this.#show}>
      ${shown.map(({ id }) => html`<loupe-photo-thumbnail .photo=${id}></loupe-photo-thumbnail>`)}
    </button>`;
  }

  #show(): void {
    const { name } = this.item;
    void showPhotos({
      title: name,
      photos: this.photos.map(({ id, name: file }) => ({ id, caption: file.split('/').at(-1)! })),
      removable: !this.locked,
    });
  }

  #rename(event: Event): void {
    project.renameClass(this.item.id, (event.target as HTMLInputElement).value);
    this.requestUpdate();
  }

  #remove(): void {
    offerUndo(`“${this.item.name}” removed`, project.removeClass(this.item.id));
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')!.click();
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const given = fromFileList(input.files ?? []);
    input.value = '';
    this.dispatchEvent(
      new CustomEvent('loupe-adding', {
        detail: addPhotos([given], this.item),
        bubbles: true,
        composed: true,
      }),
    );
  }
}

customElements.define('loupe-class-card', ClassCard);

declare global {
  interface HTMLElementTagNameMap {
    'loupe-class-card': ClassCard;
  }
}
