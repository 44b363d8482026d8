// Says that photos are read with the visitor's own model, and leads back to the standard one.
import { LitElement, css, html, nothing } from 'lit';
import { buttons, shared } from '../dom/styles';
import { engine } from '../engine/engine';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';

class ModelNotice extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        margin: 0 var(--gutter) var(--space-3);
        padding: var(--space-2) var(--space-4);
        border-inline-start: 0.375rem solid var(--accent);
        border-radius: var(--radius-s);
        background: var(--surface);
      }
      span {
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, engine);
  }

  protected override render() {
    const { own, model } = engine.state;
    if (!own || !model) return nothing;
    return html`<p>
      <span>
        Photos are read with your model <strong>${own}</strong>, which knows ${model.classNames.length}
        classes.
      </span>
      <button class="link" @click=${this.#back}>Use the standard model</button>
    </p>`;
  }

  #back(): void {
    queue.cancel();
    void engine.useStandard();
  }
}

customElements.define('loupe-model-notice', ModelNotice);
