// Photos of a class, or of a cell of the confusion matrix, on one sheet: a press selects, and what is selected can be
// moved to another class or removed.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { Watch } from '../../state/store';
import '../class-photo';
import { moved } from '../project/content';
import { project } from '../project/project';
import { removePhotos } from '../project/remove-photos';
import type { SheetPhoto, SheetPhotos } from './show-photos';

const A_TIME = 60; // photos; more come on demand

class PhotoSheet extends LitElement {
  static override properties = {
    shown: { state: true },
    selected: { state: true },
    limit: { state: true },
  };
  declare shown: SheetPhotos;
  declare selected: ReadonlySet<number>;
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
      .top,
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: center;
        margin-bottom: var(--space-4);
      }
      .top {
        flex-wrap: nowrap;
        align-items: start;
        justify-content: space-between;
      }
      .bar span {
        margin-inline-end: auto;
      }
      h2 {
        font-size: var(--text-xl);
        line-height: 1.2;
        letter-spacing: -0.02em;
        overflow-wrap: anywhere;
      }
      .note,
      small,
      .bar {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      small {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
        gap: var(--space-3);
      }
      li {
        display: grid;
        gap: var(--space-1);
        align-content: start;
        min-width: 0;
      }
      .photo {
        display: block;
        min-height: 0;
        padding: 0;
        border: 3px solid transparent;
        overflow: hidden;
      }
      .photo[aria-pressed='true'] {
        border-color: var(--accent-edge);
        box-shadow: inset 0 0 0 2px var(--surface);
      }
      .photo[aria-pressed='true'] loupe-class-photo {
        opacity: 0.8;
      }
      .move {
        min-height: 2.25rem;
        padding: 0 var(--space-2);
        font-size: var(--text-s);
      }
      .move span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      select {
        max-width: 12rem;
        min-height: 2.75rem;
        padding: 0 var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius-s);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      .more {
        margin-top: var(--space-4);
      }
    `,
  ];

  constructor() {
    super();
    this.shown = { title: '', photos: [] };
    this.selected = new Set();
    this.limit = A_TIME;
    new Watch(this, project);
  }

  async open(shown: SheetPhotos): Promise<void> {
    this.shown = shown;
    this.selected = new Set(shown.selected === undefined ? [] : [shown.selected]);
    this.limit = A_TIME;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')!.showModal();
    this.renderRoot.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }

  protected override render() {
    const { title, note, photos } = this.shown;
    const more = photos.length - this.limit;
    return html`
      <dialog aria-labelledby="title" @click=${this.#closeOnBackdrop} @keydown=${this.#keyed}>
        <div class="top">
          <div>
            <h2 id="title">${title}</h2>
            <p class="note">${note ?? count(photos.length, 'photo')}</p>
          </div>
          <button class="plain icon" aria-label="Close" @click=${this.#close}>${icons.close}</button>
        </div>
        ${project.isLocked ? nothing : this.#bar()}
        <ul role="list">
          ${photos.slice(0, this.limit).map((photo) => html`<li>${this.#photo(photo)}</li>`)}
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

  #bar() {
    const chosen = this.selected.size;
    const none = chosen === 0;
    return html`<div class="bar">
      <span role="status">
        ${none ? 'Press photos to select them' : `${count(chosen, 'photo')} selected`}
      </span>
      <button @click=${this.#selectAll}>${chosen === this.shown.photos.length ? 'None' : 'All'}</button>
      <select aria-label="Move the selected photos to" ?disabled=${none} @change=${this.#chooseClass}>
        <option value="">Move to…</option>
        ${project.state.content.classes.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
      </select>
      <button ?disabled=${none} @click=${this.#remove}>Remove</button>
    </div>`;
  }

  #photo({ id, caption, better }: SheetPhoto) {
    const to = project.state.content.classes.find((each) => each.id === better);
    return html`
      <button
        class="photo"
        aria-pressed=${this.selected.has(id)}
        aria-label=${caption}
        ?disabled=${project.isLocked}
        @click=${() => this.#toggle(id)}
      >
        <loupe-class-photo .photo=${id}></loupe-class-photo>
      </button>
      <small>${caption}</small>
      ${
        to && !project.isLocked
          ? html`<button class="move" @click=${() => this.#move([id], to.id)}>
              <span>Move to ${to.name}</span>
            </button>`
          : nothing
      }
    `;
  }

  #toggle(id: number): void {
    const selected = new Set(this.selected);
    if (!selected.delete(id)) selected.add(id);
    this.selected = selected;
  }

  #selectAll(): void {
    const all = this.shown.photos.map(({ id }) => id);
    this.selected = new Set(this.selected.size === all.length ? [] : all);
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== 'Delete' || this.selected.size === 0 || project.isLocked) return;
    event.preventDefault();
    this.#remove();
  }

  #chooseClass(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const to = Number(select.value);
    select.value = '';
    if (to) this.#move([...this.selected], to);
  }

  #move(ids: readonly number[], to: number): void {
    const { name } = project.state.content.classes.find(({ id }) => id === to)!;
    const words = `${count(ids.length, 'photo')} moved to “${name}”`;
    project.edit(words, (content) => moved(content, new Set(ids), to));
    this.#drop(ids);
  }

  #remove(): void {
    const ids = [...this.selected];
    removePhotos(ids);
    this.#drop(ids);
  }

  #drop(ids: readonly number[]): void {
    const gone = new Set(ids);
    this.selected = new Set([...this.selected].filter((id) => !gone.has(id)));
    this.shown = { ...this.shown, photos: this.shown.photos.filter(({ id }) => !gone.has(id)) };
    if (this.shown.photos.length === 0) this.#close();
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')!.close();
  }

  #closeOnBackdrop(event: MouseEvent): void {
    if (event.target instanceof HTMLDialogElement) this.#close();
  }
}

customElements.define('loupe-photo-sheet', PhotoSheet);

let sheet: PhotoSheet | null = null;

export async function openSheet(shown: SheetPhotos): Promise<void> {
  if (!sheet) {
    sheet = new PhotoSheet();
    document.body.append(sheet);
  }
  await sheet.open(shown);
}
