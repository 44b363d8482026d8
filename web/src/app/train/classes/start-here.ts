// The invitation to train: what this does, and where to begin.
import { LitElement, html } from 'lit';
import { icons } from '../../dom/icons';
import { invitationStyles } from '../../dom/invitation-styles';
import { buttons, shared } from '../../dom/styles';
import { addDigits } from '../project/digits';
import { project } from '../project/project';

// Fires `loupe-folder`, `loupe-archive`, and `loupe-problem` with what went wrong.
class StartHere extends LitElement {
  static override properties = { busy: { state: true } };
  declare busy: boolean;

  static override styles = [shared, buttons, invitationStyles];

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
              ${icons.folder}<span>A folder for each class</span>
            </button>
            <p>
              Choose the folder that holds them, or
              <button class="link" @click=${() => this.#ask('loupe-archive')}>a zip file</button> of it. Or
              drop either anywhere.
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
