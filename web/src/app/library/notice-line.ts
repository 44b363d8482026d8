// What was just done, for a while, with the way to undo it, by Ctrl+Z too. It is the last of the page, or of the dialog
// that lies over the page: nothing below that can be read out or pressed.
import { LitElement, css, html, nothing } from 'lit';
import { keepFocus } from '../dom/focus';
import { buttons, shared } from '../dom/styles';
import { Watch } from '../state/store';
import { holdNotice, letNoticeGo, notice, silence } from './state/notice';

class NoticeLine extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
      }
      p {
        display: flex;
        gap: var(--space-3);
        align-items: center;
        width: fit-content;
        margin: 0 auto;
        padding: var(--space-3) var(--space-4);
        border: 1px solid transparent;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 28%);
        overflow-wrap: anywhere;
        pointer-events: auto;
      }
      p.trouble {
        background: var(--trouble-ground);
        border-color: var(--trouble);
        color: var(--trouble);
      }
      button {
        border-color: currentcolor;
        background: none;
        color: inherit;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, notice);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#keydown);
  }

  protected override render() {
    const { words, trouble, undo } = notice.state;
    return html`<div role="status">
      ${
        words
          ? html`<p
              class=${trouble ? 'trouble' : ''}
              @click=${silence}
              @pointerenter=${holdNotice}
              @pointerleave=${letNoticeGo}
              @focusin=${holdNotice}
              @focusout=${letNoticeGo}
            >
              <span>${words}</span>
              ${undo ? html`<button title="Undo (Ctrl+Z)" @click=${() => this.#undo(undo)}>Undo</button>` : nothing}
            </p>`
          : nothing
      }
    </div>`;
  }

  #undo(undo: () => void): void {
    keepFocus();
    undo();
  }

  #keydown = (event: KeyboardEvent): void => {
    const { undo } = notice.state;
    if (!undo || event.defaultPrevented || !this.checkVisibility() || isTyping(event)) return;
    if (event.key.toLowerCase() !== 'z' || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (dialogOf(event) !== this.closest('dialog')) return;
    event.preventDefault();
    this.#undo(undo);
  };
}

// A field that is empty has nothing of its own to undo.
function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement && target.value !== '' && target.type !== 'checkbox';
}

function dialogOf(event: Event): HTMLDialogElement | null {
  const dialog = event.composedPath().find((target) => target instanceof HTMLDialogElement);
  return dialog ?? null;
}

customElements.define('loupe-library-notice', NoticeLine);
