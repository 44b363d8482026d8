// A class's button under the camera: held, by pointer, Space or Enter, it records; or it starts a burst.
import { LitElement, css, html } from 'lit';
import { customProperties } from '../../dom/custom-properties';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import type { PhotoClass } from '../project/content';

const UNTIL_HELD = 200; // milliseconds; a finger that swipes has moved by then

// Fires `loupe-record` and `loupe-record-end`.
class RecordButton extends LitElement {
  static override properties = {
    item: { attribute: false },
    size: { type: Number },
    recording: { type: Boolean },
    left: { type: Number },
    scrolls: { type: Boolean, reflect: true },
  };
  declare item: PhotoClass;
  declare size: number; // photos that it has
  declare recording: boolean;
  declare left: number; // seconds until a burst begins
  declare scrolls: boolean; // a finger that moves at once scrolls it, and records nothing

  static override styles = [
    shared,
    buttons,
    css`
      button {
        width: 100%;
        min-height: 3.25rem;
        padding: 0 var(--space-3);
        border: 2px solid var(--colour);
        overflow: hidden;
        touch-action: none;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
      }
      :host([scrolls]) button {
        touch-action: pan-y;
      }
      button.recording {
        background: color-mix(in srgb, var(--surface), var(--colour) 30%);
      }
      @media (forced-colors: active) {
        button.recording {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
      i {
        flex: none;
        width: 0.75rem;
        height: 0.75rem;
        border-radius: 50%;
        background: var(--colour);
        forced-color-adjust: none;
      }
      .recording i {
        border-radius: 2px;
      }
      .what {
        flex: 1;
        display: grid;
        min-width: 0;
        line-height: 1.25;
        text-align: start;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .size {
        font-size: var(--text-s);
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  #held = false;
  #waiting = 0; // timer of a finger that may begin to scroll
  #isTap = false; // that was lifted before; a click follows unless it was a swipe

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWaiting();
  }

  protected override render() {
    const { name, colour } = this.item;
    return html`<button
      class=${this.recording ? 'recording' : ''}
      ${customProperties({ '--colour': colour })}
      @pointerdown=${this.#press}
      @pointerup=${this.#lift}
      @touchmove=${this.#touchMove}
      @pointercancel=${this.#release}
      @lostpointercapture=${this.#release}
      @keydown=${this.#keyDown}
      @keyup=${this.#keyUp}
      @blur=${this.#release}
      @click=${this.#click}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      <i></i>
      <span class="what">
        <span class="name"><span class="spoken">Record </span><bdi>${name}</bdi></span>
        <span class="size">${this.left > 0 ? `in ${this.left}…` : count(this.size, 'photo')}</span>
      </span>
    </button>`;
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#stopWaiting(); // for another finger
    if (this.scrolls && event.pointerType === 'touch')
      this.#waiting = setTimeout(() => this.#start(), UNTIL_HELD);
    else this.#start();
  }

  #lift(): void {
    this.#isTap = this.#waiting !== 0;
    this.#release();
  }

  // Once it records, the finger scrolls nothing any more: that would end the recording.
  #touchMove = {
    handleEvent: (event: TouchEvent) => this.#held && event.cancelable && event.preventDefault(),
    passive: false,
  };

  #keyDown(event: KeyboardEvent): void {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault(); // no click comes of it
    if (!event.repeat) this.#start();
  }

  #keyUp(event: KeyboardEvent): void {
    if (event.key === ' ' || event.key === 'Enter') this.#release();
  }

  // Assistive tools press without holding.
  #click(event: MouseEvent): void {
    if (event.detail !== 0 && !this.#isTap) return;
    this.#start();
    this.#release();
  }

  #start(): void {
    this.#stopWaiting();
    this.#held = true;
    this.dispatchEvent(new CustomEvent('loupe-record'));
  }

  #release(): void {
    this.#stopWaiting();
    if (!this.#held) return;
    this.#held = false;
    this.dispatchEvent(new CustomEvent('loupe-record-end'));
  }

  #stopWaiting(): void {
    clearTimeout(this.#waiting);
    this.#waiting = 0;
  }
}

customElements.define('loupe-record-button', RecordButton);
