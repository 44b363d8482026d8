// One line in the header: what the engine runs on, or how far its start is.
import { LitElement, css, html, nothing } from 'lit';
import { customProperties } from '../dom/custom-properties';
import { shared } from '../dom/styles';
import { engine } from '../engine/engine';
import { engineLine, loadingLine } from '../engine/engine-words';
import { connection } from '../offline/connection';
import { Watch } from '../state/store';

class EngineStatus extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      p {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-width: 0;
      }
      .words {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .lamp {
        flex: none;
        width: 0.6rem;
        height: 0.6rem;
        border: 2px solid var(--ink-soft);
        border-radius: 50%;
      }
      .ready .lamp {
        border-color: var(--accent-edge);
        background: var(--accent);
      }
      .failed {
        color: var(--trouble);
      }
      .failed .lamp {
        border-color: currentcolor;
        border-radius: 0;
      }
      .bar {
        flex: 0 1000 5rem; /* before the words */
        min-width: 1.5rem;
        height: 0.3125rem;
        overflow: hidden;
        border-radius: 1rem;
        background: var(--line);
      }
      .bar i {
        display: block;
        width: var(--share);
        height: 100%;
        background: var(--accent);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, engine, connection);
  }

  protected override render() {
    const { phase, loaded, total } = engine.state;
    const bar =
      phase === 'downloading' && total > 0
        ? html`<span class="bar"
            ><i ${customProperties({ '--share': `${(100 * loaded) / total}%` })}></i
          ></span>`
        : nothing;
    return html`<p class=${phase}>
      <span class="lamp"></span><span class="words" title=${this.#words()}>${this.#words()}</span>${bar}
    </p>`;
  }

  #words(): string {
    const { phase, capabilities } = engine.state;
    if (phase === 'failed') return 'The engine did not start';
    if (phase !== 'ready' || !capabilities) return loadingLine();
    return engineLine(capabilities) + (connection.state.online ? '' : ' · offline');
  }
}

customElements.define('loupe-engine-status', EngineStatus);
