// Three pages of help in one dialog: where photos go and how to check it, what the keys do, and what the
// columns of the results mean.
import { css, html, type TemplateResult } from 'lit';
import { Dialog } from '../dom/dialog';

export type HelpTopic = 'privacy' | 'keyboard' | 'results';

const TITLES: Record<HelpTopic, string> = {
  privacy: 'No photo leaves this device',
  keyboard: 'Keyboard',
  results: 'What the columns mean',
};

const COMMAND = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

const KEYS: [keys: string[], what: string][] = [
  [[COMMAND, 'O'], 'Choose photos'],
  [[COMMAND, 'V'], 'Paste a photo'],
  [['←', '→', '↑', '↓'], 'From photo to photo'],
  [['Enter'], 'A closer look at the photo'],
  [['Home', 'End'], 'First and last photo'],
  [['Delete'], 'Remove the photo'],
  [[COMMAND, 'Z'], 'Undo, in My classes and the Library; in My classes with Shift, redo'],
  [['/'], 'Search the Library'],
  [['Space'], 'Select the photo in the Library; Shift and an arrow key, more of them'],
  [[COMMAND, 'A'], 'Select all that were found in the Library'],
  [['+', '-', '0'], 'Nearer, farther, all of the photo'],
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

class HelpDialog extends Dialog {
  readonly #topic: HelpTopic;

  static override styles = [
    Dialog.styles,
    css`
      :host {
        --width: 34rem;
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

  constructor(topic: HelpTopic) {
    super();
    this.#topic = topic;
  }

  protected override get heading(): string {
    return TITLES[this.#topic];
  }

  protected override content(): TemplateResult {
    const contents = { privacy: this.#privacy, keyboard: this.#keyboard, results: this.#columns };
    return contents[this.#topic]();
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
}

customElements.define('loupe-help-dialog', HelpDialog);

export function showHelp(topic: HelpTopic): Promise<void> {
  return new HelpDialog(topic).open();
}
