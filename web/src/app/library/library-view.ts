// The Library tab: photos of one's own, found by what is in them. Owns the ways in that belong to no button: drop
// anywhere, paste, keys.
import { LitElement, html, nothing } from 'lit';
import { buttons, shared } from '../dom/styles';
import { Watch } from '../state/store';
import { removePhotos } from './changes';
import './collect/access-request';
import './collect/add-menu';
import type { AddMenu } from './collect/add-menu';
import './collect/drop';
import './collect/first-photos';
import './collect/folder-list';
import './collect/indexing-bar';
import './collect/invitation';
import type { LibraryInvitation } from './collect/invitation';
import './explore/tag-panel';
import './explore/timeline';
import './export-menu';
import './failure-panel';
import './grid/photo-grid';
import type { PhotoGrid } from './grid/photo-grid';
import './grid/scroll-date';
import './keeping-note';
import './notice-line';
import './photo/photo-view';
import './search/no-result';
import './search/result-line';
import type { ResultLine } from './search/result-line';
import './search/search-box';
import type { SearchBox } from './search/search-box';
import './select/selection-bar';
import { indexer } from './state/indexing';
import { photoLibrary } from './state/photo-library';
import { places } from './state/place';
import { finder } from './state/results';
import { selection } from './state/selection';
import { viewStyles } from './view-styles';

class LibraryView extends LitElement {
  static override properties = { hidden: { type: Boolean }, browsing: { state: true } };
  declare browsing: boolean; // on a phone: whether tags and folders are shown

  static override styles = [shared, buttons, viewStyles];

  constructor() {
    super();
    this.browsing = false;
    new Watch(this, photoLibrary, finder, indexer, places);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('paste', this.#paste);
    addEventListener('keydown', this.#keydown);
    photoLibrary.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('paste', this.#paste);
    removeEventListener('keydown', this.#keydown);
  }

  protected override render() {
    const { phase } = photoLibrary.state;
    return html`
      <h1 class="spoken">Library</h1>
      ${this.hidden || phase !== 'open' ? nothing : html`<loupe-library-drop></loupe-library-drop>`}
      ${phase === 'opening' ? this.#opening() : phase === 'failed' ? this.#failed() : this.#library()}
      <loupe-keeping-note></loupe-keeping-note>
      <div class="below">
        ${places.state.photo ? nothing : html`<loupe-library-notice></loupe-library-notice>`}
        <loupe-selection-bar
          @loupe-remove=${({ detail }: CustomEvent<number[]>) => this.#remove(detail)}
          @loupe-to-photos=${() => this.#grid?.focus()}
        ></loupe-selection-bar>
      </div>
    `;
  }

  #opening() {
    return html`<p class="opening" role="status">Opening your library…</p>`;
  }

  #failed() {
    return html`<loupe-library-failure></loupe-library-failure>`;
  }

  #library() {
    if (photoLibrary.isEmpty && indexer.state.phase === 'idle')
      return html`
        <loupe-indexing-bar></loupe-indexing-bar>
        <loupe-access-request></loupe-access-request>
        <loupe-library-invitation></loupe-library-invitation>
        <loupe-folder-list></loupe-folder-list>
      `;
    return html`
      <div class="search">
        <loupe-search-box @loupe-to-photos=${() => this.#grid?.focus()}></loupe-search-box>
        <div class="menus">
          <button class="browse" aria-expanded=${this.browsing} aria-controls="browse" @click=${this.#browse}>
            Tags and folders
          </button>
          <loupe-library-add></loupe-library-add>
          <loupe-library-export></loupe-library-export>
        </div>
      </div>
      <loupe-indexing-bar></loupe-indexing-bar>
      <loupe-access-request></loupe-access-request>
      <div class="columns">
        <aside id="browse" class=${this.browsing ? 'browsing' : ''} aria-label="Tags and folders">
          <loupe-tag-panel></loupe-tag-panel>
          <loupe-folder-list></loupe-folder-list>
        </aside>
        <div class="photos">
          ${photoLibrary.isEmpty ? html`<loupe-first-photos></loupe-first-photos>` : this.#photos()}
        </div>
      </div>
      <loupe-library-photo
        @loupe-closed=${({ detail }: CustomEvent<number>) => this.#grid?.focusPhoto(detail)}
      ></loupe-library-photo>
    `;
  }

  #photos() {
    return html`
      <loupe-timeline></loupe-timeline>
      <loupe-result-line></loupe-result-line>
      ${
        finder.state.rows?.length === 0
          ? html`<loupe-no-result @click=${() => this.#resultLine?.focus()}></loupe-no-result>`
          : html`<loupe-scroll-date .first=${() => this.#grid?.first ?? -1}></loupe-scroll-date>
              <loupe-library-grid
                @loupe-remove=${({ detail }: CustomEvent<number[]>) => this.#remove(detail)}
              ></loupe-library-grid>`
      }
    `;
  }

  async #remove(photos: number[]): Promise<void> {
    if (await removePhotos(photos)) this.#grid?.focus();
  }

  get #resultLine(): ResultLine | null {
    return this.renderRoot.querySelector('loupe-result-line');
  }

  get #grid(): PhotoGrid | null {
    return this.renderRoot.querySelector('loupe-library-grid');
  }

  #browse(): void {
    this.browsing = !this.browsing;
  }

  // A photo in the clipboard is one to search by.
  #paste = (event: ClipboardEvent): void => {
    const [file] = event.clipboardData?.files ?? [];
    if (this.hidden || !file || photoLibrary.state.phase !== 'open' || photoLibrary.isEmpty) return;
    event.preventDefault();
    finder.findLike({ file, name: file.name });
  };

  #keydown = (event: KeyboardEvent): void => {
    if (this.hidden || event.defaultPrevented || isTyping(event) || isInDialog(event)) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === '/' && !command) this.#searchBox?.focus();
    else if (event.key.toLowerCase() === 'o' && command) this.#ways?.choosePhotos();
    else if (event.key.toLowerCase() === 'a' && command) selection.all();
    else if (event.key === 'Delete' && selection.state.ids.size > 0) void this.#remove(selection.list);
    else if (event.key === 'Escape' && selection.state.ids.size > 0) selection.clear();
    else return;
    event.preventDefault();
  };

  get #ways(): AddMenu | LibraryInvitation | null {
    return this.renderRoot.querySelector<AddMenu | LibraryInvitation>(
      'loupe-library-add, loupe-library-invitation',
    );
  }

  get #searchBox(): SearchBox | null {
    return this.renderRoot.querySelector('loupe-search-box');
  }
}

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}

function isInDialog(event: Event): boolean {
  return event.composedPath().some((target) => target instanceof HTMLDialogElement);
}

customElements.define('loupe-library-view', LibraryView);
