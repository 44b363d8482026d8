// A class's button under the camera: held, by pointer, Space or Enter, it records; or it starts a burst.
import { LitElement, css, html } from 'lit';
import { customProperties } from '../../dom/custom-properties';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import type { PhotoClass } from '../project/content';

// Fires `loupe-record` and `loupe-record-end`.
class RecordButton extends LitElement {
  static override properties = {
    item: { attribute: false },
    size: { type: Number },
    recording: { type: Boolean },
    left: { type: Number },
  };
  declare item: PhotoClass;
  declare size: number; // photos that it has
  declare recording: boolean;
  declare left: number; // seconds until a burst begins

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
        touch-action: var(--record-touch, none);
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
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

  protected override render() {
    const { name, colour } = this.item;
    return html`<button
      class=${this.recording ? 'recording' : ''}
      ${customProperties({ '--colour': colour })}
      @pointerdown=${this.#press}
      @pointerup=${this.#release}
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
    this.#start();
  }

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
    if (event.detail !== 0) return;
    this.#start();
    this.#release();
  }

  #start(): void {
    this.#held = true;
    this.dispatchEvent(new CustomEvent('loupe-record'));
  }

  #release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.dispatchEvent(new CustomEvent('loupe-record-end'));
  }
}

customElements.define('loupe-record-button', RecordButton);
