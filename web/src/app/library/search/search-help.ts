// What a search understands, by examples that can be pressed.
import { LitElement, css, html } from 'lit';
import { buttons, shared } from '../../dom/styles';
import { places } from '../state/place';

const EXAMPLES: [query: string, what: string][] = [
  ['dog beach', 'Both are in the photo'],
  ['"granny smith"', 'The two words as one name'],
  ['animal -dog', 'Any animal but dogs'],
  ['2019..2021', 'When it was taken; also 2019-05, ..2019-05-24'],
  ['camera:canon', 'The camera’s make or model'],
];

class SearchHelp extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      details {
        position: relative;
      }
      summary {
        display: grid;
        place-items: center;
        width: 2.5rem;
        height: 2.5rem;
        margin-inline-end: var(--space-1);
        border-radius: var(--radius-s);
        font-weight: 700;
        list-style: none;
        cursor: pointer;
      }
      summary:hover {
        background: var(--sunken);
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .panel {
        position: absolute;
        z-index: 8;
        top: calc(100% + 0.75rem);
        right: 0;
        display: grid;
        gap: var(--space-1);
        width: min(22rem, 84vw);
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 22%);
      }
      @media (max-width: 46rem) {
        details {
          position: static;
        }
        .panel {
          top: calc(100% + 0.25rem);
          left: 0;
          width: auto;
        }
      }
      h2 {
        font-size: var(--text-m);
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--space-1) var(--space-4);
        align-items: center;
        margin: 0;
        font-size: var(--text-s);
      }
      dt button.link {
        min-height: 2.25rem;
        font-family: ui-monospace, monospace;
        font-size: var(--text-s);
      }
      dd {
        margin: 0;
        color: var(--ink-soft);
      }
      p {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
    `,
  ];

  protected override render() {
    return html`<details @keydown=${this.#keyed} @focusout=${this.#left}>
      <summary aria-label="How to search" title="How to search">?</summary>
      <div class="panel">
        <h2>How to search</h2>
        <dl>
          ${EXAMPLES.map(
            ([query, what]) => html`
              <dt><button class="link" @click=${() => this.#search(query)}>${query}</button></dt>
              <dd>${what}</dd>
            `,
          )}
        </dl>
        <p>
          Words find what is in a photo, your own tags, and the words of file names, folders and captions;
          <code>IMG_2041</code> finds a file by its name.
        </p>
      </div>
    </details>`;
  }

  #search(query: string): void {
    places.go({ query, like: 0, photo: 0 });
    this.#details.open = false;
  }

  get #details(): HTMLDetailsElement {
    return this.renderRoot.querySelector('details')!;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#details.open) return;
    event.stopPropagation();
    this.#details.open = false;
    this.renderRoot.querySelector('summary')!.focus();
  }

  #left(event: FocusEvent): void {
    const to = event.relatedTarget as Node | null;
    if (to && !this.renderRoot.contains(to)) this.#details.open = false;
  }
}

customElements.define('loupe-search-help', SearchHelp);
