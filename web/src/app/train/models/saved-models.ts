// The models kept on this device: to use, to take away, to remove; and the way in for one from elsewhere.
import { LitElement, css, html, nothing } from 'lit';
import { fileName } from '../../away/file-name';
import { download } from '../../charts/download';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { percent } from '../../dom/words';
import { engine } from '../../engine/engine';
import { megabytes } from '../../engine/engine-words';
import { problemFrom } from '../../engine/problem';
import { Watch } from '../../state/store';
import { panelStyles } from '../../dom/panel-styles';
import { run } from '../run/run';
import { offerUndo } from '../undo';
import { models, type SavedModel } from './model-store';
import { trainOn } from './train-on';
import { useInClassify } from './use-in-classify';

const NAMED = 6; // classes

class SavedModels extends LitElement {
  static override properties = { problem: { state: true } };
  declare problem: string;

  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: center;
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
      }
      .what {
        flex: 1 1 16rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
    `,
  ];

  constructor() {
    super();
    this.problem = '';
    new Watch(this, models, run);
    void models.open();
  }

  protected override render() {
    const saved = models.state.models;
    return html`
      <section class="panel" aria-labelledby="title">
        <div class="top">
          <h2 id="title">Your models</h2>
          <button @click=${this.#choose}>${icons.folder}<span>Import</span></button>
          <input type="file" accept=".safetensors" hidden aria-label="A model file" @change=${this.#picked} />
        </div>
        ${
          this.problem
            ? html`<p class="trouble" role="alert">${icons.warning}<span>${this.problem}</span></p>`
            : nothing
        }
        ${
          saved.length === 0
            ? html`<p class="note">
                None is saved yet. A model that you train or import is kept here, on this device.
              </p>`
            : html`<ul role="list">
                ${saved.map((model) => this.#row(model))}
              </ul>`
        }
      </section>
    `;
  }

  #row(model: SavedModel) {
    const { name, classNames, accuracy, savedAt, file } = model;
    const more = classNames.length - NAMED;
    const classes = classNames.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
    const facts = [
      classes,
      accuracy === null ? '' : `${percent(accuracy)} right`,
      `${megabytes(file.size)} MB`,
      new Date(savedAt).toLocaleDateString(),
    ];
    return html`<li>
      <div class="what"><strong>${name}</strong><small>${facts.filter(Boolean).join(' · ')}</small></div>
      <button aria-label="Use in Classify: ${name}" @click=${() => this.#use(model)}>Use in Classify</button>
      <button
        aria-label="Train on from ${name}"
        ?disabled=${run.isLocked}
        @click=${() => this.#try(() => trainOn(file, name))}
      >
        Train on
      </button>
      <button
        class="plain icon"
        aria-label="Export ${name}"
        title="Export"
        @click=${() => download(file, `${fileName(name)}.safetensors`)}
      >
        ${icons.download}
      </button>
      <button
        class="plain icon"
        aria-label="Delete ${name}"
        title="Delete"
        @click=${() => offerUndo(`“${name}” deleted`, models.remove(model.id))}
      >
        ${icons.close}
      </button>
    </li>`;
  }

  async #use({ file, name }: SavedModel): Promise<void> {
    await this.#try(() => useInClassify(file, name));
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')!.click();
  }

  async #picked(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) await this.#try(() => this.#import(file));
  }

  // A file that is no model is refused here, not when it is used.
  async #import(file: File): Promise<void> {
    const model = await engine.loupe!.load(file);
    const { classNames } = model;
    await model.dispose();
    const name = file.name.replace(/\.safetensors$/i, '');
    await models.save({ name, file, classNames, accuracy: null });
  }

  async #try(action: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await action();
    } catch (error) {
      const { title, detail } = problemFrom(error);
      this.problem = `${title}: ${detail}`;
    }
  }
}

customElements.define('loupe-saved-models', SavedModels);
