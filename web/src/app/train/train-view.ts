// The Train tab, from top to bottom: what is under way or came of it, the classes, the network, how it is to
// learn, and the models that were saved. Photos can be dropped anywhere, or on a class.
import { LitElement, css, html, nothing } from 'lit';
import { shared } from '../dom/styles';
import { fromDrop } from '../photos/collect';
import { Watch } from '../state/store';
import { ClassCard } from './classes/class-card';
import './classes/class-panel';
import './models/saved-models';
import { TRAIN_ON } from './models/train-on';
import type { NetworkPanel } from './network/network-panel';
import './network/network-panel';
import { starting } from './network/starting-model';
import './notices';
import { addPhotos } from './project/add-photos';
import { project } from './project/project';
import { run } from './run/run';
import './run/run-panel';
import './settings/settings-panel';
import { trainingSettings } from './settings/settings';
import './start-bar';

class TrainView extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-5);
        min-width: 0;
        padding: var(--space-2) var(--gutter) var(--space-6);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, project, run);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('dragover', this.#allow);
    addEventListener('drop', this.#drop);
    addEventListener(TRAIN_ON, this.#revealNetwork);
    void project.open();
    void run.open();
    void trainingSettings.open();
    void starting.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('dragover', this.#allow);
    removeEventListener('drop', this.#drop);
    removeEventListener(TRAIN_ON, this.#revealNetwork);
  }

  protected override render() {
    const hasClasses = project.state.classes.length > 0;
    const { phase, result, problem, opened } = run.state;
    const hasRun = phase !== 'none' || result !== null || problem !== null;
    if (!opened || !project.state.opened) return html`<h1 class="spoken">Train</h1>`;
    return html`
      <h1 class="spoken">Train</h1>
      <loupe-train-notices></loupe-train-notices>
      ${hasRun ? html`<loupe-run-panel></loupe-run-panel>` : nothing}
      <loupe-class-panel @loupe-adding=${this.#adding}></loupe-class-panel>
      ${
        hasClasses
          ? html`
              <loupe-network-panel></loupe-network-panel>
              <loupe-settings-panel></loupe-settings-panel>
              <loupe-start-bar></loupe-start-bar>
            `
          : nothing
      }
      <loupe-saved-models></loupe-saved-models>
    `;
  }

  #adding({ detail }: CustomEvent<Promise<void>>): void {
    void this.renderRoot.querySelector('loupe-class-panel')!.take(detail);
  }

  #revealNetwork = (): void => {
    this.renderRoot.querySelector<NetworkPanel>('loupe-network-panel')?.reveal();
  };

  #allow = (event: DragEvent): void => {
    if (this.hidden || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = run.isLocked ? 'none' : 'copy';
  };

  #drop = (event: DragEvent): void => {
    if (this.hidden || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (run.isLocked) return;
    const card = event.composedPath().find((target) => target instanceof ClassCard);
    const adding = addPhotos(fromDrop(event.dataTransfer), card?.item ?? null);
    void this.renderRoot.querySelector('loupe-class-panel')!.take(adding);
  };
}

customElements.define('loupe-train-view', TrainView);
