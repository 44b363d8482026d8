// One class: its name and colour, its photos, the ways to add some. Photos can be dropped on it, from outside or from
// another class.
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { classCardStyles } from '../../dom/class-card-styles';
import { customProperties } from '../../dom/custom-properties';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { oneTabStop, rove } from '../../dom/roving';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { fromFileList } from '../../photos/collect';
import '../class-photo';
import { addPhotos } from '../project/add-photos';
import { baseName, moved, renamed, without, type ClassPhoto, type PhotoClass } from '../project/content';
import { project } from '../project/project';
import { removePhotos } from '../project/remove-photos';
import { showPhotos } from '../sheet/show-photos';

const SHOWN = 11; // photos, the newest; the twelfth place says how many more there are
const PHOTO = 'application/x-photoloupe-photo'; // what a dragged photo carries: its project's id and its own

export class ClassCard extends LitElement {
  static override properties = {
    item: { attribute: false },
    photos: { attribute: false },
    locked: { type: Boolean },
    over: { type: Boolean, reflect: true },
  };
  declare item: PhotoClass;
  declare photos: readonly ClassPhoto[];
  declare locked: boolean;
  declare over: boolean; // photos are dragged over it

  static override styles = [
    shared,
    buttons,
    classCardStyles,
    css`
      article {
        grid-template-rows: auto 1fr auto;
        border-top: 4px solid var(--colour);
      }
      .off loupe-class-photo {
        opacity: 0.4;
      }
      input[type='color'] {
        flex: none;
        width: 1.75rem;
        height: 1.75rem;
        padding: 0;
        border: 0;
        background: none;
        cursor: pointer;
      }
      @media (pointer: coarse) {
        input[type='color'] {
          width: 2.75rem;
          height: 2.75rem;
        }
      }
      .photos {
        display: grid;
        align-content: start;
        grid-template-columns: repeat(6, 1fr);
        gap: 2px;
      }
      .photos button {
        display: grid;
        place-items: stretch;
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 2px;
        aspect-ratio: 1;
        overflow: hidden;
        background: var(--sunken);
        font-size: var(--text-s);
        cursor: zoom-in;
      }
      .photos .more {
        display: flex;
        align-items: center;
      }
      .photos button:focus-visible {
        outline-offset: -3px;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      .foot button {
        padding: 0 var(--space-2);
      }
      button[aria-pressed='true'] {
        border-color: var(--ink);
        background: var(--sunken);
      }
      @media (forced-colors: active) {
        button[aria-pressed='true'],
        button[aria-pressed='true']:hover {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
      .size {
        margin-inline-start: auto;
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ];

  constructor() {
    super();
    this.photos = [];
    this.locked = false;
    this.over = false;
    this.addEventListener('dragover', this.#dragOver);
    this.addEventListener('dragleave', () => (this.over = false));
    this.addEventListener('drop', this.#drop);
  }

  rename(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>('input[type=text]')!.select(),
    );
  }

  protected override render() {
    const { name, colour, off } = this.item;
    return html`
      <article
        aria-label=${name}
        class=${off ? 'off' : ''}
        ${customProperties({ '--colour': off ? 'var(--line)' : colour })}
      >
        <div class="top">
          <input
            type="color"
            aria-label="Colour of ${name}"
            .value=${colour}
            ?disabled=${this.locked}
            @change=${this.#recolour}
          />
          <input
            type="text"
            dir="auto"
            aria-label="Name of the class"
            maxlength="80"
            .value=${name}
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
        ${this.#shownPhotos()}
        <div class="foot">
          <button ?disabled=${this.locked} @click=${this.#choose}>
            <span>Add<span class="spoken"> photos to ${name}</span></span>
          </button>
          <button
            class="plain"
            aria-pressed=${off}
            title="A class that is left out takes no part; its photos stay"
            ?disabled=${this.locked}
            @click=${this.#switch}
          >
            <span>Leave out<span class="spoken"> ${name}</span></span>
          </button>
          <span class="size">${count(this.photos.length, 'photo')}</span>
        </div>
        <input
          type="file"
          accept="image/*,.heic,.heif,.avif,.psd,.tga,.ppm,.pgm,.pnm,.zip,.tm"
          multiple
          hidden
          aria-label="Photos of ${name}"
          @change=${this.#picked}
        />
      </article>
    `;
  }

  protected override updated(): void {
    oneTabStop(this.#photoButtons);
  }

  get #photoButtons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.photos button')];
  }

  #shownPhotos() {
    if (this.photos.length === 0)
      return html`<p class="empty">No photos yet: add, drop, paste or film some</p>`;
    const newest = [...this.photos].reverse();
    const all = newest.length <= SHOWN + 1;
    const shown = all ? newest : newest.slice(0, SHOWN);
    return html`<div class="photos" @keydown=${(event: KeyboardEvent) => rove(this.#photoButtons, event)}>
      ${repeat(
        shown,
        ({ id }) => id,
        (photo) =>
          html`<button
            draggable=${this.locked ? 'false' : 'true'}
            aria-label="Photo ${baseName(photo.name)}"
            aria-keyshortcuts="Delete"
            @dragstart=${(event: DragEvent) => event.dataTransfer!.setData(PHOTO, draggedOf(photo.id))}
            @keydown=${(event: KeyboardEvent) => this.#keyed(event, photo)}
            @click=${() => this.#show(photo.id)}
          >
            <loupe-class-photo .photo=${photo.id}></loupe-class-photo>
          </button>`,
      )}
      ${
        all
          ? nothing
          : html`<button class="more" @click=${() => this.#show()}>
              <span
                >+${newest.length - SHOWN}<span class="spoken">
                  more: all photos of ${this.item.name}</span
                ></span
              >
            </button>`
      }
    </div>`;
  }

  #show(selected?: number): void {
    const { name } = this.item;
    void showPhotos({
      title: name,
      photos: [...this.photos].reverse().map((photo) => ({ id: photo.id, caption: baseName(photo.name) })),
      ...(selected !== undefined && { selected }),
    });
  }

  #keyed(event: KeyboardEvent, photo: ClassPhoto): void {
    if ((event.key !== 'Delete' && event.key !== 'Backspace') || this.locked) return;
    event.preventDefault();
    keepFocus();
    removePhotos([photo.id]);
  }

  #dragOver = (event: DragEvent): void => {
    if (this.locked) return;
    this.over = true;
    if (!event.dataTransfer?.types.includes(PHOTO)) return; // files are the tab's matter
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
  };

  #drop = (event: DragEvent): void => {
    this.over = false;
    const dragged = event.dataTransfer?.getData(PHOTO) ?? '';
    const id = Number(dragged.split('/')[1]);
    if (this.locked || dragged !== draggedOf(id) || project.photo(id)?.classId === this.item.id) return;
    event.preventDefault();
    project.edit(`Moved to “${this.item.name}”`, (content) => moved(content, new Set([id]), this.item.id));
  };

  #rename(event: Event): void {
    const input = event.target as HTMLInputElement;
    const name = input.value.trim();
    const { id, name: before } = this.item;
    if (name && name !== before) project.edit(`“${before}” renamed`, (content) => renamed(content, id, name));
    else input.value = before;
  }

  #recolour(event: Event): void {
    this.#change(`Colour of “${this.item.name}” changed`, {
      colour: (event.target as HTMLInputElement).value,
    });
  }

  #switch(): void {
    const { name, off } = this.item;
    this.#change(`“${name}” ${off ? 'takes part' : 'left out'}`, { off: !off });
  }

  #change(words: string, change: Partial<PhotoClass>): void {
    const { id } = this.item;
    project.edit(words, (content) => ({
      ...content,
      classes: content.classes.map((each) => (each.id === id ? { ...each, ...change } : each)),
    }));
  }

  #remove(): void {
    const { id, name } = this.item;
    keepFocus();
    project.edit(`“${name}” removed`, (content) => without(content, id));
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')!.click();
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const given = fromFileList(input.files ?? []);
    input.value = ''; // so that the same one can be chosen again
    void addPhotos([given], this.item.id);
  }
}

// Another tab's project has photos of the same numbers.
function draggedOf(photo: number): string {
  return `${project.state.id}/${photo}`;
}

customElements.define('loupe-own-class', ClassCard);

declare global {
  interface HTMLElementTagNameMap {
    'loupe-own-class': ClassCard;
  }
}
