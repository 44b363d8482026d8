// A picture that fits, and comes nearer: by the wheel, a double click, a pinch, or + and -; then it can be moved about.
// Fires `loupe-unseen` when the browser cannot show it, and `loupe-swiped` with 1 when a finger swipes to the next one, -1
// to the one before.
import { LitElement, css, html, nothing } from 'lit';
import { buttons, shared } from '../../dom/styles';
import { libraryIcons } from '../icons';

const NEAREST = 12; // times as large as it fits
const STEP = 1.5;
const SWIPE = 48; // pixels
const WHEEL = 0.0016; // of a doubling, for each pixel of the wheel

export class Zoomable extends LitElement {
  static override properties = { src: {}, scale: { state: true } };
  declare src: string;
  declare scale: number;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        position: absolute;
        inset: 0;
        overflow: hidden;
        touch-action: none;
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        user-select: none;
      }
      img.near {
        cursor: grab;
      }
      .buttons {
        position: absolute;
        top: var(--space-2);
        right: var(--space-2);
        display: flex;
        gap: var(--space-1);
      }
      button {
        border-color: transparent;
        background: rgb(18 17 16 / 70%);
        color: #f4f1e6;
      }
      button:hover {
        border-color: #f4f1e6;
      }
    `,
  ];

  #left = 0; // pixels by which it is moved
  #top = 0;
  #first: PointerEvent | null = null; // of the only pointer
  #pointers = new Map<number, PointerEvent>();

  constructor() {
    super();
    this.src = '';
    this.scale = 1;
    this.addEventListener('wheel', this.#wheel, { passive: false });
    this.addEventListener('pointerdown', this.#down);
    this.addEventListener('pointermove', this.#move);
    this.addEventListener('pointerup', this.#up);
    this.addEventListener('pointercancel', this.#up);
    this.addEventListener('dblclick', (event) =>
      this.#by(this.scale > 1 ? 0 : 3, event.clientX, event.clientY),
    );
  }

  // Whether the key was one of its own.
  key(key: string): boolean {
    const factors: Record<string, number> = { '+': STEP, '=': STEP, '-': 1 / STEP, '0': 0 };
    const factor = factors[key];
    if (factor === undefined) return false;
    this.#by(factor);
    return true;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('src')) this.#fit();
  }

  protected override render() {
    return html`
      ${
        this.src
          ? html`<img
              class=${this.scale > 1 ? 'near' : ''}
              src=${this.src}
              alt=""
              draggable="false"
              @error=${() => this.dispatchEvent(new CustomEvent('loupe-unseen'))}
            />`
          : nothing
      }
      <div class="buttons" @pointerdown=${(event: Event) => event.stopPropagation()}>
        <button class="icon" aria-label="Nearer" title="Nearer (+)" @click=${() => this.#by(STEP)}>
          ${libraryIcons.plus}
        </button>
        ${
          this.scale > 1
            ? html`<button
                class="icon"
                aria-label="Farther"
                title="Farther (-)"
                @click=${() => this.#by(1 / STEP)}
              >
                ${libraryIcons.minus}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  protected override updated(): void {
    const image = this.renderRoot.querySelector('img');
    if (image) image.style.transform = `translate(${this.#left}px, ${this.#top}px) scale(${this.scale})`;
  }

  #fit(): void {
    this.scale = 1;
    this.#left = 0;
    this.#top = 0;
  }

  // What is under the point stays there; 0 fits it again.
  #by(factor: number, x?: number, y?: number): void {
    const box = this.getBoundingClientRect();
    const scale = Math.max(1, Math.min(this.scale * factor, NEAREST));
    const fromMiddle = (at: number | undefined, start: number, size: number) =>
      at === undefined ? 0 : at - start - size / 2;
    const across = fromMiddle(x, box.left, box.width);
    const down = fromMiddle(y, box.top, box.height);
    const grown = scale / this.scale;
    this.#moveTo(across - (across - this.#left) * grown, down - (down - this.#top) * grown, scale);
  }

  // It never leaves the frame.
  #moveTo(left: number, top: number, scale = this.scale): void {
    const most = (size: number) => ((scale - 1) * size) / 2;
    const [across, down] = [most(this.clientWidth), most(this.clientHeight)];
    this.#left = Math.max(-across, Math.min(left, across));
    this.#top = Math.max(-down, Math.min(top, down));
    this.scale = scale;
    this.requestUpdate();
  }

  // A picture that is near is moved about instead.
  #swipe(from: PointerEvent, to: PointerEvent): void {
    const across = to.clientX - from.clientX;
    const down = to.clientY - from.clientY;
    if (this.scale > 1 || to.pointerType === 'mouse') return;
    if (Math.abs(across) < Math.max(SWIPE, 2 * Math.abs(down))) return;
    this.dispatchEvent(new CustomEvent('loupe-swiped', { detail: across < 0 ? 1 : -1 }));
  }

  #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    this.#by(2 ** (-event.deltaY * WHEEL), event.clientX, event.clientY);
  };

  #down = (event: PointerEvent): void => {
    this.setPointerCapture(event.pointerId);
    this.#first = this.#pointers.size === 0 ? event : null;
    this.#pointers.set(event.pointerId, event);
  };

  #move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const other = [...this.#pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    this.#pointers.set(event.pointerId, event);
    if (!other)
      return this.#moveTo(
        this.#left + event.clientX - before.clientX,
        this.#top + event.clientY - before.clientY,
      );
    const apart = (one: PointerEvent) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = [(event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2] as const;
    this.#by(apart(event) / Math.max(1, apart(before)), ...middle);
  };

  #up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    if (this.#first && event.type === 'pointerup') this.#swipe(this.#first, event);
    this.#first = null;
  };
}

customElements.define('loupe-zoomable', Zoomable);
