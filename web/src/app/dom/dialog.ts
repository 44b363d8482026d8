// A modal dialog: a heading, a way to close it, and what its kind puts below. It is on the page while it is open, and
// one is at a time; then the focus goes back to where it was.
import { LitElement, css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { rememberFocus } from './focus';
import { icons } from './icons';
import { buttons, shared } from './styles';

// `--width` is how wide it would like to be.
export abstract class Dialog extends LitElement {
  static #current: Dialog | null = null; // a key that is held down would open many

  static override styles: CSSResultGroup = [
    shared,
    buttons,
    css`
      dialog {
        width: min(var(--width, 42rem), 100vw - 2rem);
        max-height: calc(100dvh - 2rem);
        padding: var(--space-5);
        overscroll-behavior: contain; /* the page below stays where it is */
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(18 17 16 / 60%);
      }
      .head {
        display: flex;
        gap: var(--space-2);
        align-items: start;
        margin-bottom: var(--space-4);
      }
      .head div {
        flex: 1;
        min-width: 0;
      }
      .head .close {
        margin: -0.5rem -0.5rem 0 0;
      }
      h2 {
        font-size: var(--text-xl);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.02em;
        overflow-wrap: anywhere;
      }
      .note {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
    `,
  ];

  // Resolves when it is closed.
  async open(): Promise<void> {
    Dialog.#current?.close();
    Dialog.#current = this;
    const giveFocusBack = rememberFocus();
    document.body.append(this);
    await this.updateComplete;
    if (Dialog.#current === this) {
      const closed = new Promise((resolve) =>
        this.#dialog.addEventListener('close', resolve, { once: true }),
      );
      this.#dialog.showModal();
      await closed;
    }
    this.remove();
    if (Dialog.#current !== this) return;
    Dialog.#current = null;
    giveFocusBack();
  }

  close(): void {
    if (this.hasUpdated) this.#dialog.close();
  }

  protected abstract get heading(): string;

  // A line below the heading.
  protected get note(): string {
    return '';
  }

  // Beside the heading.
  protected actions(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected abstract content(): TemplateResult;

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="title" @click=${this.#closeOnBackdrop}>
        <div class="head">
          <div>
            <h2 id="title">${this.heading}</h2>
            ${this.note ? html`<p class="note">${this.note}</p>` : nothing}
          </div>
          ${this.actions()}
          <button class="plain icon close" aria-label="Close" @click=${this.close}>${icons.close}</button>
        </div>
        ${this.content()}
      </dialog>
    `;
  }

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  // The backdrop is the dialog's own, and so is its margin within.
  #closeOnBackdrop({ target, clientX: x, clientY: y }: MouseEvent): void {
    const { left, right, top, bottom } = this.#dialog.getBoundingClientRect();
    const isWithin = x >= left && x <= right && y >= top && y <= bottom;
    if (target === this.#dialog && !isWithin) this.close();
  }
}
