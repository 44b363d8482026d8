// A contact sheet of sample photos: one press reads one, or all of them. Absent when the site has none.
import { LitElement, css, html, nothing } from 'lit';
import { buttons, shared } from '../dom/styles';
import { queue } from '../photos/queue';
import { listSamples, openSample, sampleUrl, type Sample } from './samples';

class SampleStrip extends LitElement {
  static override properties = { samples: { state: true } };
  declare samples: Sample[];

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        min-width: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-4);
        margin-bottom: var(--space-3);
      }
      h2 {
        font-size: var(--text-m);
        font-weight: 600;
      }
      ul {
        display: grid;
        grid-auto-columns: minmax(7.25rem, 1fr);
        grid-auto-flow: column;
        gap: 2px;
        overflow-x: auto;
        padding: 1.125rem 0;
        border-radius: var(--radius-s);
        background:
          radial-gradient(circle at center, var(--paper) 0 3px, transparent 3.5px) 0 2px / 1.25rem 0.875rem
            repeat-x,
          radial-gradient(circle at center, var(--paper) 0 3px, transparent 3.5px) 0 calc(100% - 2px) /
            1.25rem 0.875rem repeat-x,
          light-dark(#17160f, #2b2924);
        scrollbar-width: none;
      }
      button.sample {
        position: relative;
        display: block;
        width: 100%;
        height: auto;
        min-height: 0;
        padding: 0;
        overflow: hidden;
        border: 0;
        border-radius: 0;
        background: light-dark(#2b2924, #3a3831);
      }
      button.sample:focus-visible {
        outline-color: var(--accent);
        outline-offset: -3px;
        box-shadow: inset 0 0 0 5px #17160f;
      }
      img {
        display: block;
        width: 100%;
        aspect-ratio: 4 / 3;
        object-fit: cover;
        transition: transform 200ms;
      }
      button:hover img {
        transform: scale(1.06);
      }
      .title {
        position: absolute;
        inset: auto 0 0 0;
        padding: var(--space-4) var(--space-2) var(--space-1);
        overflow: hidden;
        background: linear-gradient(transparent, rgb(0 0 0 / 78%) 55%);
        color: #fff;
        font-size: var(--text-xs);
        text-align: start;
        text-overflow: ellipsis;
      }
      @media (prefers-reduced-motion: reduce) {
        img {
          transition: none;
        }
        button:hover img {
          transform: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.samples = [];
  }

  override async connectedCallback(): Promise<void> {
    super.connectedCallback();
    this.samples = await listSamples();
  }

  protected override render() {
    if (this.samples.length === 0) return nothing;
    return html`
      <div class="line">
        <h2>No photo at hand? Try one of these</h2>
        <button class="link" @click=${() => this.#read(this.samples)}>Read all</button>
      </div>
      <ul aria-label="Sample photos">
        ${this.samples.map(
          (sample) => html`
            <li>
              <button class="sample" title=${sample.credit} @click=${() => this.#read([sample])}>
                <img src=${sampleUrl(sample)} alt="" loading="lazy" decoding="async" />
                <span class="title">${sample.title}</span>
              </button>
            </li>
          `,
        )}
      </ul>
    `;
  }

  async #read(samples: Sample[]): Promise<void> {
    queue.add(await Promise.all(samples.map(openSample)));
  }
}

customElements.define('loupe-sample-strip', SampleStrip);
