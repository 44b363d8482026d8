// Says that the engine did not start, why, and lets the visitor try again.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { engine } from '../engine/engine';
import { Watch } from '../state/store';

class EngineNotice extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3) var(--space-4);
        align-items: center;
        margin: var(--space-2) var(--gutter) var(--space-4);
        padding: var(--space-4);
        border: 1px solid var(--trouble);
        border-radius: var(--radius);
        background: var(--trouble-ground);
      }
      section > svg {
        color: var(--trouble);
      }
      div {
        flex: 1 1 18rem;
      }
      h2 {
        font-size: var(--text-l);
        line-height: 1.3;
      }
      small {
        display: block;
        margin-top: var(--space-1);
        color: var(--ink-soft);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, engine);
  }

  protected override render() {
    const { phase, problem } = engine.state;
    if (phase !== 'failed' || !problem) return nothing;
    return html`
      <section role="alert">
        ${icons.warning}
        <div>
          <h2>${problem.title}: the engine could not start</h2>
          <p>${problem.advice} Photos that you add wait for it.</p>
          <small>${problem.detail}</small>
        </div>
        <button class="primary" @click=${() => engine.start()}>Try again</button>
      </section>
    `;
  }
}

customElements.define('loupe-engine-notice', EngineNotice);
