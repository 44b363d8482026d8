// That the browser promises nothing, once.
import { LitElement, css, html, nothing } from 'lit';
import { keepFocus } from '../dom/focus';
import { buttons, shared } from '../dom/styles';
import { recall, remember } from '../state/remembered';
import { Watch } from '../state/store';
import { photoLibrary } from './state/photo-library';

const TOLD = 'photoloupe-library-fleeting'; // whether it was said

class KeepingNote extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: contents;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      button.link {
        font-size: var(--text-s);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, photoLibrary);
  }

  protected override render() {
    const { phase, persistent } = photoLibrary.state;
    if (phase !== 'open' || persistent || photoLibrary.isEmpty || recall(TOLD)) return nothing;
    return html`<p>
      <span>
        The browser keeps this library, but may clear it when the device runs out of room. Export the library
        itself to be safe.
      </span>
      <button class="link" @click=${this.#told}>All right</button>
    </p>`;
  }

  #told(): void {
    keepFocus();
    remember(TOLD, 'yes');
    this.requestUpdate();
  }
}

customElements.define('loupe-keeping-note', KeepingNote);
