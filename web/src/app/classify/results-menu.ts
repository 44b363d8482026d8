// Takes the results away: copied or downloaded, as CSV or JSON. What writes them is loaded when the menu
// is opened.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { openHelp } from '../help/open-help';
import { queue } from '../photos/queue';
import type { ResultsFormat } from '../results/take-away';

const FORMATS: ResultsFormat[] = ['CSV', 'JSON'];

class ResultsMenu extends LitElement {
  static override properties = { open: { state: true }, words: { state: true } };
  declare open: boolean;
  declare words: string; // what was done, shown and spoken

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        position: relative;
      }
      @media (max-width: 30rem) {
        .menu {
          width: 2.75rem;
          padding: 0;
        }
        .menu span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      .panel {
        position: absolute;
        top: calc(100% + var(--space-1));
        right: 0;
        display: grid;
        width: max-content;
        min-width: 13rem;
        padding: var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 22%);
      }
      .panel button {
        justify-content: start;
        padding: 0 var(--space-3);
        font-weight: 500;
      }
      .panel p,
      .panel button.link {
        margin: var(--space-2) var(--space-3);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .panel button.link {
        padding: 0;
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.words = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pointerdown', this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pointerdown', this.#closeOutside);
  }

  protected override render() {
    return html`
      <div @keydown=${this.#keydown}>
        <button class="menu" aria-expanded=${this.open} aria-controls="panel" @click=${this.#toggle}>
          ${icons.share}<span>Results</span>
        </button>
        <div id="panel" class="panel" ?hidden=${!this.open}>
          ${FORMATS.map(
            (format) => html`
              <button class="plain" @click=${() => this.#copy(format)}>
                ${icons.copy}<span>Copy as ${format}</span>
              </button>
              <button class="plain" @click=${() => this.#download(format)}>
                ${icons.download}<span>Download ${format}</span>
              </button>
            `,
          )}
          ${this.words ? html`<p>${this.words}</p>` : nothing}
          <button class="link" @click=${() => openHelp('results')}>What the columns mean</button>
        </div>
        <span class="spoken" role="status">${this.words}</span>
      </div>
    `;
  }

  #toggle(): void {
    this.open = !this.open;
    this.words = '';
    if (this.open) void import('../results/take-away');
  }

  async #copy(format: ResultsFormat): Promise<void> {
    const { copyResults } = await import('../results/take-away');
    try {
      await copyResults(queue.state.photos, format);
      this.words = `Copied as ${format}`;
    } catch {
      this.words = 'The browser did not allow it. Download them instead.';
    }
  }

  async #download(format: ResultsFormat): Promise<void> {
    const { downloadResults } = await import('../results/take-away');
    this.words = `Saved as ${downloadResults(queue.state.photos, format)}`;
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.open) return;
    event.preventDefault(); // Escape does one thing at a time
    this.open = false;
    this.renderRoot.querySelector('button')!.focus();
  }

  #closeOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = false;
  };
}

customElements.define('loupe-results-menu', ResultsMenu);
