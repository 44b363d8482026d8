// One photo large: itself where its file can be opened, what is in it, what its camera wrote, what looks like it. The
// arrow keys go on to its neighbours among what was found.
import { LitElement, html, nothing } from 'lit';
import type { LibraryPhoto, PhotoTable } from '../../../client/library/types';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { largePhotoStyles } from '../../dom/large-photo-styles';
import { buttons, shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { removePhotos } from '../changes';
import { thumbnails, type Thumbnail } from '../grid/thumbnails';
import { photoLibrary } from '../state/photo-library';
import '../notice-line';
import { places } from '../state/place';
import { shown } from '../state/shown';
import './photo-facts';
import './photo-tags';
import { photoViewStyles } from './photo-view-styles';
import './similar-strip';
import './zoomable';
import type { Zoomable } from './zoomable';

type Original = 'opening' | 'there' | 'unseen' | 'ask' | 'away';

class PhotoView extends LitElement {
  static override properties = {
    photo: { state: true },
    thumbnail: { state: true },
    original: { state: true },
  };
  declare photo: LibraryPhoto | null;
  declare thumbnail: Thumbnail | null;
  declare original: Original;

  static override styles = [shared, buttons, largePhotoStyles, photoViewStyles];

  #id = 0;
  #url = '';
  #shownLast = 0; // id
  #table: PhotoTable | null = null; // of which the photo is
  #endings: (() => void)[] = [];

  constructor() {
    super();
    this.photo = null;
    this.thumbnail = null;
    this.original = 'opening';
    new Watch(this, shown, photoLibrary, places);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#endings = [
      places.subscribe(() => this.#follow()),
      photoLibrary.subscribe(() => this.#keepUpToDate()),
    ];
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#endings) end();
    this.#forgetOriginal();
  }

  protected override render() {
    const index = shown.indexOf(this.#id);
    const { length } = shown.state.rows;
    return html`
      <dialog
        aria-labelledby="title"
        @keydown=${this.#keydown}
        @cancel=${this.#cancel}
        @close=${this.#closed}
      >
        <div class="frame">
          <div class="picture">
            <loupe-zoomable
              .src=${this.#url || this.thumbnail?.url || ''}
              @loupe-unseen=${this.#unseen}
              @loupe-swiped=${({ detail }: CustomEvent<number>) => this.#step(detail)}
            ></loupe-zoomable>
            <div class="below">
              ${places.state.photo ? html`<loupe-library-notice></loupe-library-notice>` : nothing}
              ${this.#why()}
            </div>
          </div>
          <div class="side">
            <div class="top">
              <span
                >${index >= 0 ? `${(index + 1).toLocaleString('en')} of ${length.toLocaleString('en')}` : ''}</span
              >
              <button
                class="plain icon"
                aria-label="Previous photo"
                aria-disabled=${index <= 0}
                @click=${() => this.#step(-1)}
              >
                ${icons.previous}
              </button>
              <button
                class="plain icon"
                aria-label="Next photo"
                aria-disabled=${index < 0 || index + 1 >= length}
                @click=${() => this.#step(1)}
              >
                ${icons.next}
              </button>
              <button class="plain icon" aria-label="Close" @click=${() => this.#dialog.close()}>
                ${icons.close}
              </button>
            </div>
            <h2 id="title">${this.photo?.file.split('/').at(-1) ?? 'Photo'}</h2>
            ${
              this.photo
                ? html`
                    <loupe-photo-tags .photo=${this.photo}></loupe-photo-tags>
                    <loupe-similar-strip .photo=${this.photo}></loupe-similar-strip>
                    <loupe-photo-facts .photo=${this.photo}></loupe-photo-facts>
                  `
                : nothing
            }
          </div>
        </div>
      </dialog>
    `;
  }

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  get #zoomable(): Zoomable {
    return this.renderRoot.querySelector('loupe-zoomable')!;
  }

  // Why a small picture is shown large.
  #why() {
    if (this.original === 'ask')
      return html`<p class="why">
        Only the thumbnail: the browser wants your consent first.
        <button @click=${() => this.#open({ ask: true })}>Allow access to the photo</button>
      </p>`;
    if (this.original === 'away')
      return html`<p class="why">
        Only the thumbnail: the page can no longer open the file. Add its folder again to see it large.
      </p>`;
    if (this.original === 'unseen')
      return html`<p class="why">Only the thumbnail: the browser cannot show this kind of file.</p>`;
    return nothing;
  }

  // What the address says is shown.
  #follow(): void {
    const { photo } = places.state;
    if (photo === this.#id) return;
    this.#id = photo;
    void (photo ? this.#show(photo) : this.#hide());
  }

  async #show(id: number): Promise<void> {
    this.#shownLast = id;
    this.#forgetOriginal();
    this.photo = null;
    this.thumbnail = thumbnails.get(id) ?? null;
    await this.updateComplete;
    if (!this.#dialog.open) this.#dialog.showModal();
    const [isThere, [thumbnail]] = await Promise.all([
      this.#read(id),
      thumbnails.fetch([id]).catch(() => []),
    ]);
    if (!isThere || id !== this.#id) return;
    this.thumbnail = thumbnail ?? null;
    await this.#open();
  }

  // Tags come and go, and the photo itself may.
  #keepUpToDate(): void {
    const { table } = photoLibrary.state;
    if (!table || table === this.#table || !this.photo) return;
    void this.#read(this.#id);
  }

  // Whether it is there, and still the one that is looked at.
  async #read(id: number): Promise<boolean> {
    this.#table = photoLibrary.state.table;
    try {
      const photo = await photoLibrary.client.photo(id);
      if (id !== this.#id) return false;
      this.photo = photo;
      return true;
    } catch {
      if (id === this.#id) places.replace({ photo: 0 }); // a link to a photo that is gone
      return false;
    }
  }

  async #open({ ask = false } = {}): Promise<void> {
    const id = this.#id;
    const file = await photoLibrary.client.original(id, { ask }).catch(() => null);
    if (id !== this.#id) return;
    if (file) {
      this.#url = URL.createObjectURL(file);
      this.original = 'there';
      this.requestUpdate();
    } else {
      const askable = photoLibrary.state.folders.some(({ access }) => access === 'ask');
      this.original = askable && !ask ? 'ask' : 'away';
    }
  }

  #unseen(): void {
    if (this.original !== 'there') return;
    this.#forgetOriginal();
    this.original = 'unseen';
  }

  #forgetOriginal(): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = '';
    this.original = 'opening';
  }

  #hide(): void {
    this.#forgetOriginal();
    if (this.hasUpdated && this.#dialog.open) this.#dialog.close();
  }

  // Closing goes by the address too, so that the back button closes it.
  #cancel(event: Event): void {
    event.preventDefault();
    this.#dialog.close();
  }

  #closed(): void {
    places.closePhoto();
    this.dispatchEvent(new CustomEvent('loupe-closed', { detail: this.#shownLast }));
  }

  #step(by: number): void {
    const index = shown.indexOf(this.#id) + by;
    if (index < 0 || index >= shown.state.rows.length) return;
    keepFocus(); // it may be on something of this photo
    places.replace({ photo: shown.idAt(index) });
  }

  // Then the one after it is looked at, or the one before.
  async #remove(): Promise<void> {
    const id = this.#id;
    const index = shown.indexOf(id);
    const next = shown.idAt(index + 1) || shown.idAt(index - 1);
    if (await removePhotos([id])) places.replace({ photo: next });
  }

  #keydown(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
    const step = steps[event.key];
    if (step) this.#step(step);
    else if (event.key === 'Delete') void this.#remove();
    else if (!this.#zoomable.key(event.key)) return;
    event.preventDefault();
  }
}

customElements.define('loupe-library-photo', PhotoView);
