// Tells screen readers how it goes, politely: each photo while there are few, the beginning and the end
// while there are many.
import { LitElement, html } from 'lit';
import { count, percent } from '../dom/words';
import { shared } from '../dom/styles';
import type { Photo } from '../photos/photo';
import { queue } from '../photos/queue';

const FEW = 3;

class Announcer extends LitElement {
  static override properties = { words: { state: true } };
  declare words: string;
  static override styles = shared;

  #end = () => {};
  #running = false;

  constructor() {
    super();
    this.words = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#end = queue.subscribe(() => this.#listen());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override render() {
    return html`<p class="spoken" role="status" aria-live="polite">${this.words}</p>`;
  }

  #listen(): void {
    const { running, progress, photos } = queue.state;
    if (running && !this.#running) this.words = `Reading ${count(progress.total, 'photo')}.`;
    if (!running && this.#running) this.words = summary(photos, progress.finished, progress.total);
    this.#running = running;
  }
}

function summary(photos: readonly Photo[], finished: number, total: number): string {
  if (finished < total) return `Stopped after ${finished} of ${count(total, 'photo')}.`;
  if (total <= FEW) return photos.slice(0, total).map(sentence).join(' ');
  const failed = photos.filter(({ status }) => status === 'failed').length;
  return `${count(total, 'photo')} read.` + (failed > 0 ? ` ${failed} failed.` : '');
}

function sentence({ name, result, problem }: Photo): string {
  if (problem) return `${name}: ${problem.title}.`;
  const tag = result?.tags[0];
  const guess = result?.[0];
  if (tag) return `${name}: ${tag.name}, ${percent(tag.probability)}.`;
  return guess ? `${name}: not sure, perhaps ${guess.label}.` : '';
}

customElements.define('loupe-announcer', Announcer);
