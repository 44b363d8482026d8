// Three pages of help in one dialog: where photos go and how to check it, what the keys do, and what the
// columns of the results mean.
import { LitElement, css, html, type TemplateResult } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';

export type HelpTopic = 'privacy' | 'keyboard' | 'results';

const COMMAND = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

const KEYS: [keys: string[], what: string][] = [
  [[COMMAND, 'O'], 'Choose photos'],
  [[COMMAND, 'V'], 'Paste a photo'],
  [['←', '→', '↑', '↓'], 'From photo to photo'],
  [['Enter'], 'A closer look at the photo'],
  [['Home', 'End'], 'First and last photo'],
  [['Delete'], 'Remove the photo'],
  [[COMMAND, 'Z'], 'Undo, in My classes'],
  [['Esc'], 'Stop reading, leave the camera'],
];

// The columns of the CSV, as results/csv.ts writes them.
const COLUMNS: [names: string[], what: string][] = [
  [['file'], 'The photo’s name, with its folders'],
  [['status'], 'done, failed, stopped, waiting or reading'],
  [
    ['tag', 'tag_probability'],
    'The most specific thing that is sure, and how sure: 0 to 1; empty if nothing is',
  ],
  [['tags'], 'All that is sure, most probable first, with semicolons between'],
  [['label_1', 'probability_1'], 'The most probable of the 1,000 labels; 2 to 5 follow'],
  [['decode_ms', 'resize_ms', 'network_ms'], 'What each step took, in milliseconds'],
  [['error_code', 'error'], 'Why a photo failed'],
];

class HelpDialog extends LitElement {
  static override properties = { topic: {} };
  declare topic: HelpTopic;

  static override styles = [
    shared,
    buttons,
    css`
      dialog {
        width: min(34rem, 100vw - 2rem);
        max-height: calc(100dvh - 2rem);
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(18 17 16 / 55%);
      }
      .top {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: var(--space-4);
        margin-bottom: var(--space-4);
      }
      h2 {
        font-size: var(--text-xl);
        line-height: 1.2;
        letter-spacing: -0.02em;
      }
      .top button {
        margin: -0.5rem -0.5rem 0 0;
      }
      ol {
        display: grid;
        gap: var(--space-4);
        margin-top: var(--space-4);
        counter-reset: step;
      }
      ol li {
        display: grid;
        grid-template-columns: 2rem 1fr;
        counter-increment: step;
      }
      ol li::before {
        content: counter(step);
        width: 1.5rem;
        height: 1.5rem;
        border-radius: 50%;
        background: var(--accent);
        color: var(--on-accent);
        font-size: var(--text-s);
        font-weight: 700;
        line-height: 1.5rem;
        text-align: center;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-3) var(--space-5);
        margin: 0;
      }
      dt {
        display: flex;
        gap: var(--space-1);
      }
      dd {
        margin: 0;
      }
      dl.columns {
        grid-template-columns: auto 1fr;
        font-size: var(--text-s);
      }
      .columns dt {
        flex-direction: column;
      }
      code {
        font-size: var(--text-s);
      }
      .note {
        margin-top: var(--space-4);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      kbd {
        min-width: 1.75rem;
        padding: 0 var(--space-2);
        border: 1px solid var(--line);
        border-bottom-width: 2px;
        border-radius: var(--radius-s);
        background: var(--paper);
        font: 600 var(--text-s) / 1.6rem var(--font);
        text-align: center;
      }
    `,
  ];

  constructor() {
    super();
    this.topic = 'privacy';
  }

  open(): void {
    this.renderRoot.querySelector('dialog')!.showModal();
  }

  protected override render() {
    const [title, body] = this.#page();
    return html`
      <dialog aria-labelledby="title" @click=${this.#closeOnBackdrop}>
        <div class="top">
          <h2 id="title">${title}</h2>
          <button class="plain icon" aria-label="Close" @click=${this.#close}>${icons.close}</button>
        </div>
        ${body}
      </dialog>
    `;
  }

  #page(): [title: string, body: TemplateResult] {
    if (this.topic === 'privacy') return ['No photo leaves this device', this.#privacy()];
    if (this.topic === 'keyboard') return ['Keyboard', this.#keyboard()];
    return ['What the columns mean', this.#columns()];
  }

  #privacy() {
    return html`
      <p>
        Photoloupe’s engine and its model are downloaded to you, once. Your photos are read by your own
        browser. There is no server that could receive them. You need not take our word for it:
      </p>
      <ol>
        <li>
          <span
            ><strong>Go offline.</strong> Switch the connection off and drop a photo. It still works.</span
          >
        </li>
        <li>
          <span
            ><strong>Watch the network.</strong> Open the browser’s developer tools (F12), choose Network,
            drop a photo. Nothing is sent.</span
          >
        </li>
        <li>
          <span
            ><strong>Read the rule.</strong> This page’s Content-Security-Policy lets it talk to the place
            that it came from and to nobody else. The browser enforces it.</span
          >
        </li>
      </ol>
    `;
  }

  #keyboard() {
    const row = ([keys, what]: (typeof KEYS)[number]) => html`
      <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
      <dd>${what}</dd>
    `;
    return html`<dl>${KEYS.map(row)}</dl>`;
  }

  #columns() {
    const row = ([names, what]: (typeof COLUMNS)[number]) => html`
      <dt>${names.map((name) => html`<code>${name}</code>`)}</dt>
      <dd>${what}</dd>
    `;
    return html`
      <dl class="columns">${COLUMNS.map(row)}</dl>
      <p class="note">
        JSON has the same under <code>file</code>, <code>status</code>, <code>tags</code>,
        <code>predictions</code>, <code>timings</code> and <code>error</code>. In CSV, a text that a
        spreadsheet would take for a formula has an apostrophe in front of it.
      </p>
    `;
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')!.close();
  }

  #closeOnBackdrop(event: MouseEvent): void {
    if (event.target instanceof HTMLDialogElement) this.#close();
  }
}

customElements.define('loupe-help-dialog', HelpDialog);

let dialog: HelpDialog | null = null;

export async function showHelp(topic: HelpTopic): Promise<void> {
  if (!dialog) {
    dialog = new HelpDialog();
    document.body.append(dialog);
  }
  dialog.topic = topic;
  await dialog.updateComplete;
  dialog.open();
}
