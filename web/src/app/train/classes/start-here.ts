// The invitation to train: what this does, and where to begin.
import { LitElement, css, html } from 'lit';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { addDigits } from '../project/digits';
import { project } from '../project/project';

// Fires `loupe-folder`, `loupe-archive`, and `loupe-problem` with what went wrong.
class StartHere extends LitElement {
  static override properties = { busy: { state: true } };
  declare busy: boolean;

  static override styles = [
    shared,
    buttons,
    css`
      section {
        display: grid;
        gap: var(--space-5);
        padding: clamp(var(--space-5), 6vw, var(--space-7));
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      h2 {
        max-width: 16ch;
        font-size: var(--text-display);
        font-weight: 800;
        line-height: 1.02;
        letter-spacing: -0.04em;
        text-wrap: balance;
      }
      h2 em {
        font-style: normal;
        text-decoration: underline 0.16em var(--accent);
        text-underline-offset: 0.08em;
        text-decoration-skip-ink: none;
      }
      p {
        max-width: 38rem;
        color: var(--ink-soft);
        font-size: var(--text-l);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
        gap: var(--space-4);
      }
      li {
        display: grid;
        gap: var(--space-2);
        align-content: start;
        justify-items: start;
        padding-top: var(--space-3);
        border-top: 3px solid var(--line);
      }
      li:first-child {
        border-color: var(--accent);
      }
      li p {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
    `,
  ];

  constructor() {
    super();
    this.busy = false;
  }

  protected override render() {
    return html`
      <section aria-labelledby="title">
        <h2 id="title">Teach it your own <em>classes</em></h2>
        <p>
          Give photos of each kind. A small network learns to tell them apart, from scratch, on this device,
          while you watch. Nothing is uploaded.
        </p>
        <ul role="list">
          <li>
            <button class="primary" @click=${() => this.#ask('loupe-folder')}>
              ${icons.folder}<span>Folder of folders</span>
            </button>
            <p>
              A folder for each class, or
              <button class="link" @click=${() => this.#ask('loupe-archive')}>a zip</button> of such. Or drop
              either anywhere.
            </p>
          </li>
          <li>
            <button @click=${this.#addTwo}>Name two classes</button>
            <p>Then add photos to each, from anywhere.</p>
          </li>
          <li>
            <button ?disabled=${this.busy} @click=${this.#addDigits}>
              ${this.busy ? 'Cutting the sheet…' : 'Handwritten digits'}
            </button>
            <p>No photos at hand? 1,797 tiny ones of ten digits, learned in seconds.</p>
          </li>
        </ul>
      </section>
    `;
  }

  #ask(what: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  #addTwo(): void {
    project.addClass();
    project.addClass();
  }

  async #addDigits(): Promise<void> {
    this.busy = true;
    try {
      await addDigits();
    } catch (error) {
      this.#ask('loupe-problem', (error as Error).message);
    }
    this.busy = false;
  }
}

customElements.define('loupe-start-here', StartHere);
