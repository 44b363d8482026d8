// The quiet end of the page: help, and which version this is.
import { LitElement, css, html } from 'lit';
import { buttons, shared } from '../dom/styles';
import { engine } from '../engine/engine';
import { openHelp } from '../help/open-help';
import { Watch } from '../state/store';

class Footer extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      footer {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-5);
        align-items: center;
        padding: var(--space-4) var(--gutter) max(var(--space-4), env(safe-area-inset-bottom));
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      span {
        margin-inline-start: auto;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, engine);
  }

  protected override render() {
    const version = engine.state.capabilities?.version;
    return html`
      <footer class="no-print">
        <button class="link" @click=${() => openHelp('privacy')}>Where your photos go: nowhere</button>
        <button class="link" @click=${() => openHelp('keyboard')}>Keyboard</button>
        <span>${version ? `Photoloupe ${version}` : 'Photoloupe'}</span>
      </footer>
    `;
  }
}

customElements.define('loupe-footer', Footer);
