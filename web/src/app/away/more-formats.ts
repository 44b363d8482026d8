// The forms in which a model leaves the page, besides its own file: ONNX, a page of its own, and the HTML for a page
// that somebody has already. Tells by `begin` when one is asked for, and by `done` when one has been made.
import { LitElement, css, html, nothing } from 'lit';
import { download } from '../charts/download';
import { rememberFocus } from '../dom/focus';
import { buttons, shared } from '../dom/styles';
import { problemFrom } from '../engine/problem';
import { fileName } from './file-name';
import { onnxOf } from './onnx';

const SHOWN_LABELS = 5;

export class MoreFormats extends LitElement {
  static override properties = {
    model: { attribute: false },
    name: {},
    disabled: { type: Boolean },
    busy: { state: true },
    words: { state: true },
    problem: { state: true },
  };
  declare model: () => Promise<Blob>; // .safetensors
  declare name: string;
  declare disabled: boolean;
  declare busy: boolean;
  declare words: string;
  declare problem: string;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-1);
      }
      button {
        justify-content: start;
        border-color: transparent;
        white-space: normal;
        text-align: start;
      }
      p {
        padding: 0 var(--space-2);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .trouble {
        color: var(--trouble);
      }
    `,
  ];

  constructor() {
    super();
    this.name = 'model';
    this.disabled = false;
    this.busy = false;
    this.words = '';
    this.problem = '';
  }

  protected override render() {
    const off = this.disabled || this.busy;
    return html`
      <button type="button" ?disabled=${off} @click=${() => this.#do(this.#onnx)}>
        For other programs (.onnx)
      </button>
      <button type="button" ?disabled=${off} @click=${() => this.#do(this.#webPage)}>Web page (.zip)</button>
      <button type="button" ?disabled=${off} @click=${() => this.#do(this.#snippet)}>
        Copy HTML for your own page
      </button>
      <p role="status" ?hidden=${!this.words}>${this.words}</p>
      ${this.problem ? html`<p class="trouble" role="alert">${this.problem}</p>` : nothing}
    `;
  }

  #onnx = async (): Promise<void> => {
    const { name } = this; // of the model that is asked for now
    download(await onnxOf(await this.model()), `${fileName(name)}.onnx`);
    this.dispatchEvent(new Event('done'));
  };

  #webPage = async (): Promise<void> => {
    const { webPageZip } = await import('./web-page');
    const { name } = this;
    download(await webPageZip(await this.model(), name, SHOWN_LABELS), `${fileName(name)}-page.zip`);
    this.dispatchEvent(new Event('done'));
  };

  #snippet = async (): Promise<void> => {
    const { snippet } = await import('./web-page');
    const file = `${fileName(this.name)}.safetensors`;
    await navigator.clipboard.writeText(snippet(file, SHOWN_LABELS));
    this.words = `Copied. It needs ${file} and what else the web page’s zip holds beside it.`;
  };

  // What it said last.
  forget(): void {
    this.words = '';
    this.problem = '';
  }

  async #do(action: () => Promise<void>): Promise<void> {
    const giveFocusBack = rememberFocus(); // the button is off meanwhile
    this.busy = true;
    this.forget();
    this.dispatchEvent(new Event('begin'));
    try {
      await action();
    } catch (error) {
      const { title, detail } = problemFrom(error);
      this.problem = `${title}: ${detail}`;
    }
    this.busy = false;
    await this.updateComplete;
    giveFocusBack();
  }
}

customElements.define('loupe-more-formats', MoreFormats);
