// Teaches a tag by examples: they are chosen, the tag is named, and the others that have it are found. Those that it is
// least sure of are shown, and each Yes and Not this makes it better.
import { css, html, nothing, type TemplateResult } from 'lit';
import { Dialog } from '../../dom/dialog';
import { count, percent } from '../../dom/words';
import { problemFrom } from '../../engine/problem';
import { spoken, thumbnails, type Thumbnail } from '../grid/thumbnails';
import { libraryIcons } from '../icons';
import { asTerm, withTag } from '../search/query-text';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';
import { selection } from '../state/selection';
import type { Lesson } from './open-teaching';

const REVIEWED = 12; // photos at a time

interface Doubt {
  id: number;
  score: number; // how sure it is, 0 to 1
  thumbnail: Thumbnail;
}

class TeachingDialog extends Dialog {
  static override properties = {
    name: { state: true },
    photos: { state: true },
    doubts: { state: true },
    busy: { state: true },
    problem: { state: true },
  };
  declare name: string; // empty until it is given
  declare photos: number; // that have the tag
  declare doubts: readonly Doubt[];
  declare busy: boolean;
  declare problem: string;

  static override styles = [
    Dialog.styles,
    css`
      :host {
        --width: 52rem;
      }
      p {
        max-width: 40rem;
        color: var(--ink-soft);
      }
      .trouble {
        color: var(--trouble);
      }
      form,
      .end {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-top: var(--space-4);
      }
      form input {
        flex: 1 1 12rem;
        min-width: 0;
        height: 2.75rem;
        padding: 0 var(--space-3);
        border: 1px solid light-dark(#8b877a, #7d796d);
        border-radius: var(--radius-s);
        background: var(--paper);
        color: var(--ink);
        font: inherit;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr));
        gap: var(--space-3);
        margin-top: var(--space-4);
      }
      figure {
        position: relative;
        aspect-ratio: 1;
        overflow: hidden;
        border-radius: var(--radius-s);
        background: var(--sunken);
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      figcaption {
        position: absolute;
        top: var(--space-1);
        left: var(--space-1);
        padding: 0 var(--space-2);
        border-radius: var(--radius-s);
        background: rgb(18 17 16 / 78%);
        color: #fff;
        font-size: var(--text-xs);
        line-height: 1.5rem;
      }
      .answers {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-1);
        margin-top: var(--space-1);
      }
      .answers button {
        padding: 0 var(--space-2);
        font-size: var(--text-s);
      }
    `,
  ];

  readonly #yes: number[];
  readonly #judged: Set<number>;

  constructor({ name, yes = [] }: Lesson) {
    super();
    this.#yes = yes;
    this.#judged = new Set(yes);
    this.name = name;
    this.photos = 0;
    this.doubts = [];
    this.busy = false;
    this.problem = '';
    if (name) void this.#review(name);
  }

  protected override get heading(): string {
    return this.name ? `“${this.name}”: ${count(this.photos, 'photo')}` : 'Teach a tag';
  }

  protected override content(): TemplateResult {
    return html`
      ${this.name ? this.#doubts() : this.#naming()}
      ${this.problem ? html`<p class="trouble" role="alert">${this.problem}</p>` : nothing}
    `;
  }

  #naming() {
    return html`
      <p>
        ${count(this.#yes.length, 'photo')} as ${this.#yes.length === 1 ? 'an example' : 'examples'}. What is
        it that they show? The others that show it are found.
      </p>
      <form @submit=${this.#named}>
        <input
          autofocus
          aria-label="Name of the tag"
          placeholder="Rex, our garden, red shoes …"
          list="taught"
          autocomplete="off"
        />
        <datalist id="taught">
          ${photoLibrary.state.tags.filter(({ own }) => own).map(({ name }) => html`<option value=${name}></option>`)}
        </datalist>
        <button class="primary" ?disabled=${this.busy}>
          ${libraryIcons.teach}<span>Find the others</span>
        </button>
      </form>
    `;
  }

  #doubts() {
    return html`
      <p role="status">
        ${
          this.doubts.length > 0
            ? 'It is least sure of these. Each answer makes it better.'
            : this.busy
              ? 'Looking…'
              : 'There is no other that it is in doubt of.'
        }
      </p>
      <ul role="list">
        ${this.doubts.map((doubt) => html`<li>${this.#doubt(doubt)}</li>`)}
      </ul>
      <div class="end">
        <button class="primary" @click=${this.#showAll}>Show all ${this.photos.toLocaleString('en')}</button>
        <button @click=${this.close}>Done</button>
      </div>
    `;
  }

  #doubt({ id, score, thumbnail }: Doubt) {
    const what = spoken(thumbnail);
    return html`
      <figure>
        ${thumbnail.url ? html`<img src=${thumbnail.url} alt=${what} />` : nothing}
        <figcaption>${percent(score)}</figcaption>
      </figure>
      <div class="answers">
        <button aria-label="Yes, ${what}" ?disabled=${this.busy} @click=${() => this.#judge(id, true)}>
          Yes
        </button>
        <button aria-label="Not this, ${what}" ?disabled=${this.busy} @click=${() => this.#judge(id, false)}>
          Not this
        </button>
      </div>
    `;
  }

  async #named(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = this.renderRoot.querySelector('input')!.value.trim();
    if (!name) return;
    await this.#try(async () => {
      await this.#teach(name, { yes: this.#yes });
      selection.clear();
    });
  }

  #judge(id: number, yes: boolean): Promise<void> {
    this.#judged.add(id);
    return this.#try(() => this.#teach(this.name, yes ? { yes: [id] } : { no: [id] }));
  }

  async #teach(name: string, examples: { yes?: number[]; no?: number[] }): Promise<void> {
    const { photos } = await photoLibrary.client.teach(name, examples);
    this.name = name;
    this.photos = photos;
    thumbnails.forgetWords([...(examples.yes ?? []), ...(examples.no ?? [])]);
    await this.#findDoubts();
    void photoLibrary.changed();
  }

  async #review(name: string): Promise<void> {
    await this.#try(async () => {
      this.photos = photoLibrary.state.tags.find((tag) => tag.own && tag.name === name)?.photos ?? 0;
      await this.#findDoubts();
    });
  }

  // Those found, the least sure first; who is an example is no longer in doubt.
  async #findDoubts(): Promise<void> {
    const { ids, scores } = await photoLibrary.client.find(asTerm(this.name));
    const doubts: { id: number; score: number }[] = [];
    for (let index = ids.length - 1; index >= 0 && doubts.length < REVIEWED; index--) {
      const [id, score] = [ids[index]!, scores[index]!];
      if (score < 1 && !this.#judged.has(id)) doubts.push({ id, score });
    }
    const shown = await thumbnails.fetch(doubts.map(({ id }) => id));
    this.doubts = doubts.map((doubt, index) => ({ ...doubt, thumbnail: shown[index]! }));
  }

  #showAll(): void {
    this.close();
    places.go({ query: withTag('', this.name), like: 0, photo: 0 });
  }

  async #try(action: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      await action();
    } catch (error) {
      this.problem = problemFrom(error).detail;
    }
    this.busy = false;
  }
}

customElements.define('loupe-teaching', TeachingDialog);

export function teach(lesson: Lesson): Promise<void> {
  return new TeachingDialog(lesson).open();
}
