// The camera, live: what it sees and how many frames a second are read; a press keeps a frame as a photo.
import { LitElement, html, nothing } from 'lit';
import { headline, headlineStyles } from '../classify/headline';
import { labelList, labelStyles } from '../classify/labels';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { engine } from '../engine/engine';
import { loadingLine } from '../engine/engine-words';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';
import { Camera } from './camera-controller';
import { camera } from './camera-switch';
import { readLive, type LiveResult } from './live-reading';
import { webcamStyles } from './webcam-styles';

const PHOTO_TYPE = 'image/jpeg';
const PHOTO_QUALITY = 0.92;

class Webcam extends LitElement {
  static override properties = { live: { state: true } };
  declare live: LiveResult | null;

  static override styles = [shared, buttons, headlineStyles, labelStyles, webcamStyles];

  #camera = new Camera(this, (stream, signal) => this.#film(stream, signal));

  constructor() {
    super();
    this.live = null;
    new Watch(this, engine);
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.close')!.focus();
  }

  protected override render() {
    return html`
      <section aria-label="Camera" class=${this.#camera.trouble ? 'troubled' : ''}>
        <div class="picture">
          <video
            class=${this.#camera.isMirrored ? 'mirrored' : ''}
            playsinline
            muted
            ?hidden=${!this.#camera.stream}
          ></video>
          ${this.#overPicture()}
        </div>
        <div class="side">
          <div class="top">
            <h2>Camera</h2>
            ${this.live ? html`<span>${this.live.framesPerSecond.toFixed(0)} frames a second</span>` : nothing}
            <button class="plain icon close" aria-label="Close the camera" @click=${this.#close}>
              ${icons.close}
            </button>
          </div>
          <div class="seen">${this.#seen()}</div>
          <div class="controls">
            <button class="primary" ?disabled=${!this.#camera.stream} @click=${this.#capture}>
              ${icons.shutter}<span>Keep as photo</span>
            </button>
            ${this.#choice()}
          </div>
        </div>
      </section>
    `;
  }

  #overPicture() {
    if (this.#camera.trouble)
      return html`<div class="over" role="alert">
        ${icons.warning}
        <strong>${this.#camera.trouble.title}</strong>
        <p>${this.#camera.trouble.advice}</p>
        <button class="primary" @click=${this.#camera.start}>Try again</button>
      </div>`;
    if (!this.#camera.stream)
      return html`<div class="over">
        ${icons.camera}
        <strong>Waiting for the camera</strong>
        <p>If the browser asks, allow it. What it films stays on this device.</p>
      </div>`;
    return nothing;
  }

  #seen() {
    if (this.live) return html`${headline(this.live.result.tags)}${labelList(this.live.result)}`;
    const words = this.#camera.trouble || !this.#camera.stream ? '' : loadingLine() || 'Reading…';
    return html`<p class="headline"><em>${words}</em></p>`;
  }

  #choice() {
    if (this.#camera.cameras.length < 2) return nothing;
    if (this.#camera.cameras.length === 2)
      return html`<button aria-label="Switch to the other camera" @click=${() => this.#camera.flip()}>
        ${icons.flip}<span>Switch</span>
      </button>`;
    return html`
      <select aria-label="Which camera" @change=${this.#choose}>
        ${this.#camera.cameras.map(
          ({ deviceId, label }, index) => html`
            <option value=${deviceId} ?selected=${deviceId === this.#camera.deviceId}>
              ${label || `Camera ${index + 1}`}
            </option>
          `,
        )}
      </select>
    `;
  }

  get #video(): HTMLVideoElement {
    return this.renderRoot.querySelector('video')!;
  }

  async #film(stream: MediaStream, signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => (this.live = null), { once: true });
    await this.updateComplete;
    this.#video.srcObject = stream;
    await this.#video.play();
    const model = await readyModel(signal);
    await readLive(model, this.#video, signal, (live) => (this.live = live));
  }

  #choose(event: Event): void {
    this.#camera.use((event.target as HTMLSelectElement).value);
  }

  async #capture(): Promise<void> {
    const { videoWidth, videoHeight } = this.#video;
    const canvas = new OffscreenCanvas(videoWidth, videoHeight);
    canvas.getContext('2d')!.drawImage(this.#video, 0, 0);
    const file = await canvas.convertToBlob({ type: PHOTO_TYPE, quality: PHOTO_QUALITY });
    const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '-');
    queue.add([{ name: `camera-${time}.jpg`, file }]);
  }

  #close(): void {
    camera.update({ on: false });
  }
}

// The camera may be open before the engine is.
async function readyModel(signal: AbortSignal) {
  for (;;) {
    const { model } = engine.state;
    if (model) return model;
    await new Promise<void>((resolve, reject) => {
      const end = engine.subscribe(() => {
        end();
        resolve();
      });
      signal.addEventListener('abort', () => {
        end();
        reject(signal.reason as Error);
      });
    });
  }
}

customElements.define('loupe-webcam', Webcam);
