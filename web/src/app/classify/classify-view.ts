// The Classify tab: an invitation while there is nothing, the photos once there are some, the camera
// when it is on. Owns the ways in that belong to no button: drop anywhere, paste, keys.
import { LitElement, css, html, nothing } from 'lit';
import { shared } from '../dom/styles';
import { camera } from '../webcam/camera-switch';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';
import './add-photos';
import type { AddPhotos } from './add-photos';
import './announcer';
import './drop-anywhere';
import './empty-state';
import './engine-notice';
import './model-notice';
import './photo-grid';
import './toolbar';

class ClassifyView extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
      }
      loupe-empty-state {
        flex: 1;
      }
    `,
  ];

  #shownBatch = 0;
  #hadFocus = false;

  constructor() {
    super();
    new Watch(this, queue, camera);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('paste', this.#paste);
    addEventListener('keydown', this.#keydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('paste', this.#paste);
    removeEventListener('keydown', this.#keydown);
  }

  protected override render() {
    const { photos } = queue.state;
    const filming = camera.state.on;
    return html`
      <h1 class="spoken">Classify photos</h1>
      <loupe-drop-anywhere></loupe-drop-anywhere>
      <loupe-announcer></loupe-announcer>
      <loupe-engine-notice></loupe-engine-notice>
      <loupe-model-notice></loupe-model-notice>
      ${filming ? html`<loupe-webcam></loupe-webcam>` : nothing}
      ${
        photos.length > 0
          ? html`<loupe-toolbar></loupe-toolbar><loupe-photo-grid></loupe-photo-grid>`
          : filming
            ? nothing
            : html`<loupe-empty-state></loupe-empty-state>`
      }
    `;
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  // New photos come in at the top: that is where to look. When what had the focus is gone, the ways in get it.
  protected override updated(): void {
    const { latestBatch } = queue.state;
    if (latestBatch !== this.#shownBatch) scrollTo({ top: 0 });
    this.#shownBatch = latestBatch;
    if (this.#hadFocus && !this.shadowRoot!.activeElement)
      void this.#waysIn?.updateComplete.then(() => this.#waysIn?.focus());
  }

  get #waysIn(): (AddPhotos & LitElement) | null {
    return this.renderRoot.querySelector('loupe-empty-state, loupe-toolbar');
  }

  #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    queue.add(files.map((file) => ({ name: file.name, file })));
  };

  #keydown = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 'o' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      event.preventDefault();
      this.#waysIn?.choose();
    }
    const inDialog = event.composedPath().some((target) => target instanceof HTMLDialogElement);
    if (event.key === 'Escape' && !event.defaultPrevented && !inDialog) {
      if (camera.state.on) camera.update({ on: false });
      else if (queue.state.running) queue.cancel();
    }
  };
}

customElements.define('loupe-classify-view', ClassifyView);
