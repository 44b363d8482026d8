// The whole window is the drop target. While something is dragged over it, it looks like a viewfinder.
import { LitElement, css, html } from 'lit';
import { shared } from '../dom/styles';
import { fromDrop } from '../photos/collect';
import { queue } from '../photos/queue';

export class DropAnywhere extends LitElement {
  static override properties = { over: { state: true }, items: { state: true } };
  declare over: boolean;
  declare items: number;

  // Moving between elements gives an enter before each leave: the drag is over when they balance.
  #depth = 0;

  static override styles = [
    shared,
    css`
      div {
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        place-items: center;
        padding: var(--gutter);
        background: color-mix(in srgb, var(--accent) 97%, transparent);
        color: var(--on-accent);
        pointer-events: none;
      }
      p {
        font-size: var(--text-display);
        font-weight: 800;
        line-height: 1.05;
        letter-spacing: -0.035em;
        text-align: center;
      }
      i {
        --arm: clamp(2rem, 8vmin, 5rem);
        position: absolute;
        width: var(--arm);
        height: var(--arm);
        border: 0.5rem solid var(--on-accent);
      }
      i:nth-of-type(1) {
        top: 1.5rem;
        left: 1.5rem;
        border-width: 0.5rem 0 0 0.5rem;
      }
      i:nth-of-type(2) {
        top: 1.5rem;
        right: 1.5rem;
        border-width: 0.5rem 0.5rem 0 0;
      }
      i:nth-of-type(3) {
        right: 1.5rem;
        bottom: 1.5rem;
        border-width: 0 0.5rem 0.5rem 0;
      }
      i:nth-of-type(4) {
        bottom: 1.5rem;
        left: 1.5rem;
        border-width: 0 0 0.5rem 0.5rem;
      }
    `,
  ];

  constructor() {
    super();
    this.over = false;
    this.items = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('dragenter', this.#enter);
    addEventListener('dragover', this.#allow);
    addEventListener('dragleave', this.#leave);
    addEventListener('drop', this.#drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('dragenter', this.#enter);
    removeEventListener('dragover', this.#allow);
    removeEventListener('dragleave', this.#leave);
    removeEventListener('drop', this.#drop);
  }

  protected override render() {
    return html`<div ?hidden=${!this.over}>
      <i></i><i></i><i></i><i></i>
      <p>${this.words()}</p>
    </div>`;
  }

  protected words(): unknown {
    return this.items > 1 ? `Drop ${this.items} to read them` : 'Drop to read it';
  }

  // Called within the event.
  protected take(event: DragEvent): void {
    void readDropped(event.dataTransfer!);
  }

  #enter = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    this.#depth++;
    this.over = true;
    this.items = event.dataTransfer!.items.length;
  };

  #allow = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
  };

  #leave = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    this.#depth--;
    if (this.#depth <= 0) this.#end();
  };

  #drop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    this.#end();
    this.take(event);
  };

  #end(): void {
    this.#depth = 0;
    this.over = false;
  }
}

async function readDropped(transfer: DataTransfer): Promise<void> {
  let continues = false;
  for await (const photos of fromDrop(transfer)) {
    queue.add(photos, { continues });
    continues = true;
  }
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

customElements.define('loupe-drop-anywhere', DropAnywhere);
