// Two lines over the epochs, training and validation, shaded between them where validation is the worse: uPlot
// in the page's colours. Fires `loupe-hover` with the epoch's index under the pointer, or null.
import uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { LitElement, css, html, unsafeCSS, type PropertyValues } from 'lit';
import { shared } from '../dom/styles';

export interface Lines {
  epochs: readonly number[];
  training: readonly number[];
  validation: readonly (number | null)[];
}

const HEIGHT = 240; // pixels
const LINE = 2.5;

export class LinePlot extends LitElement {
  static override properties = {
    lines: { attribute: false },
    label: {},
    epochsInAll: { type: Number },
    unit: {},
  };
  declare lines: Lines;
  declare label: string;
  declare epochsInAll: number;
  declare unit: 'number' | 'share';

  static override styles = [
    shared,
    unsafeCSS(uPlotStyles),
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .plot {
        height: ${HEIGHT}px;
        overflow: clip; /* the canvas becomes narrower a frame after the page */
      }
      .u-cursor-x {
        border-color: var(--ink-soft);
      }
      /* The page's colours as the canvas can take them. */
      .training {
        color: var(--ink);
      }
      .validation {
        color: var(--accent-edge);
      }
      .axis {
        color: var(--ink-soft);
      }
      .grid {
        color: var(--line);
      }
      .gap {
        color: var(--highlight);
      }
      .ground {
        color: var(--surface);
      }
    `,
  ];

  #plot: uPlot | null = null;
  #sizes = new ResizeObserver(() => this.#resize());
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #themes = new MutationObserver(() => this.#redraw());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#dark.addEventListener('change', this.#redraw);
    this.#themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dark.removeEventListener('change', this.#redraw);
    this.#themes.disconnect();
    this.#sizes.disconnect();
  }

  // On the page's ground, as it is seen.
  toCanvas(): HTMLCanvasElement {
    const from = this.#plot!.ctx.canvas;
    const canvas = document.createElement('canvas');
    canvas.width = from.width;
    canvas.height = from.height;
    const context = canvas.getContext('2d')!;
    context.fillStyle = this.#color('ground');
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(from, 0, 0);
    return canvas;
  }

  // The page's colour of that name, for whoever draws beside the plot.
  color(name: 'training' | 'validation' | 'axis' | 'ground'): string {
    return this.#color(name);
  }

  protected override render() {
    return html`
      <div class="plot" role="img" aria-label=${this.label}></div>
      ${['training', 'validation', 'axis', 'grid', 'gap', 'ground'].map(
        (name) => html`<i hidden class=${name}></i>`,
      )}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.#plot) this.#make();
    else if (changed.has('lines') || changed.has('epochsInAll')) this.#plot.setData(this.#data());
  }

  #make(): void {
    const upperAndLower: [number, number] = this.unit === 'share' ? [1, 2] : [2, 1];
    this.#plot = new uPlot(
      {
        width: Math.max(1, this.clientWidth),
        height: HEIGHT,
        padding: [12, 12, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
        scales: {
          x: { time: false, range: () => [1, Math.max(2, this.epochsInAll)] },
          y: { range: (_, low, high) => this.#range(low, high) },
        },
        axes: [this.#axis(true), this.#axis(false)],
        series: [{}, this.#series('training', []), this.#series('validation', [6, 4])],
        bands: [{ series: upperAndLower, fill: () => this.#color('gap') }],
        hooks: {
          setCursor: [
            ({ cursor }) =>
              this.dispatchEvent(
                new CustomEvent('loupe-hover', { detail: cursor.left! < 0 ? null : cursor.idx }),
              ),
          ],
        },
      },
      this.#data(),
      this.renderRoot.querySelector<HTMLElement>('.plot')!,
    );
  }

  #data(): uPlot.AlignedData {
    const { epochs, training, validation } = this.lines;
    return [[...epochs], [...training], [...validation]];
  }

  #range(low: number | null, high: number | null): [number, number] {
    if (this.unit === 'share') return [0, 1];
    return [0, Math.max(0.1, (high ?? low ?? 1) * 1.08)];
  }

  #series(name: 'training' | 'validation', dash: number[]): uPlot.Series {
    return {
      stroke: () => this.#color(name),
      width: LINE,
      dash,
      points: { show: (plot) => plot.data[0].length < 2, size: 7, fill: () => this.#color(name) },
    };
  }

  #axis(horizontal: boolean): uPlot.Axis {
    const words = (value: number) => {
      if (horizontal) return Number.isInteger(value) ? String(value) : '';
      return this.unit === 'share' ? `${Math.round(value * 100)}%` : String(Number(value.toFixed(3)));
    };
    return {
      stroke: () => this.#color('axis'),
      grid: { stroke: () => this.#color('grid'), width: 1, show: !horizontal },
      ticks: { show: false },
      font: '12px system-ui, sans-serif',
      size: horizontal ? 28 : 46,
      values: (_, values) => values.map(words),
    };
  }

  // Custom properties hold light-dark(), which a canvas does not know; a computed colour is one of the two.
  #color(name: string): string {
    return getComputedStyle(this.renderRoot.querySelector(`.${name}`)!).color;
  }

  #resize(): void {
    if (this.#plot && this.clientWidth > 0) this.#plot.setSize({ width: this.clientWidth, height: HEIGHT });
  }

  #redraw = (): void => {
    this.#plot?.redraw(false);
  };
}

customElements.define('loupe-line-plot', LinePlot);
