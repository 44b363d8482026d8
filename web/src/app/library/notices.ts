// What was just done, for a while; and that the browser promises nothing, once.
import { LitElement, css, html, nothing } from 'lit';
import { keepFocus } from '../dom/focus';
import { buttons, shared } from '../dom/styles';
import { Watch } from '../state/store';
import { notice, silence } from './state/notice';
import { photoLibrary } from './state/photo-library';
import { selection } from './state/selection';

const TOLD = 'photoloupe-library-fleeting'; // whether it was said

class LibraryNotices extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      .toast {
        position: fixed;
        bottom: max(var(--space-4), env(safe-area-inset-bottom));
        left: 50%;
        z-index: 9;
        display: flex;
        gap: var(--space-3);
        align-items: center;
        width: max-content;
        max-width: calc(100vw - 2rem);
        padding: var(--space-3) var(--space-4);
        border: 1px solid transparent;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 28%);
        overflow-wrap: anywhere;
        translate: -50%;
      }
      .toast.above {
        bottom: 6.5rem;
      }
      .toast.trouble {
        background: var(--trouble-ground);
        border-color: var(--trouble);
        color: var(--trouble);
      }
      .toast button {
        border-color: currentcolor;
        background: none;
        color: inherit;
      }
      .fleeting {
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
    new Watch(this, notice, photoLibrary, selection);
  }

  protected override render() {
    const { words, trouble, undo } = notice.state;
    const above = selection.state.ids.size > 0;
    return html`
      ${this.#fleeting()}
      <div role="status">
        ${
          words
            ? html`<p class="toast ${trouble ? 'trouble' : ''} ${above ? 'above' : ''}" @click=${silence}>
                <span>${words}</span>
                ${undo ? html`<button @click=${() => this.#undo(undo)}>Undo</button>` : nothing}
              </p>`
            : nothing
        }
      </div>
    `;
  }

  #fleeting() {
    const { phase, persistent } = photoLibrary.state;
    if (phase !== 'open' || persistent || photoLibrary.isEmpty || localStorage.getItem(TOLD)) return nothing;
    return html`<p class="fleeting">
      <span>
        The browser keeps this library, but may clear it when the device runs out of room. Export the library
        itself to be safe.
      </span>
      <button class="link" @click=${this.#told}>All right</button>
    </p>`;
  }

  #undo(undo: () => void): void {
    keepFocus();
    undo();
  }

  #told(): void {
    keepFocus();
    localStorage.setItem(TOLD, 'yes');
    this.requestUpdate();
  }
}

customElements.define('loupe-library-notices', LibraryNotices);
