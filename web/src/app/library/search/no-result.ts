// Nothing was found: what there is instead.
import { LitElement, css, html, nothing } from 'lit';
import { buttons, shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';
import { finder } from '../state/results';
import { datesOf, onlyName, withDates, withTag, withoutWord } from './query-text';

const OFFERED = 8; // tags

class NoResult extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        justify-items: center;
        padding: var(--space-7) var(--space-4);
        text-align: center;
      }
      h2 {
        max-width: 24ch;
        font-size: var(--text-xl);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.02em;
        overflow-wrap: anywhere;
        text-wrap: balance;
      }
      p {
        color: var(--ink-soft);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: center;
        max-width: 40rem;
      }
      button.primary {
        max-width: 100%;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      li button {
        min-height: 2.25rem;
        padding: 0 var(--space-3);
        border-radius: 2rem;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, finder, photoLibrary);
  }

  protected override render() {
    const { query, suggestion, unknown } = finder.state;
    const { tags } = photoLibrary.state;
    const dates = datesOf(query);
    const rest = withDates(query, '');
    const [word] = unknown;
    const known = word ? withoutWord(query, word) : '';
    return html`
      <h2>${heading(query, unknown)}</h2>
      ${
        suggestion
          ? html`<button class="primary" @click=${() => go(suggestion)}>Search for ${suggestion}</button>`
          : nothing
      }
      ${
        known && known !== query
          ? html`<button @click=${() => go(known)}>Search without “${word}”</button>`
          : nothing
      }
      ${dates && rest ? html`<button @click=${() => go(rest)}>Search without the dates</button>` : nothing}
      ${
        tags.length > 0
          ? html`<p>There is, among others:</p>
              <ul role="list">
                ${tags
                  .slice(0, OFFERED)
                  .map(
                    ({ name }) =>
                      html`<li><button @click=${() => go(withTag('', name))}>${name}</button></li>`,
                  )}
              </ul>`
          : nothing
      }
      <button class="link" @click=${() => go('')}>Show all photos</button>
    `;
  }
}

function heading(query: string, [unknown]: readonly string[]): string {
  if (unknown) return `Nothing here is called “${unknown}”`;
  const name = onlyName(query);
  return name ? `No photo fits “${name}”` : 'No photo fits all of that';
}

function go(query: string): void {
  places.go({ query, like: 0, photo: 0 });
}

customElements.define('loupe-no-result', NoResult);
