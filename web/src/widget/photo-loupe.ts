// <photo-loupe>: a classifier on anybody's page, in two lines of HTML.
//
//   <script type="module" src="photo-loupe.js"></script>
//   <photo-loupe model="efficientnet-lite0" top="5"></photo-loupe>
//
// Attributes: `model`, the name of one that comes with the package or the URL of a model file; `top`, how many labels
// are shown; `threshold`, how probable (0 to 1) a label must be to be shown; `src`, the URL of a photo to begin with;
// `webcam`, whether the camera is offered; `lang`, of its words (en, de, fr, es), by default the page's.
// Events, which bubble: `loupe-ready` { name, classNames }; `loupe-result` { predictions, tags, unlike, live };
// `loupe-error` { code, message }. Parts: frame, stage, photo, side, headline, status, results, result, label,
// probability, bar, button. styles.ts has the custom properties.
//
// The engine is fetched when the element comes near what is seen of the page.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { PhotoloupeError, type Classification, type Model } from '../client/photoloupe';
import { fetchPhoto } from './fetch-photo';
import { openCamera, readFrames } from './live';
import { borrow, type Lease } from './models';
import { drawPreview } from './preview';
import { headlineOf, resultsOf, shownOf, type Limits } from './results';
import { styles } from './styles';
import type { LoupeError, LoupeReady, LoupeResult, PhotoLoupeElement } from './types';
import { wordsOf, type Words } from './words';

interface Told {
  'loupe-ready': LoupeReady;
  'loupe-result': LoupeResult;
  'loupe-error': LoupeError;
}

const DEFAULT_MODEL = 'efficientnet-lite0';
const DEFAULT_TOP = 5;
const NEAR = '300px'; // from what is seen of the page
const ANNOUNCED_EVERY = 3000; // milliseconds, of what a camera shows

type Subject = { kind: 'none' } | { kind: 'photo'; drawn: boolean } | { kind: 'camera'; stream: MediaStream };

export class PhotoLoupe extends LitElement implements PhotoLoupeElement {
  static override properties = {
    model: {},
    top: { type: Number },
    threshold: { type: Number },
    src: {},
    webcam: { type: Boolean },
    subject: { state: true },
    answer: { state: true },
    progress: { state: true },
    trouble: { state: true },
    busy: { state: true },
    dragging: { state: true },
  };
  declare model: string;
  declare top: number;
  declare threshold: number;
  declare src: string;
  declare webcam: boolean;
  declare protected subject: Subject;
  declare protected answer: Classification | null;
  declare protected progress: number | null; // 0 to 1, -1 while unknown; of the model
  declare protected trouble: string;
  declare protected busy: boolean;
  declare protected dragging: boolean;

  static override styles = styles;

  #lease: Lease | null = null;
  #begun = false;
  #photo: Blob | null = null;
  #asked = new AbortController(); // what is being looked at
  #again: (() => void) | null = null; // what failed
  #announced = { words: '', at: 0 };
  #near = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(),
    {
      rootMargin: NEAR,
    },
  );

  constructor() {
    super();
    this.model = DEFAULT_MODEL;
    this.top = DEFAULT_TOP;
    this.threshold = 0;
    this.src = '';
    this.webcam = false;
    this.subject = { kind: 'none' };
    this.answer = null;
    this.progress = null;
    this.trouble = '';
    this.busy = false;
    this.dragging = false;
    this.addEventListener('paste', this.#pasted);
    this.addEventListener('dragover', this.#draggedOver);
    this.addEventListener('dragleave', () => (this.dragging = false));
    this.addEventListener('drop', this.#dropped);
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#near.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near.disconnect();
    this.#begun = false;
    this.#stop();
    this.#release();
  }

  // Shows a photo and what is in it. Null when it could not be read, or another one came before it was.
  async classify(photo: Blob): Promise<Classification | null> {
    const signal = this.#turnTo();
    this.#photo = photo;
    this.subject = { kind: 'photo', drawn: false };
    let answer: Classification | null = null;
    await this.#trying(
      signal,
      () => void this.classify(photo),
      async () => {
        await this.updateComplete;
        const canvas = this.renderRoot.querySelector('canvas')!;
        const [drawn, model] = await Promise.all([drawPreview(photo, canvas), this.#loaded()]);
        if (signal.aborted) return;
        this.subject = { kind: 'photo', drawn };
        answer = await model.classify(photo, { topK: this.#topK, signal });
        this.#show(answer, false);
      },
    );
    return answer;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#begun) return;
    if (changed.has('src')) this.#photo = null;
    if (changed.has('model')) this.#release();
    if (changed.has('src') || changed.has('model')) this.#begin();
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`<section
      class="frame ${this.dragging ? 'dragging' : ''}"
      part="frame"
      aria-label=${words.photo}
      aria-busy=${this.busy}
    >
      <div class="stage" part="stage">${this.#stage(words)}</div>
      <div class="side" part="side">
        <div>${this.#said(words)}</div>
        <div class="buttons">${this.#buttons(words)}</div>
      </div>
      <p class="spoken" role="status">${this.#announcement(words)}</p>
      <input type="file" accept="image/*" hidden aria-label=${words.choose} @change=${this.#chosen} />
    </section>`;
  }

  #stage(words: Words): TemplateResult {
    if (this.subject.kind === 'camera')
      return html`<video
        part="photo"
        class=${isFrontCamera(this.subject.stream) ? 'mirrored' : ''}
        aria-label=${words.live}
        playsinline
        .muted=${true}
      ></video>`;
    const isPhoto = this.subject.kind === 'photo';
    const isDrawn = this.subject.kind === 'photo' && this.subject.drawn;
    return html`<canvas part="photo" role="img" aria-label=${words.photo} ?hidden=${!isDrawn}></canvas>
      ${isPhoto ? nothing : html`<p class="invitation">${words.invitation}</p>`}`;
  }

  #said(words: Words): TemplateResult {
    if (this.trouble) return html`<p class="trouble" part="status" role="alert">${this.trouble}</p>`;
    if (this.progress !== null)
      return html`<p class="status" part="status">${words.loading}</p>
        <progress
          aria-label=${words.loading}
          value=${this.progress < 0 ? nothing : this.progress}
        ></progress>`;
    if (this.answer) return resultsOf(this.answer, this.#limits, words, this.#language);
    return html`<p class="status" part="status">${this.busy ? words.reading : ''}</p>`;
  }

  #buttons(words: Words): TemplateResult {
    const isLive = this.subject.kind === 'camera';
    const again = this.#again;
    return html`${
        this.trouble && again
          ? html`<button part="button" class="first" @click=${again}>${words.again}</button>`
          : nothing
      }
      <button
        part="button"
        class=${this.subject.kind === 'none' && !this.trouble ? 'first' : ''}
        @click=${this.#choose}
      >
        ${this.subject.kind === 'photo' ? words.another : words.choose}
      </button>
      ${
        this.webcam || isLive
          ? html`<button part="button" @click=${isLive ? this.#leave : this.#film}>
              ${isLive ? words.stop : words.camera}
            </button>`
          : nothing
      }`;
  }

  // A camera's answers change faster than they can be said.
  #announcement(words: Words): string {
    if (this.progress !== null && this.busy) return words.loading;
    if (!this.answer || this.trouble) return '';
    const said = headlineOf(this.answer, this.#limits, words);
    const now = performance.now();
    const isEarly = this.subject.kind === 'camera' && now - this.#announced.at < ANNOUNCED_EVERY;
    if (said !== this.#announced.words && !isEarly) this.#announced = { words: said, at: now };
    return this.#announced.words;
  }

  get #words(): Words {
    return wordsOf(this.#language);
  }

  get #language(): string {
    return this.closest<HTMLElement>('[lang]:not([lang=""])')?.lang ?? navigator.language;
  }

  get #topK(): number {
    return Math.max(1, Math.floor(this.top) || DEFAULT_TOP);
  }

  get #limits(): Limits {
    return { top: this.#topK, threshold: this.threshold };
  }

  #begin(): void {
    this.#near.disconnect();
    this.#begun = true;
    if (this.#photo) void this.classify(this.#photo);
    else if (this.src) void this.#open(this.src);
    else
      void this.#trying(
        this.#turnTo(),
        () => this.#begin(),
        () => this.#loaded(),
      );
  }

  async #loaded(): Promise<Model> {
    if (this.#lease) return this.#lease.model;
    const lease = borrow(this.model || DEFAULT_MODEL, ({ loaded, total }) => {
      if (this.#lease === lease) this.progress = total > 0 ? loaded / total : -1;
    });
    this.#lease = lease;
    this.progress ??= -1;
    try {
      const model = await lease.model;
      if (this.#lease === lease)
        this.#tell('loupe-ready', { name: model.name, classNames: model.classNames });
      return model;
    } catch (error) {
      if (this.#lease === lease) this.#release();
      throw error;
    } finally {
      if (this.#lease === lease || !this.#lease) this.progress = null;
    }
  }

  #release(): void {
    this.#lease?.release();
    this.#lease = null;
  }

  async #open(src: string): Promise<void> {
    const signal = this.#turnTo();
    await this.#trying(
      signal,
      () => void this.#open(src),
      async () => {
        void this.#loaded().catch(() => {}); // at the same time; `classify` says how it went
        const photo = await fetchPhoto(new URL(src, this.baseURI), signal);
        if (!signal.aborted) await this.classify(photo);
      },
    );
  }

  #film = async (): Promise<void> => {
    const signal = this.#turnTo();
    this.#photo = null;
    await this.#trying(signal, this.#film, async () => {
      const stream = await openCamera(signal);
      if (signal.aborted) return;
      this.subject = { kind: 'camera', stream };
      const model = await this.#loaded();
      await this.updateComplete;
      const video = this.renderRoot.querySelector('video')!;
      video.srcObject = stream; // not by the template, which would begin it anew each time
      await video.play();
      await readFrames(model, video, this.#topK, signal, (answer) => this.#show(answer, true));
    });
  };

  #leave = (): void => this.#stop();

  #stop(): void {
    this.#turnTo();
    this.busy = false;
    this.subject = { kind: 'none' };
  }

  // Whatever was looked at before is given up.
  #turnTo(): AbortSignal {
    this.#asked.abort();
    this.#asked = new AbortController();
    this.answer = null;
    this.trouble = '';
    return this.#asked.signal;
  }

  // What fails is said, with a way to try again, unless something else is asked by then.
  async #trying(signal: AbortSignal, again: () => void, work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.trouble = '';
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) this.#fail(error, again);
    }
    if (!signal.aborted) this.busy = false;
  }

  #show(answer: Classification, live: boolean): void {
    this.answer = answer;
    this.#tell('loupe-result', {
      predictions: shownOf(answer, this.#limits),
      tags: answer.tags,
      unlike: answer.unlike ?? false,
      live,
    });
  }

  #fail(error: unknown, again: () => void): void {
    const { troubles, noCamera } = this.#words;
    const code = error instanceof PhotoloupeError ? error.code : 'not-supported';
    const isCamera = error instanceof DOMException;
    this.trouble = isCamera ? noCamera : (troubles[code] ?? troubles.other);
    this.#again = again;
    const message = error instanceof Error ? error.message : String(error);
    this.#tell('loupe-error', { code, message });
  }

  #tell<Name extends keyof Told>(name: Name, detail: Told[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #choose = (): void => this.renderRoot.querySelector('input')!.click();

  #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.#take(input.files);
    input.value = ''; // so that the same one can be chosen again
  };

  #pasted = (event: ClipboardEvent): void => this.#take(event.clipboardData?.files, event);

  #draggedOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragging = true;
  };

  #dropped = (event: DragEvent): void => {
    this.dragging = false;
    this.#take(event.dataTransfer?.files, event);
  };

  #take(files: FileList | null | undefined, event?: Event): void {
    const file = files?.[0];
    if (!file) return;
    event?.preventDefault();
    void this.classify(file);
  }
}

function isFrontCamera(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode === 'user';
}

customElements.define('photo-loupe', PhotoLoupe);
