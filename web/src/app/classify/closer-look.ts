// The closer look: one photo large, everything that was read from it and what that cost; the arrow keys go
// on to its neighbours.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../dom/icons';
import { largePhotoStyles } from '../dom/large-photo-styles';
import { buttons, shared } from '../dom/styles';
import { milliseconds } from '../dom/words';
import type { Timings } from '../../client/types';
import type { Photo } from '../photos/photo';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';
import { headline, headlineStyles } from './headline';
import { labelList, labelStyles } from './labels';

const STEPS: [keyof Timings, string][] = [
  ['decode', 'Decode'],
  ['resize', 'Resize'],
  ['network', 'Network'],
];

class CloserLook extends LitElement {
  static override properties = { photoId: { state: true }, unseen: { state: true } };
  declare photoId: number;
  declare unseen: boolean; // the browser cannot show this file

  static override styles = [
    shared,
    buttons,
    largePhotoStyles,
    headlineStyles,
    labelStyles,
    css`
      :host {
        --width: 76rem;
        --height: 48rem;
      }
      .picture {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        place-items: center;
        color: #b5b0a1;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      h2 {
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .headline {
        --headline-size: var(--text-xl);
      }
      .labels {
        font-size: var(--text-m);
        line-height: 1.875rem;
      }
      .trouble {
        color: var(--trouble);
      }
      .detail {
        color: var(--ink-soft);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .again {
        align-self: start;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(4, auto);
        gap: 0 var(--space-3);
        margin: auto 0 0;
        padding-top: var(--space-3);
        border-top: 1px solid var(--line);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--ink-soft);
        font-size: var(--text-xs);
      }
      dd {
        margin: 0;
      }
    `,
  ];

  #url = '';

  constructor() {
    super();
    this.photoId = 0;
    this.unseen = false;
    new Watch(this, queue);
  }

  // Resolves when it is closed, to the id of the photo that it showed last.
  async open(id: number): Promise<number> {
    this.#turnTo(id);
    await this.updateComplete;
    this.#dialog.showModal();
    await new Promise((resolve) => this.#dialog.addEventListener('close', resolve, { once: true }));
    URL.revokeObjectURL(this.#url);
    this.remove();
    return this.photoId;
  }

  protected override render() {
    const { photos } = queue.state;
    const index = photos.findIndex(({ id }) => id === this.photoId);
    const photo = photos[index];
    const title = photo ? html`<h2 id="title">${photo.name}</h2>` : nothing;
    return html`
      <dialog aria-labelledby="title" @keydown=${this.#keydown} @click=${this.#backdrop}>
        <div class="frame">
          <div class="picture">${photo ? this.#picture() : nothing}</div>
          <div class="side">
            <div class="top">
              <span>${index + 1} of ${photos.length}</span>
              <button
                class="plain icon"
                aria-label="Previous photo"
                aria-disabled=${index <= 0}
                @click=${() => this.#step(-1)}
              >
                ${icons.previous}
              </button>
              <button
                class="plain icon"
                aria-label="Next photo"
                aria-disabled=${index + 1 >= photos.length}
                @click=${() => this.#step(1)}
              >
                ${icons.next}
              </button>
              <button class="plain icon" aria-label="Close" @click=${() => this.#dialog.close()}>
                ${icons.close}
              </button>
            </div>
            ${title}${photo ? this.#said(photo) : nothing}
          </div>
        </div>
      </dialog>
    `;
  }

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  #picture() {
    if (this.unseen) return html`<p>The browser cannot show this file</p>`;
    return html`<img src=${this.#url} alt="" @error=${() => (this.unseen = true)} />`;
  }

  #said({ id, status, result, problem }: Photo) {
    if (result)
      return html`
        <div>${headline(result.tags)}</div>
        ${labelList(result)}
        <dl>
          ${STEPS.map(
            ([step, what]) => html`
              <div>
                <dt>${what}</dt>
                <dd>${milliseconds(result.timings[step])}</dd>
              </div>
            `,
          )}
        </dl>
      `;
    if (problem)
      return html`
        <p class="headline trouble"><strong>${problem.title}</strong></p>
        <p>${problem.advice}</p>
        <p class="detail">${problem.detail}</p>
        <button class="again" @click=${() => queue.retry(id)}>Try again</button>
      `;
    const words = { waiting: 'Waiting', reading: 'Reading…', stopped: 'Not read' };
    return html`<p class="headline"><em>${words[status as keyof typeof words]}</em></p>`;
  }

  #keydown(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
    const step = steps[event.key];
    if (step) this.#step(step);
  }

  #step(by: number): void {
    const { photos } = queue.state;
    const index = photos.findIndex(({ id }) => id === this.photoId);
    const next = photos[index + by];
    if (next) this.#turnTo(next.id);
  }

  #turnTo(id: number): void {
    this.photoId = id;
    this.unseen = false;
    URL.revokeObjectURL(this.#url);
    const photo = queue.state.photos.find((each) => each.id === id);
    this.#url = photo ? URL.createObjectURL(photo.file) : '';
  }

  #backdrop(event: MouseEvent): void {
    if (event.target instanceof HTMLDialogElement) this.#dialog.close();
  }
}

customElements.define('loupe-closer-look', CloserLook);

export function showCloserLook(id: number): Promise<number> {
  const look = new CloserLook();
  document.body.append(look);
  return look.open(id);
}
