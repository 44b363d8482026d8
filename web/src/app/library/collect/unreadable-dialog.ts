// What could not be read, and why.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { SkippedPhoto } from '../../../client/library/types';
import { Dialog } from '../../dom/dialog';
import { count } from '../../dom/words';
import { photoLibrary } from '../state/photo-library';

const A_TIME = 200; // files

class UnreadableDialog extends Dialog {
  static override styles = [
    Dialog.styles,
    css`
      :host {
        --width: 44rem;
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
      small::first-letter {
        text-transform: uppercase;
      }
    `,
  ];

  readonly #skipped: readonly SkippedPhoto[];

  constructor(skipped: readonly SkippedPhoto[]) {
    super();
    this.#skipped = skipped;
  }

  protected override get heading(): string {
    return `${count(this.#skipped.length, 'file')} could not be read`;
  }

  protected override content(): TemplateResult {
    const more = this.#skipped.length - A_TIME;
    return html`
      <ul role="list">
        ${this.#skipped.slice(0, A_TIME).map(({ file, reason }) => html`<li>${file}<small>${reason}</small></li>`)}
      </ul>
      ${more > 0 ? html`<p>And ${count(more, 'other')}.</p>` : nothing}
    `;
  }
}

customElements.define('loupe-unreadable', UnreadableDialog);

// Those given, or all that the library knows of.
export async function listUnreadable(given: readonly SkippedPhoto[]): Promise<void> {
  const skipped = given.length > 0 ? given : await photoLibrary.client.unreadable();
  await new UnreadableDialog(skipped).open();
}
