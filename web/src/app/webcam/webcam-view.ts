// The camera, live: what it sees and how many frames a second are read; a press keeps a frame as a photo.
import { LitElement, html, nothing } from 'lit';
import { headline, headlineStyles } from '../classify/headline';
import { labelList, labelStyles } from '../classify/labels';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { engine } from '../engine/engine';
import { loadingLine } from '../engine/engine-words';
import { problemFrom } from '../engine/problem';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';
import { CameraTrouble, listCameras, openStream, UNPLUGGED, type CameraWish } from './camera-access';
import { camera } from './camera-switch';
import { readLive, type LiveResult } from './live-reading';
import { webcamStyles } from './webcam-styles';

const PHOTO_TYPE = 'image/jpeg';
const PHOTO_QUALITY = 0.92;

class Webcam extends LitElement {
  static override properties = {
    live: { state: true },
    trouble: { state: true },
    cameras: { state: true },
    stream: { state: true },
  };
  declare live: LiveResult | null;
  declare trouble: CameraTrouble | null;
  declare cameras: MediaDeviceInfo[];
  declare stream: MediaStream | null;

  static override styles = [shared, buttons, headlineStyles, labelStyles, webcamStyles];

  #wish: CameraWish = { facingMode: 'environment' };
  #end = new AbortController();

  constructor() {
    super();
    this.live = null;
    this.trouble = null;
    this.cameras = [];
    this.stream = null;
    new Watch(this, engine);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.close')!.focus();
  }

  protected override render() {
    return html`
      <section aria-label="Camera" class=${this.trouble ? 'troubled' : ''}>
        <div class="picture">
          <video
            class=${this.#isMirrored ? 'mirrored' : ''}
            playsinline
            muted
            ?hidden=${!this.stream}
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
            <button class="primary" ?disabled=${!this.stream} @click=${this.#capture}>
              ${icons.shutter}<span>Keep as photo</span>
            </button>
            ${this.#choice()}
          </div>
        </div>
      </section>
    `;
  }

  #overPicture() {
    if (this.trouble)
      return html`<div class="over" role="alert">
        ${icons.warning}
        <strong>${this.trouble.title}</strong>
        <p>${this.trouble.advice}</p>
        <button class="primary" @click=${this.#start}>Try again</button>
      </div>`;
    if (!this.stream)
      return html`<div class="over">
        ${icons.camera}
        <strong>Waiting for the camera</strong>
        <p>If the browser asks, allow it. What it films stays on this device.</p>
      </div>`;
    return nothing;
  }

  #seen() {
    if (this.live) return html`${headline(this.live.result.tags)}${labelList(this.live.result)}`;
    const words = this.trouble || !this.stream ? '' : loadingLine() || 'Reading…';
    return html`<p class="headline"><em>${words}</em></p>`;
  }

  #choice() {
    if (this.cameras.length < 2) return nothing;
    if (this.cameras.length === 2)
      return html`<button aria-label="Switch to the other camera" @click=${this.#flip}>
        ${icons.flip}<span>Switch</span>
      </button>`;
    return html`
      <select aria-label="Which camera" @change=${this.#choose}>
        ${this.cameras.map(
          ({ deviceId, label }, index) => html`
            <option value=${deviceId} ?selected=${deviceId === this.#deviceId}>
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

  get #settings(): MediaTrackSettings | undefined {
    return this.stream?.getVideoTracks()[0]?.getSettings();
  }

  get #deviceId(): string | undefined {
    return this.#settings?.deviceId;
  }

  // People expect to see themselves as in a mirror.
  get #isMirrored(): boolean {
    return this.#settings?.facingMode !== 'environment';
  }

  #start = async (): Promise<void> => {
    this.#stop();
    this.trouble = null;
    const { signal } = this.#end;
    try {
      const stream = await openStream(this.#wish);
      if (signal.aborted) return endStream(stream);
      await this.#film(stream, signal);
    } catch (error) {
      if (!signal.aborted) this.trouble = asTrouble(error);
    }
  };

  async #film(stream: MediaStream, signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => endStream(stream), { once: true });
    stream.getVideoTracks()[0]!.addEventListener('ended', () => this.#lose(UNPLUGGED));
    this.stream = stream;
    this.cameras = await listCameras();
    await this.updateComplete;
    this.#video.srcObject = stream;
    await this.#video.play();
    const model = await readyModel(signal);
    await readLive(model, this.#video, signal, (live) => (this.live = live));
  }

  #lose(trouble: CameraTrouble): void {
    this.#stop();
    this.trouble = trouble;
  }

  #stop(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.stream = null;
    this.live = null;
  }

  #flip(): void {
    const other = this.cameras.find(({ deviceId }) => deviceId !== this.#deviceId)!;
    this.#use(other.deviceId);
  }

  #choose(event: Event): void {
    this.#use((event.target as HTMLSelectElement).value);
  }

  #use(deviceId: string): void {
    this.#wish = { deviceId };
    void this.#start();
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

function endStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function asTrouble(error: unknown): CameraTrouble {
  if (error instanceof CameraTrouble) return error;
  const { title, advice } = problemFrom(error);
  return new CameraTrouble(title, advice);
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
