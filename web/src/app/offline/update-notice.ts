// Offers a new version of the page, which comes with a reload: when, is for the visitor to say.
import { LitElement, css, html, nothing } from 'lit';
import { buttons, shared } from '../dom/styles';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';
import { takeUpdate, update } from './registration';

class UpdateNotice extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      section {
        position: fixed;
        right: var(--gutter);
        bottom: max(var(--space-4), env(safe-area-inset-bottom));
        z-index: 8;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        max-width: calc(100% - 2 * var(--gutter));
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 22%);
      }
      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      div {
        display: flex;
        gap: var(--space-2);
        margin-inline-start: auto;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, update, queue);
  }

  protected override render() {
    if (!update.state.offered) return nothing;
    return html`
      <section role="status" class="no-print">
        <p>
          A new version is ready
          ${queue.state.photos.length > 0 ? html`<small>The photos here go with the reload</small>` : nothing}
        </p>
        <div>
          <button class="plain" @click=${() => update.update({ offered: false })}>Later</button>
          <button class="primary" @click=${takeUpdate}>Reload</button>
        </div>
      </section>
    `;
  }
}

customElements.define('loupe-update-notice', UpdateNotice);
