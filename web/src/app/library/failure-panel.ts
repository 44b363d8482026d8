// The library cannot be had: why, and what can be done.
import { LitElement, css, html } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { engine } from '../engine/engine';
import { Watch } from '../state/store';
import { photoLibrary, type Failure } from './state/photo-library';

interface Words {
  title: string;
  words: string;
  action?: string;
  takeOver?: boolean;
  reload?: boolean; // of the page
}

const WORDS: Partial<Record<Failure, Words>> = {
  'open-elsewhere': {
    title: 'The library is open in another tab',
    words: 'Only one at a time can work on it.',
    action: 'Use it here',
    takeOver: true,
  },
  'taken-over': {
    title: 'The library is open in another tab now',
    words: 'Only one at a time can work on it. What was done here is kept.',
    action: 'Use it here',
    takeOver: true,
  },
  'newer-version': {
    title: 'A newer Photoloupe made this library',
    words: 'This page is older than it and leaves it alone. Reload the page to get the newest one.',
    action: 'Reload the page',
    reload: true,
  },
  damaged: {
    title: 'The library was damaged',
    words:
      'It has been put aside. Your photos are where they always were, and the tags that you gave are kept: begin again, and add your folders.',
    action: 'Begin again',
  },
  full: {
    title: 'There is no space left on this device',
    words: 'The library cannot be opened without some. Nothing of it is lost. Free some space and try again.',
    action: 'Try again',
  },
  unavailable: {
    title: 'This browser keeps no files here',
    words:
      'A library has to be kept somewhere. A private window keeps nothing, and some browsers cannot: use an ordinary window of a current Chrome, Edge, Firefox or Safari.',
    action: 'Try again',
  },
  'broken-down': {
    title: 'The library broke down',
    words: 'That is a fault of ours. What was done is kept; it starts anew.',
    action: 'Start it again',
  },
};

class FailurePanel extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        place-items: center;
        padding: var(--space-6) 0;
      }
      section {
        display: grid;
        gap: var(--space-4);
        justify-items: start;
        width: min(36rem, 100%);
        padding: clamp(var(--space-5), 4vw, var(--space-6));
        border-top: 3px solid var(--accent);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      h2 {
        font-size: var(--text-xl);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.02em;
        text-wrap: balance;
      }
      p {
        color: var(--ink-soft);
      }
      .detail::first-letter {
        text-transform: uppercase;
      }
      .detail {
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, photoLibrary);
  }

  protected override render() {
    const { failure, problem } = photoLibrary.state;
    const { title, words, action, takeOver, reload } = WORDS[failure ?? 'other'] ?? {
      title: problem?.title ?? 'The library cannot be opened',
      words: problem?.advice ?? '',
      action: 'Try again',
    };
    return html`<section role="alert">
      ${icons.warning}
      <h2>${title}</h2>
      <p>${words}</p>
      ${WORDS[failure ?? 'other'] ? '' : html`<p class="detail">${problem?.detail}</p>`}
      <button class="primary" @click=${() => (reload ? location.reload() : this.#again(takeOver === true))}>
        ${action}
      </button>
    </section>`;
  }

  async #again(takeOver: boolean): Promise<void> {
    if (!engine.loupe) await engine.start();
    await photoLibrary.open({ takeOver });
  }
}

customElements.define('loupe-library-failure', FailurePanel);
