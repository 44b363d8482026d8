// The camera, live: what it sees is answered while photos are collected from it, by a button for each class.
import { LitElement, html, nothing } from 'lit';
import type { Classification } from '../../../client/types';
import { customProperties } from '../../dom/custom-properties';
import { icons } from '../../dom/icons';
import { fieldStyles } from '../../dom/panel-styles';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { Watch } from '../../state/store';
import { Camera } from '../../webcam/camera-controller';
import { readLive, type LiveResult } from '../../webcam/live-reading';
import { classBars, classBarStyles } from '../answer/class-bars';
import { learner } from '../learner/learner';
import { classNamed } from '../project/add-photos';
import { project } from '../project/project';
import { cameraStyles } from './camera-styles';
import { closeClassCamera } from './camera-switch';
import { CLOSEST, framing, shift, squareOf } from './framing';
import './record-button';
import { recorder, type BurstSettings } from './recorder';

const MANY = 9; // classes, from which on their buttons scroll: they would push each other out of the window
const WHEEL = 0.002; // zoom's growth for each pixel scrolled
const NOTHING_YET: Classification = Object.assign([], {
  tags: [],
  timings: { decode: 0, resize: 0, network: 0 },
});

class ClassCamera extends LitElement {
  static override properties = {
    live: { state: true },
    bursts: { state: true },
    settings: { state: true },
  };
  declare live: LiveResult | null;
  declare bursts: boolean; // or a button is held
  declare settings: BurstSettings;

  static override styles = [shared, buttons, fieldStyles, classBarStyles, cameraStyles];

  #camera = new Camera(this, (stream, signal) => this.#film(stream, signal));

  constructor() {
    super();
    this.live = null;
    this.bursts = false;
    this.settings = { countdown: 3, photos: 20, rate: 5 };
    new Watch(this, project, learner, recorder, framing);
  }

  // The button that opened it is gone; on a phone it opens below the classes.
  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.close')!.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'start' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    recorder.stop();
  }

  protected override render() {
    const { stream, trouble, cameras, isMirrored } = this.#camera;
    const { zoom, x, y } = framing.state;
    return html`
      <div class="picture">
        <div class="view ${isMirrored ? 'mirrored' : ''}" ?hidden=${!stream}>
          <video
            playsinline
            muted
            ${customProperties({ '--x': `${100 * x}%`, '--y': `${100 * y}%`, '--zoom': String(zoom) })}
            @pointerdown=${this.#grab}
            @pointermove=${this.#drag}
            @wheel=${this.#wheel}
          ></video>
        </div>
        ${
          trouble
            ? html`<div class="over" role="alert">
                ${icons.warning}<strong>${trouble.title}</strong>
                <p>${trouble.advice}</p>
                <button class="primary" @click=${this.#camera.start}>Try again</button>
              </div>`
            : stream
              ? nothing
              : html`<div class="over">
                  ${icons.camera}<strong>Waiting for the camera</strong>
                  <p>If the browser asks, allow it. What it films stays on this device.</p>
                </div>`
        }
        <div class="corner">
          ${
            cameras.length > 1
              ? html`<button
                  class="icon"
                  aria-label="Switch to the other camera"
                  @click=${() => this.#camera.flip()}
                >
                  ${icons.flip}
                </button>`
              : nothing
          }
          <button class="icon close" aria-label="Close the camera" @click=${closeClassCamera}>
            ${icons.close}
          </button>
        </div>
      </div>
      ${this.#answer()} ${stream && !project.isLocked ? this.#recording() : nothing}
      ${project.isLocked ? nothing : this.#options()}
    `;
  }

  #answer() {
    if (!this.live || this.live.result.length === 0)
      return html`<p class="hint">It answers as soon as a class has photos.</p>`;
    return html`${classBars(this.live.result, project.state.content.classes)}
      <p class="rate">${this.live.framesPerSecond.toFixed(0)} frames a second</p>`;
  }

  #recording() {
    const { classes } = project.state.content;
    const { classId, left } = recorder.state;
    const isMany = classes.length >= MANY;
    return html`
      <h3>${this.bursts ? 'Press to record a burst' : 'Hold to record'}</h3>
      <div class="record ${isMany ? 'many' : ''}">
        ${classes.map(
          (item) =>
            html`<loupe-record-button
              .item=${item}
              .size=${project.photosOf(item.id).length}
              ?recording=${classId === item.id}
              ?scrolls=${isMany}
              .left=${classId === item.id ? left : 0}
              @loupe-record=${() => this.#record(item.id)}
              @loupe-record-end=${this.#release}
            ></loupe-record-button>`,
        )}
        <button class="plain" @click=${() => classNamed('')}>Add a class</button>
      </div>
      <p class="hint" aria-hidden="true">${this.#counted()}</p>
      <p class="spoken" role="status">${this.#stage ?? this.#counted()}</p>
    `;
  }

  // There while the camera is switched too: what was opened stays open.
  #options() {
    return html`
      <details>
        <summary>How it records</summary>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.bursts}
            @change=${(event: Event) => (this.bursts = (event.target as HTMLInputElement).checked)}
          />
          A burst at a press, after a countdown
        </label>
        <div class="fields">
          ${this.#choice('Photos a second', 'rate', [1, 2, 5, 10])}
          ${this.bursts ? this.#choice('Photos', 'photos', [5, 10, 20, 50, 100]) : nothing}
          ${this.bursts ? this.#choice('Countdown, seconds', 'countdown', [0, 3, 5, 10]) : nothing}
        </div>
      </details>
      ${this.#framing()}
    `;
  }

  #framing() {
    const { zoom, x, y } = framing.state;
    return html`<details>
      <summary>Which part of the picture</summary>
      <div class="fields">
        ${this.#range('Closer', zoom, 1, CLOSEST, (value) => framing.update({ zoom: value }))}
        ${this.#range('Across', x, 0, 1, (value) => framing.update({ x: value }))}
        ${this.#range('Down', y, 0, 1, (value) => framing.update({ y: value }))}
      </div>
    </details>`;
  }

  #range(label: string, value: number, min: number, max: number, set: (value: number) => void) {
    return html`<label class="field">
      ${label}
      <input
        type="range"
        min=${min}
        max=${max}
        step="0.05"
        .value=${String(value)}
        @input=${(event: Event) => set(Number((event.target as HTMLInputElement).value))}
      />
    </label>`;
  }

  // What is read out meanwhile: not each photo.
  get #stage(): string | undefined {
    const { classId, left } = recorder.state;
    const recorded = project.state.content.classes.find(({ id }) => id === classId);
    return recorded && `“${recorded.name}” is recorded${left > 0 ? ` in ${left}` : ''}…`;
  }

  #counted(): string {
    const { taken, skipped, failed } = recorder.state;
    if (taken + skipped + failed === 0) return '';
    const still = skipped > 0 ? `; ${count(skipped, 'frame')} skipped, as nothing had changed` : '';
    const lost = failed > 0 ? `; ${count(failed, 'frame')} lost, as the browser could not save it` : '';
    return `${count(taken, 'photo')} kept${still}${lost}`;
  }

  #choice(label: string, key: keyof BurstSettings, values: readonly number[]) {
    return html`<label class="field">
      ${label}
      <select
        @change=${(event: Event) => {
          const value = Number((event.target as HTMLSelectElement).value);
          this.settings = { ...this.settings, [key]: value };
        }}
      >
        ${values.map(
          (value) => html`<option value=${value} ?selected=${value === this.settings[key]}>${value}</option>`,
        )}
      </select>
    </label>`;
  }

  #grab(event: PointerEvent): void {
    (event.target as HTMLElement).setPointerCapture(event.pointerId);
  }

  #drag(event: PointerEvent): void {
    if (!this.#video.hasPointerCapture(event.pointerId)) return;
    const { width, height } = this.renderRoot.querySelector('.view')!.getBoundingClientRect();
    const mirror = this.#camera.isMirrored ? -1 : 1;
    shift(this.#video, (-mirror * event.movementX) / width, -event.movementY / height);
  }

  // With Control, as browsers tell of two fingers that spread.
  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const zoom = framing.state.zoom * Math.exp(-event.deltaY * WHEEL);
    framing.update({ zoom: Math.min(CLOSEST, Math.max(1, zoom)) });
  }

  get #video(): HTMLVideoElement {
    return this.renderRoot.querySelector('video')!;
  }

  // A second press ends a burst.
  #record(classId: number): void {
    if (!this.bursts) recorder.hold(this.#video, classId, this.settings.rate);
    else if (recorder.state.classId === classId) recorder.stop();
    else recorder.burst(this.#video, classId, this.settings);
  }

  #release(): void {
    if (!this.bursts) recorder.stop();
  }

  async #film(stream: MediaStream, signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', this.#stopped, { once: true });
    await this.updateComplete;
    this.#video.srcObject = stream;
    await this.#video.play();
    await readLive(
      { classify: (_, options) => this.#look(options?.signal) },
      this.#video,
      signal,
      (live) => (this.live = live),
    );
  }

  // It was unplugged, or another one is asked for.
  #stopped = (): void => {
    recorder.stop();
    this.live = null;
  };

  // Photos may go while a frame is on its way: then there is nothing to say.
  async #look(signal?: AbortSignal): Promise<Classification> {
    if (!learner.canAnswer) return NOTHING_YET;
    const { left, top, side } = squareOf(this.#video);
    const picture = await createImageBitmap(this.#video, left, top, side, side);
    try {
      return await learner.classify(picture, signal);
    } catch (error) {
      if (learner.canAnswer) throw error;
      return NOTHING_YET;
    } finally {
      picture.close();
    }
  }
}

customElements.define('loupe-class-camera', ClassCamera);
