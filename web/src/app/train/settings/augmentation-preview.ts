// One photo of the project as training would see it, eight times, each time anew.
import { LitElement, css, html } from 'lit';
import type { AugmentOptions } from '../../../client/training/types';
import { buttons, shared } from '../../dom/styles';
import { engine } from '../../engine/engine';
import { problemFrom } from '../../engine/problem';
import { Watch } from '../../state/store';
import { project, type ProjectPhoto } from '../project/project';
import { trainingSettings } from './settings';

const SHOWN = 8;
const WAIT = 200; // milliseconds; while a slider moves, nothing is made

class AugmentationPreview extends LitElement {
  static override properties = { problem: { state: true } };
  declare problem: string;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }
      .sheet {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 2px;
        overflow: hidden;
        border-radius: var(--radius-s);
      }
      canvas {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        background: var(--sunken);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
      }
      p {
        font-size: var(--text-s);
      }
    `,
  ];

  #at = 0; // the photo among the project's
  #timer = 0;
  #made = ''; // what is shown

  constructor() {
    super();
    this.problem = '';
    new Watch(this, trainingSettings, project);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#made = '';
  }

  protected override render() {
    return html`
      <div class="sheet" role="img" aria-label="The same photo, augmented ${SHOWN} times">
        ${Array.from({ length: SHOWN }, () => html`<canvas></canvas>`)}
      </div>
      <div class="actions">
        <button class="link" @click=${this.#again}>Again</button>
        <button class="link" @click=${this.#another}>Another photo</button>
        ${this.problem ? html`<p>${this.problem}</p>` : ''}
      </div>
    `;
  }

  protected override updated(): void {
    const photo = this.#photo;
    const { augment, imageSize } = trainingSettings.state.settings;
    if (!photo || !augment) return;
    const key = JSON.stringify([photo.id, augment, imageSize]);
    if (key === this.#made) return;
    this.#made = key;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#make(photo, augment, imageSize), WAIT);
  }

  get #photo(): ProjectPhoto | undefined {
    const { photos } = project.state;
    return photos[this.#at % Math.max(1, photos.length)];
  }

  #again(): void {
    this.#made = '';
    this.requestUpdate();
  }

  // A large prime's step, so that it comes from all over the classes.
  #another(): void {
    this.#at += 7919;
    this.#again();
  }

  async #make(photo: ProjectPhoto, augment: AugmentOptions, imageSize: number): Promise<void> {
    try {
      const pictures = await engine.loupe!.previewAugmentation(
        photo.file,
        { augment, imageSize: [imageSize, imageSize] },
        SHOWN,
      );
      this.problem = '';
      const canvases = this.renderRoot.querySelectorAll('canvas');
      pictures.forEach((picture, index) => {
        const canvas = canvases[index]!;
        canvas.width = picture.width;
        canvas.height = picture.height;
        canvas.getContext('2d')!.putImageData(picture, 0, 0);
      });
    } catch (error) {
      this.problem = problemFrom(error).detail;
    }
  }
}

customElements.define('loupe-augmentation-preview', AugmentationPreview);
