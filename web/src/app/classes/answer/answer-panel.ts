// Tries what was learned: on a photo that is dropped, chosen or pasted, or on what the camera sees. Always up to date,
// and says how long the last training took.
import { LitElement, css, html, nothing } from 'lit';
import { panelStyles } from '../../dom/panel-styles';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count, milliseconds } from '../../dom/words';
import { engine } from '../../engine/engine';
import { megabytes } from '../../engine/engine-words';
import { fromDrop, fromFileList } from '../../photos/collect';
import type { GivenPhoto } from '../../photos/photo';
import { Watch } from '../../state/store';
import { classCamera, openClassCamera } from '../camera/camera-switch';
import { learner } from '../learner/learner';
import { project } from '../project/project';
import { answerIn, classBars, classBarStyles } from './class-bars';
import { tried } from './tried';

export class AnswerPanel extends LitElement {
  static override properties = { over: { type: Boolean, reflect: true } };
  declare over: boolean;

  static override styles = [
    shared,
    buttons,
    panelStyles,
    classBarStyles,
    css`
      :host([over]) .panel {
        background: var(--highlight);
      }
      .panel {
        gap: var(--space-3);
      }
      .trained {
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      figure {
        position: relative;
        display: grid;
        place-items: center;
        overflow: hidden;
        border-radius: var(--radius-s);
        background: var(--sunken);
      }
      img {
        display: block;
        max-width: 100%;
        max-height: 16rem;
        object-fit: contain;
      }
      .answered {
        display: grid;
        gap: var(--space-2);
      }
      figure button {
        position: absolute;
        top: var(--space-1);
        right: var(--space-1);
        width: 2.25rem;
        min-height: 2.25rem;
      }
      .trouble {
        flex-wrap: wrap;
      }
      .trouble span {
        flex: 1 0 70%; /* beside the sign; the button comes below */
      }
      .actions button {
        flex: 1 1 auto;
      }
      .target {
        display: grid;
        place-items: center;
        min-height: 8rem;
        padding: var(--space-4);
        border: 2px dashed var(--line);
        border-radius: var(--radius-s);
        color: var(--ink-soft);
        text-align: center;
      }
    `,
  ];

  constructor() {
    super();
    this.over = false;
    new Watch(this, learner, project, tried, classCamera, engine);
    this.addEventListener('dragover', () => (this.over = true));
    this.addEventListener('dragleave', () => (this.over = false));
    this.addEventListener('drop', () => (this.over = false));
  }

  // Within the event.
  drop(transfer: DataTransfer): void {
    void firstOf(fromDrop(transfer)).then((photo) => photo && tried.use(photo.file, photo.name));
  }

  protected override render() {
    const { on } = classCamera.state;
    return html`<section class="panel" aria-labelledby="title">
      <div class="top">
        <h2 id="title">Try it</h2>
        <span class="trained">${this.#trained()}</span>
      </div>
      ${this.#trouble()} ${on ? html`<loupe-class-camera></loupe-class-camera>` : this.#photo()}
      <div class="actions">
        <button @click=${this.#choose}>${icons.photos}<span>Choose a photo</span></button>
        ${on ? nothing : html`<button @click=${openClassCamera}>${icons.camera}<span>Camera</span></button>`}
      </div>
      <input
        type="file"
        accept="image/*,.heic,.avif"
        hidden
        aria-label="A photo to try"
        @change=${this.#picked}
      />
    </section>`;
  }

  #photo() {
    const { url, name, result, problem } = tried.state;
    const { classes } = project.state.content;
    if (!url) return html`<p class="target">Choose or drop a photo to see what it is taken for</p>`;
    return html`
      <figure>
        <img src=${url} alt=${name} />
        <button class="icon" aria-label="Put the photo away" @click=${this.#putAway}>${icons.close}</button>
      </figure>
      <div class="answered">
        <p class="spoken" role="status">${result ? answerIn(result, classes) : ''}</p>
        ${
          problem
            ? html`<p class="trouble" role="alert">
                ${icons.warning}<span>${problem.title}. ${problem.advice}</span>
              </p>`
            : nothing
        }
        ${result ? classBars(result, classes) : nothing}
        ${problem || result ? nothing : html`<p class="note">${this.#waiting()}</p>`}
      </div>
    `;
  }

  #trained(): string {
    const { report, known, photos, phase, loaded, total } = learner.state;
    if (phase === 'starting')
      return total > 0 ? `Opening the network: ${megabytes(loaded)} of ${megabytes(total)} MB` : 'Starting…';
    const isWhole = (report?.answers.length ?? 0) >= photos;
    if (phase === 'ready' && !isWhole)
      return `Learning: ${known.toLocaleString('en')} of ${count(photos, 'photo')}`;
    return report ? `Trained in ${milliseconds(report.milliseconds)}` : '';
  }

  #waiting(): string {
    if (learner.state.phase === 'starting') return 'Starting…';
    if (learner.canAnswer || learner.state.photos > 0) return 'Looking…';
    return 'Give each class a photo or two first.';
  }

  #trouble() {
    const { problem } = learner.state;
    const fault = problem ?? (engine.loupe ? null : engine.state.problem);
    if (!fault) return nothing;
    return html`<div class="trouble" role="alert">
      ${icons.warning}<span>${fault.title}: ${fault.detail}</span>
      <button @click=${() => learner.restart()}>Try again</button>
    </div>`;
  }

  #putAway(): void {
    keepFocus();
    tried.clear();
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')!.click();
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [photo] = fromFileList(input.files ?? []);
    input.value = '';
    if (photo) tried.use(photo.file, photo.name);
  }
}

async function firstOf(batches: AsyncIterable<GivenPhoto[]>): Promise<GivenPhoto | undefined> {
  for await (const batch of batches) if (batch[0]) return batch[0];
  return undefined;
}

customElements.define('loupe-answer-panel', AnswerPanel);
