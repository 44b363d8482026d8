// Photos of a class, or of a cell of the confusion matrix, on one sheet: a press selects, and what is selected can be
// moved to another class or removed. What is no longer where it was when the sheet was opened is not on it.
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { customProperties } from '../../dom/custom-properties';
import { Dialog } from '../../dom/dialog';
import { keepFocus } from '../../dom/focus';
import { oneTabStop, rove } from '../../dom/roving';
import { count } from '../../dom/words';
import { Watch } from '../../state/store';
import '../class-photo';
import { moved, type PhotoClass } from '../project/content';
import { project } from '../project/project';
import { removePhotos } from '../project/remove-photos';
import type { SheetPhoto, SheetPhotos } from './show-photos';

const A_TIME = 60; // photos; more come on demand

class PhotoSheet extends Dialog {
  static override properties = { selected: { state: true }, limit: { state: true } };
  declare selected: ReadonlySet<number>;
  declare limit: number;

  static override styles = [
    Dialog.styles,
    css`
      :host {
        --width: 60rem;
      }
      .bar {
        position: sticky;
        z-index: 1;
        top: calc(-1 * var(--space-5));
        margin: 0 calc(-1 * var(--space-5)) var(--space-3);
        padding: var(--space-2) var(--space-5);
        background: var(--surface);
      }
      .bar,
      .bar div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      .bar div {
        flex-basis: 100%;
        max-height: 6.25rem; /* two rows of classes; more are scrolled to */
        overflow-y: auto;
        padding: 5px;
        margin: -5px;
      }
      .bar .idle {
        overflow: hidden; /* nothing there can be pressed, or scrolled to by keys */
      }
      .bar button {
        max-width: 14rem;
        min-height: 2.5rem;
        padding: 0 var(--space-3);
        font-size: var(--text-s);
      }
      .bar span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .bar [role='status'] {
        flex: 1 1 7rem;
      }
      .bar,
      small {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      i {
        flex: none;
        width: 0.75rem;
        height: 0.75rem;
        border-radius: 50%;
        background: var(--colour);
        forced-color-adjust: none;
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
      @media (forced-colors: active) {
        .photo {
          border-color: Canvas;
        }
        .photo[aria-pressed='true'] {
          border-color: Highlight;
        }
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
      .more {
        margin-top: var(--space-4);
      }
    `,
  ];

  readonly #given: SheetPhotos;
  readonly #classOf = classesByPhoto(); // when the sheet was opened
  #photos: SheetPhoto[] = [];

  constructor(given: SheetPhotos) {
    super();
    this.#given = given;
    this.selected = new Set(given.selected === undefined ? [] : [given.selected]);
    this.limit = A_TIME;
    new Watch(this, project);
    this.addEventListener('keydown', this.#keyed);
  }

  protected override get heading(): string {
    return this.#given.title;
  }

  protected override get note(): string {
    return this.#given.note ?? count(this.#photos.length, 'photo');
  }

  protected override content(): TemplateResult {
    const photos = this.#photos;
    const more = photos.length - this.limit;
    return html`
      ${project.isLocked ? nothing : this.#bar()}
      <ul role="list" @keydown=${(event: KeyboardEvent) => rove(this.#photoButtons, event)}>
        ${repeat(
          photos.slice(0, this.limit),
          ({ id }) => id,
          (photo) => html`<li>${this.#photo(photo)}</li>`,
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

  protected override willUpdate(): void {
    const now = classesByPhoto();
    this.#photos = this.#given.photos.filter(
      ({ id }) => now.has(id) && now.get(id) === this.#classOf.get(id),
    );
  }

  protected override updated(): void {
    if (this.#photos.length === 0) this.close();
    oneTabStop(this.#photoButtons);
  }

  get #photoButtons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.photo')];
  }

  get #chosen(): number[] {
    return this.#photos.map(({ id }) => id).filter((id) => this.selected.has(id));
  }

  #bar() {
    const chosen = this.#chosen.length;
    const none = chosen === 0;
    return html`<div class="bar">
      <span role="status">
        ${none ? 'Press photos to select them' : `${count(chosen, 'photo')} selected`}
      </span>
      <button @click=${this.#selectAll}>${chosen === this.#photos.length ? 'None' : 'All'}</button>
      <button ?disabled=${none} @click=${this.#remove}>Remove</button>
      <div role="group" aria-label="Move the selected photos" class=${none ? 'idle' : ''}>
        Move to
        ${this.#otherClasses.map(
          ({ id, name, colour }) =>
            html`<button
              ?disabled=${none}
              ${customProperties({ '--colour': colour })}
              @click=${() => this.#move(this.#chosen, id)}
            >
              <i></i><span>${name}</span>
            </button>`,
        )}
      </div>
    </div>`;
  }

  // Where some of the photos are not.
  get #otherClasses(): PhotoClass[] {
    return project.state.content.classes.filter(({ id }) =>
      this.#photos.some((photo) => this.#classOf.get(photo.id) !== id),
    );
  }

  #photo({ id, caption, better }: SheetPhoto) {
    const to = project.state.content.classes.find((each) => each.id === better);
    return html`
      <button
        class="photo"
        aria-pressed=${this.selected.has(id)}
        aria-label=${caption}
        ?autofocus=${id === this.#given.selected}
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
    const all = this.#photos.map(({ id }) => id);
    this.selected = new Set(this.#chosen.length === all.length ? [] : all);
  }

  #keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete' || this.#chosen.length === 0 || project.isLocked) return;
    event.preventDefault();
    this.#remove();
  };

  #move(ids: readonly number[], to: number): void {
    const { name } = project.state.content.classes.find(({ id }) => id === to)!;
    keepFocus();
    project.edit(`${count(ids.length, 'photo')} moved to “${name}”`, (content) =>
      moved(content, new Set(ids), to),
    );
  }

  #remove(): void {
    keepFocus();
    removePhotos(this.#chosen);
  }
}

function classesByPhoto(): Map<number, number> {
  return new Map(project.state.content.photos.map(({ id, classId }) => [id, classId]));
}

customElements.define('loupe-photo-sheet', PhotoSheet);

export function openSheet(shown: SheetPhotos): Promise<void> {
  return new PhotoSheet(shown).open();
}
