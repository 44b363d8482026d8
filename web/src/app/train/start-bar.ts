// The one yellow button of the tab, always in reach, and why it cannot be pressed.
import { LitElement, css, html, nothing } from 'lit';
import { buttons, shared } from '../dom/styles';
import { count } from '../dom/words';
import { engine } from '../engine/engine';
import { Watch } from '../state/store';
import { obstacle } from './classes/advice';
import { network } from './network/network';
import { project } from './project/project';
import { run } from './run/run';
import { keptAside } from './run/train-options';
import { trainingSettings } from './settings/settings';

class StartBar extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        position: sticky;
        bottom: 0;
        z-index: 4;
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        margin: 0 calc(-1 * var(--gutter));
        padding: var(--space-3) var(--gutter) max(var(--space-3), env(safe-area-inset-bottom));
        border-block: 1px solid var(--line);
        background: var(--paper);
      }
      button {
        min-height: 3rem;
        padding: 0 var(--space-5);
      }
      p {
        flex: 1 1 16rem;
        color: var(--ink-soft);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, project, run, trainingSettings, network, engine);
  }

  protected override render() {
    if (run.isLocked) return nothing;
    const noEngine = engine.state.phase === 'failed' && !engine.loupe ? 'The engine could not start.' : '';
    const why = noEngine || obstacle(project.state) || network.state.problem;
    const { settings } = trainingSettings.state;
    const validated = keptAside(settings, project.state.photos.length);
    const plan =
      `${count(settings.epochs, 'epoch')} over ${count(project.state.photos.length - validated, 'photo')}` +
      (validated > 0 ? `; ${count(validated, 'photo')} kept aside to check it` : '; none kept aside');
    return html`
      <button class="primary" ?disabled=${Boolean(why)} @click=${this.#start}>
        ${run.state.result ? 'Train anew' : 'Start training'}
      </button>
      <p>${why || plan}</p>
    `;
  }

  #start(): void {
    void run.start();
    scrollTo({ top: 0 });
  }

  protected override updated(): void {
    this.hidden = run.isLocked;
  }
}

customElements.define('loupe-start-bar', StartBar);
