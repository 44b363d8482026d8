// Tells screen readers how it goes, politely: each photo while there are few, the beginning and the end
// while there are many.
import { LitElement, html } from 'lit';
import { count, percent } from '../dom/words';
import { shared } from '../dom/styles';
import type { Photo } from '../photos/photo';
import type { Progress } from '../photos/progress';
import { queue } from '../photos/queue';

const FEW = 3;

class Announcer extends LitElement {
  static override properties = { words: { state: true } };
  declare words: string;
  static override styles = shared;

  #end = () => {};
  #running = false;
  #readBefore = new Set<number>(); // ids

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
    if (running && !this.#running) {
      this.#readBefore = new Set(photos.filter(isRead).map(({ id }) => id));
      this.words = `Reading ${count(progress.total, 'photo')}.`;
    }
    if (!running && this.#running) {
      const read = photos.filter((photo) => isRead(photo) && !this.#readBefore.has(photo.id));
      this.words = summary(read, progress);
    }
    this.#running = running;
  }
}

function isRead({ status }: Photo): boolean {
  return status === 'done' || status === 'failed';
}

function summary(read: readonly Photo[], { finished, total }: Progress): string {
  if (finished < total) return `Stopped after ${finished} of ${count(total, 'photo')}.`;
  if (read.length <= FEW) return read.map(sentence).join(' ');
  const failed = read.filter(({ status }) => status === 'failed').length;
  return `${count(read.length, 'photo')} read.` + (failed > 0 ? ` ${failed} failed.` : '');
}

function sentence({ name, result, problem }: Photo): string {
  if (problem) return `${name}: ${problem.title}.`;
  const tag = result?.tags[0];
  const guess = result?.[0];
  if (tag) return `${name}: ${tag.name}, ${percent(tag.probability)}.`;
  return guess ? `${name}: not sure, perhaps ${guess.label}.` : '';
}

customElements.define('loupe-announcer', Announcer);
