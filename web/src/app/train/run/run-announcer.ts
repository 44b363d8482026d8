// Tells screen readers of each epoch, and of the end.
import { LitElement, html } from 'lit';
import { shared } from '../../dom/styles';
import { percent } from '../../dom/words';
import { Watch } from '../../state/store';
import { run } from './run';

class RunAnnouncer extends LitElement {
  static override styles = shared;

  constructor() {
    super();
    new Watch(this, run);
  }

  protected override render() {
    return html`<p class="spoken" role="status" aria-live="polite">${this.#words()}</p>`;
  }

  #words(): string {
    const { phase, history, epochs, result } = run.state;
    if (phase === 'reading') return 'Reading the photos.';
    if (phase === 'paused') return 'Training is paused.';
    if (phase === 'kept') return 'Training is stopped and kept.';
    if (phase === 'none') return result ? 'Training is done.' : '';
    const last = history.at(-1);
    if (!last) return 'Training has begun.';
    const validated = last.valAccuracy === null ? '' : `, validation ${percent(last.valAccuracy)}`;
    return `Epoch ${last.epoch} of ${epochs}: accuracy ${percent(last.accuracy)}${validated}.`;
  }
}

customElements.define('loupe-run-announcer', RunAnnouncer);
