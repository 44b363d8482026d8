// The ways in as buttons: a folder, photos, a library's file. In the invitation each with what it does, later in a menu.
import { html } from 'lit';
import { icons } from '../../dom/icons';
import { Menu } from '../../dom/menu';
import { looksLikePhoto } from '../../photos/collect';
import { libraryIcons } from '../icons';
import { addFiles, addFolder, canRememberFolders, openLibraryFile } from './ways-in';

export class AddMenu extends Menu {
  // Opens the folder picker.
  chooseFolder(): void {
    if (canRememberFolders) void addFolder();
    else this.#input('folder').click();
  }

  choosePhotos(): void {
    this.#input('photos').click();
  }

  chooseLibrary(): void {
    this.#input('library').click();
  }

  protected override render() {
    return html`
      ${this.menu(
        html`${libraryIcons.plus}<span>Add</span>`,
        html`
          <button @click=${() => this.chooseFolder()}>${icons.folder}<span>A folder</span></button>
          <button @click=${() => this.choosePhotos()}>${icons.photos}<span>Photos</span></button>
          <button @click=${() => this.chooseLibrary()}>
            ${icons.download}<span>Open a library file</span>
          </button>
          <p>Or drop folders and photos anywhere. They stay where they are; nothing is uploaded.</p>
        `,
      )}
      <input type="file" id="folder" webkitdirectory hidden aria-label="Folder" @change=${this.#picked} />
      <input
        type="file"
        id="photos"
        accept="image/*,.heic,.heif,.avif,.psd,.tga,.ppm,.pgm,.pnm"
        multiple
        hidden
        aria-label="Photos"
        @change=${this.#picked}
      />
      <input
        type="file"
        id="library"
        accept=".sqlite,.sqlite3,.db"
        hidden
        aria-label="Library file"
        @change=${this.#opened}
      />
    `;
  }

  #input(id: string): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)!;
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // Out of a folder only what looks like a photo is taken; what somebody names is told what is wrong with it.
    if (files.length > 0) addFiles(input.id === 'folder' ? files.filter(looksLikePhoto) : files);
    input.value = '';
  }

  #opened(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) void openLibraryFile(file, file.name);
    input.value = '';
  }
}

customElements.define('loupe-library-add', AddMenu);
