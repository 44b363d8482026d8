// What could not be read, and why.
import { LitElement, css, html, nothing } from 'lit';
import type { SkippedPhoto } from '../../../client/library/types';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { photoLibrary } from '../state/photo-library';

const A_TIME = 200; // files

class UnreadableDialog extends LitElement {
  static override properties = { skipped: { state: true } };
  declare skipped: readonly SkippedPhoto[];

  static override styles = [
    shared,
    buttons,
    css`
      dialog {
        width: min(44rem, 100vw - 2rem);
        max-height: calc(100dvh - 2rem);
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(18 17 16 / 60%);
      }
      .top {
        display: flex;
        gap: var(--space-4);
        align-items: start;
        justify-content: space-between;
        margin-bottom: var(--space-3);
      }
      h2 {
        font-size: var(--text-xl);
        line-height: 1.2;
        letter-spacing: -0.02em;
      }
      li {
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
    `,
  ];

  async open(skipped: readonly SkippedPhoto[]): Promise<void> {
    this.skipped = skipped;
    await this.updateComplete;
    this.#dialog.showModal();
    await new Promise((resolve) => this.#dialog.addEventListener('close', resolve, { once: true }));
    this.remove();
  }

  protected override render() {
    const more = this.skipped.length - A_TIME;
    return html`<dialog aria-labelledby="title" @click=${this.#closeOnBackdrop}>
      <div class="top">
        <h2 id="title">${count(this.skipped.length, 'file')} could not be read</h2>
        <button class="plain icon" aria-label="Close" @click=${() => this.#dialog.close()}>
          ${icons.close}
        </button>
      </div>
      <ul role="list">
        ${this.skipped.slice(0, A_TIME).map(({ file, reason }) => html`<li>${file}<small>${reason}</small></li>`)}
      </ul>
      ${more > 0 ? html`<p>And ${count(more, 'other')}.</p>` : nothing}
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  #closeOnBackdrop(event: MouseEvent): void {
    if (event.target instanceof HTMLDialogElement) this.#dialog.close();
  }
}

customElements.define('loupe-unreadable', UnreadableDialog);

// Those given, or all that the library knows of.
export async function listUnreadable(given: readonly SkippedPhoto[]): Promise<void> {
  const dialog = new UnreadableDialog();
  dialog.skipped = given.length > 0 ? given : await photoLibrary.client.unreadable();
  document.body.append(dialog);
  await dialog.open(dialog.skipped);
}
