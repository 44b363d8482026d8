// How many were found, in what time, and what may have been meant; or which photo's like are shown. Where nothing was
// found, no-result.ts says the rest.
import { LitElement, css, html, nothing } from 'lit';
import { buttons, shared } from '../../dom/styles';
import { count, milliseconds } from '../../dom/words';
import { Watch } from '../../state/store';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';
import { finder } from '../state/results';
import { shown } from '../state/shown';
import { openTeaching } from '../teach/open-teaching';
import { onlyName } from './query-text';

class ResultLine extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        align-items: center;
        min-height: 2.5rem;
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      strong {
        color: var(--ink);
        font-size: var(--text-m);
      }
      .stacks {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        min-height: 2rem;
        margin-inline-start: auto;
        cursor: pointer;
      }
      input {
        width: 1.125rem;
        height: 1.125rem;
        margin: 0;
        accent-color: var(--accent);
      }
      button.link {
        font-size: var(--text-s);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, finder, shown, photoLibrary);
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[role=status]')?.focus();
  }

  protected override render() {
    const { rows, query, like, example, milliseconds: took, problem, suggestion, unknown } = finder.state;
    if (!rows) return nothing;
    if (problem) return html`<span role="alert">${problem.title}: ${problem.detail}</span>`;
    const alike = like > 0 || example !== null;
    const searched = alike || query.trim() !== '';
    return html`
      <span role="status" tabindex="-1">
        <strong>${this.#found(rows.length, searched)}</strong>
        ${this.#what()} ${searched ? html`in ${milliseconds(took)}` : nothing}
      </span>
      ${
        suggestion && rows.length > 0
          ? html`<span>
              ${unknown.map((word) => `“${word}”`).join(', ')} is not known here. Did you mean
              <button class="link" @click=${() => this.#search(suggestion)}>${suggestion}</button>?
            </span>`
          : nothing
      }
      ${alike ? html`<button class="link" @click=${() => this.#all()}>Show all photos</button>` : nothing}
      ${this.#teaching(query)}
      ${
        shown.state.saved > 0 || !shown.state.stacks
          ? html`<label class="stacks">
              <input type="checkbox" .checked=${shown.state.stacks} @change=${this.#stack} />
              <span>Stack bursts and copies</span>
            </label>`
          : nothing
      }
    `;
  }

  #found(photos: number, searched: boolean): string {
    if (!searched) return count(photos, 'photo');
    return photos === 0 ? 'Nothing found' : `${count(photos, 'photo')} found`;
  }

  // Where it is not what the search box says.
  #what(): string {
    const { completed, example, like } = finder.state;
    if (completed) return `for “${completed}”`;
    if (example) return `like ${example.name}`;
    return like ? 'like the photo that you chose' : '';
  }

  // What was taught can be taught better.
  #teaching(query: string) {
    const name = onlyName(query).toLowerCase();
    const tag = photoLibrary.state.tags.find((each) => each.taught && each.name.toLowerCase() === name);
    if (!tag) return nothing;
    return html`<button class="link" @click=${() => openTeaching({ name: tag.name })}>
      Improve “${tag.name}”
    </button>`;
  }

  #search(query: string): void {
    this.focus(); // what was pressed goes
    places.go({ query, like: 0, photo: 0 });
  }

  #all(): void {
    this.focus();
    if (finder.state.example) finder.forgetExample();
    else places.go({ query: '', like: 0, photo: 0 });
  }

  #stack(event: Event): void {
    shown.setStacks((event.target as HTMLInputElement).checked);
  }
}

export type { ResultLine };

customElements.define('loupe-result-line', ResultLine);
