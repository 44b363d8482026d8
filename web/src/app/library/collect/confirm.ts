// Asks before something that cannot be undone.
import { css, html, type TemplateResult } from 'lit';
import { Dialog } from '../../dom/dialog';

export interface Question {
  title: string;
  words: string;
  action: string;
}

class ConfirmDialog extends Dialog {
  static override styles = [
    Dialog.styles,
    css`
      :host {
        --width: 30rem;
      }
      p {
        color: var(--ink-soft);
      }
      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: end;
        margin-top: var(--space-5);
      }
    `,
  ];

  readonly #question: Question;
  #agreed = false;

  constructor(question: Question) {
    super();
    this.#question = question;
  }

  async ask(): Promise<boolean> {
    await this.open();
    return this.#agreed;
  }

  protected override get heading(): string {
    return this.#question.title;
  }

  protected override content(): TemplateResult {
    return html`
      <p>${this.#question.words}</p>
      <div class="answers">
        <button autofocus @click=${this.close}>Cancel</button>
        <button class="primary" @click=${this.#agree}>${this.#question.action}</button>
      </div>
    `;
  }

  #agree(): void {
    this.#agreed = true;
    this.close();
  }
}

customElements.define('loupe-confirm', ConfirmDialog);

export function confirmed(question: Question): Promise<boolean> {
  return new ConfirmDialog(question).ask();
}
