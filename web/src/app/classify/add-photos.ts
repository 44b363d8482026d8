// The three ways in that have a button: files, a folder, the camera.
import { LitElement, css, html } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { fromFileList } from '../photos/collect';
import { queue } from '../photos/queue';
import { openCamera } from '../webcam/camera-switch';

export class AddPhotos extends LitElement {
  static override properties = { compact: { type: Boolean } };
  declare compact: boolean;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      :host(:not([compact])) button {
        min-height: 3rem;
        padding: 0 1.25rem;
      }
      @media (max-width: 30rem) {
        :host(:not([compact])) button {
          flex: 1 1 auto;
        }
        :host(:not([compact])) .primary {
          flex-basis: 100%;
        }
        :host([compact]) .object {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 46rem) {
        :host([compact]) button {
          padding: 0 0.75rem;
        }
        :host([compact]) button:not(.primary) span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.compact = false;
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('button')!.focus());
  }

  choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#files')!.click();
  }

  protected override render() {
    return html`
      <button class="primary" @click=${this.choose}>
        ${icons.photos}<span>${this.compact ? 'Add' : 'Choose'} <span class="object">photos</span></span>
      </button>
      <button @click=${this.#chooseFolder}>${icons.folder}<span>Folder</span></button>
      <button @click=${openCamera}>${icons.camera}<span>Camera</span></button>
      <input
        id="files"
        type="file"
        accept="image/*,.heic,.heif,.avif,.psd,.tga,.ppm,.pgm,.pnm"
        multiple
        hidden
        aria-label="Photos"
        @change=${this.#picked}
      />
      <input id="folder" type="file" webkitdirectory hidden aria-label="Folder" @change=${this.#picked} />
    `;
  }

  #chooseFolder(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#folder')!.click();
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    queue.add(fromFileList(input.files ?? []));
    input.value = ''; // so that the same photo can be chosen again
  }
}

customElements.define('loupe-add-photos', AddPhotos);
