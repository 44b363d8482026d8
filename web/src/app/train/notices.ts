// What the tab has to say beside its panels: that the device keeps nothing, and what can be undone.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { Watch } from '../state/store';
import { panelStyles } from '../dom/panel-styles';
import { keeping } from './project/keeping';
import { forgetUndo, undo } from './undo';

class TrainNotices extends LitElement {
  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      :host {
        display: contents;
      }
      [role='status'] {
        position: absolute;
      }
      .undo {
        position: fixed;
        bottom: 6rem; /* above the start bar */
        left: 50%;
        z-index: 8;
        display: flex;
        gap: var(--space-3);
        align-items: center;
        max-width: calc(100vw - 2rem);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 28%);
        translate: -50%;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, keeping, undo);
  }

  protected override render() {
    const { problem } = keeping.state;
    const { words, bringBack } = undo.state;
    return html`
      ${problem ? html`<p class="trouble" role="alert">${icons.warning}<span>${problem}</span></p>` : nothing}
      <div role="status">
        ${
          bringBack
            ? html`<div class="undo">
                <span>${words}</span>
                <button
                  class="primary"
                  @click=${() => {
                    bringBack();
                    forgetUndo();
                  }}
                >
                  Undo
                </button>
              </div>`
            : nothing
        }
      </div>
    `;
  }
}

customElements.define('loupe-train-notices', TrainNotices);
