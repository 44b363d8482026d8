// Asks before something that cannot be undone.
import { LitElement, css, html } from 'lit';
import { buttons, shared } from '../../dom/styles';

export interface Question {
  title: string;
  words: string;
  action: string;
}

class ConfirmDialog extends LitElement {
  static override properties = { question: { state: true } };
  declare question: Question;

  static override styles = [
    shared,
    buttons,
    css`
      dialog {
        width: min(30rem, 100vw - 2rem);
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(18 17 16 / 60%);
      }
      h2 {
        margin-bottom: var(--space-2);
        font-size: var(--text-xl);
        line-height: 1.2;
        letter-spacing: -0.02em;
        overflow-wrap: anywhere;
      }
      p {
        color: var(--ink-soft);
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: end;
        margin-top: var(--space-5);
      }
    `,
  ];

  async ask(question: Question): Promise<boolean> {
    this.question = question;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog')!;
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    this.remove();
    return dialog.returnValue === 'yes';
  }

  protected override render() {
    const { title, words, action } = this.question;
    return html`<dialog aria-labelledby="title" @keydown=${(event: Event) => event.stopPropagation()}>
      <h2 id="title">${title}</h2>
      <p>${words}</p>
      <div>
        <button @click=${() => this.#close('no')}>Cancel</button>
        <button class="primary" @click=${() => this.#close('yes')}>${action}</button>
      </div>
    </dialog>`;
  }

  #close(answer: 'yes' | 'no'): void {
    this.renderRoot.querySelector('dialog')!.close(answer);
  }
}

customElements.define('loupe-confirm', ConfirmDialog);

export function confirmed(question: Question): Promise<boolean> {
  const dialog = new ConfirmDialog();
  dialog.question = question;
  document.body.append(dialog);
  return dialog.ask(question);
}
