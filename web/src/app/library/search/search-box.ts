// The search: an answer at every key, and what the words typed so far may become, with how many photos each would find.
// A combobox as ARIA describes it: the arrow keys choose, Enter takes, Escape closes, and then empties.
import { LitElement, css, html, nothing } from 'lit';
import type { Completion } from '../../../client/library/types';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { libraryIcons } from '../icons';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';
import { finder } from '../state/results';
import './search-help';

const COMPLETIONS = 7;
const PAUSE = 150; // milliseconds without a key until completions are asked for: the photos found come first

class SearchBox extends LitElement {
  static override properties = {
    completions: { state: true },
    chosen: { state: true },
    open: { state: true },
  };
  declare completions: readonly Completion[];
  declare chosen: number; // index; -1 for none
  declare open: boolean;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
        position: relative;
        min-width: 0;
      }
      .field {
        display: flex;
        align-items: center;
        height: 3.25rem;
        padding-inline-start: var(--space-4);
        border: 2px solid var(--ink);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .field:focus-within {
        outline: 3px solid var(--accent);
        outline-offset: 0;
      }
      input[type='text'] {
        flex: 1;
        min-width: 0;
        height: 100%;
        padding: 0 var(--space-3);
        border: 0;
        outline: 0;
        box-shadow: none;
        background: none;
        color: var(--ink);
        font: inherit;
        font-size: var(--text-l);
      }
      input::placeholder {
        color: var(--ink-soft);
        opacity: 1;
      }
      .field button {
        min-height: 2.5rem;
        width: 2.5rem;
      }
      [role='listbox'] {
        position: absolute;
        z-index: 7;
        top: calc(100% + 0.25rem);
        right: 0;
        left: 0;
        padding: var(--space-1);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 22%);
      }
      [role='option'] {
        display: flex;
        gap: var(--space-4);
        justify-content: space-between;
        align-items: center;
        min-height: 2.5rem;
        padding: 0 var(--space-3);
        border-radius: var(--radius-s);
        cursor: pointer;
      }
      [role='option']:hover {
        background: var(--sunken);
      }
      [role='option'][aria-selected='true'] {
        background: var(--highlight);
      }
      [role='option'] small {
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
      [role='option'][aria-selected='true'] small {
        color: inherit;
      }
      @media (max-width: 46rem) {
        .field {
          padding-inline-start: var(--space-3);
        }
        input[type='text'] {
          padding: 0 var(--space-2);
          font-size: 1rem;
        }
      }
    `,
  ];

  #asking = false;
  #askAgain = false;
  #soon = 0;

  constructor() {
    super();
    this.completions = [];
    this.chosen = -1;
    this.open = false;
    new Watch(this, places);
  }

  override focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  protected override render() {
    const { query } = places.state;
    const open = this.open && this.completions.length > 0;
    return html`
      <div class="field" role="search">
        ${libraryIcons.search}
        <input
          type="text"
          role="combobox"
          aria-label="Search the photos"
          aria-autocomplete="list"
          aria-expanded=${open}
          aria-controls="completions"
          aria-activedescendant=${open && this.chosen >= 0 ? `completion-${this.chosen}` : nothing}
          aria-keyshortcuts="/"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          placeholder="dog beach"
          .value=${query}
          @input=${this.#typed}
          @keydown=${this.#keydown}
          @focusout=${this.#left}
        />
        ${
          query
            ? html`<button class="plain icon" aria-label="Empty the search" @click=${this.#empty}>
                ${icons.close}
              </button>`
            : nothing
        }
        <button
          class="plain icon"
          aria-label="Search by a photo"
          title="Search by a photo"
          @click=${this.#choosePhoto}
        >
          ${libraryIcons.similar}
        </button>
        <loupe-search-help></loupe-search-help>
        <input
          type="file"
          id="example"
          accept="image/*"
          hidden
          aria-label="A photo to search by"
          @change=${this.#searchByPhoto}
        />
      </div>
      <ul id="completions" role="listbox" aria-label="What it may become" ?hidden=${!open}>
        ${this.completions.map((completion, index) => this.#option(completion, index))}
      </ul>
    `;
  }

  #option({ text, photos }: Completion, index: number) {
    return html`<li
      role="option"
      id="completion-${index}"
      aria-selected=${index === this.chosen}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take(text)}
    >
      <span>${this.#marked(text)}</span><small>${photos.toLocaleString('en')}</small>
    </li>`;
  }

  // What was typed, and what is added to it.
  #marked(text: string) {
    const { query } = places.state;
    if (!text.toLowerCase().startsWith(query.toLowerCase())) return html`<strong>${text}</strong>`;
    return html`${text.slice(0, query.length)}<strong>${text.slice(query.length)}</strong>`;
  }

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>('[role=combobox]')!;
  }

  #typed(): void {
    this.chosen = -1;
    places.type(this.#input.value);
    this.open = true;
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#ask(), PAUSE);
  }

  #ask(): void {
    this.#askAgain = true;
    if (!this.#asking) void this.#complete();
  }

  // While one answer is on its way, only the last question is kept.
  async #complete(): Promise<void> {
    this.#asking = true;
    while (this.#askAgain) {
      this.#askAgain = false;
      const { query } = places.state;
      const found = query.trim()
        ? await photoLibrary.client.complete(query, { limit: COMPLETIONS }).catch(() => [])
        : [];
      this.completions = found.filter(({ text, photos }) => text !== query && photos > 0);
    }
    this.#asking = false;
  }

  #keydown(event: KeyboardEvent): void {
    const { length } = this.completions;
    const isOpen = this.open && length > 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (length === 0) return this.#toPhotos(event);
      this.open = true;
      const by = event.key === 'ArrowDown' ? 1 : -1;
      // One more place than completions: that of what was typed.
      this.chosen = ((this.chosen + 1 + by + length + 1) % (length + 1)) - 1;
    } else if (event.key === 'Enter') {
      const chosen = isOpen ? this.completions[this.chosen] : undefined;
      if (chosen) this.#take(chosen.text);
      else this.#end();
    } else if (event.key === 'Escape' && isOpen) this.#end();
    else if (event.key === 'Escape' && places.state.query) this.#empty();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #toPhotos(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') this.dispatchEvent(new CustomEvent('loupe-to-photos'));
  }

  #take(text: string): void {
    places.type(text);
    this.#end();
    this.#input.focus();
  }

  #end(): void {
    clearTimeout(this.#soon);
    places.stopTyping();
    this.open = false;
    this.chosen = -1;
    this.completions = [];
  }

  #left(): void {
    this.#end();
  }

  #empty(): void {
    this.#end();
    places.go({ query: '', like: 0, photo: 0 });
    this.#input.focus();
  }

  #choosePhoto(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#example')!.click();
  }

  #searchByPhoto(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) finder.findLike({ file, name: file.name });
    input.value = '';
  }
}

export type { SearchBox };

customElements.define('loupe-search-box', SearchBox);
