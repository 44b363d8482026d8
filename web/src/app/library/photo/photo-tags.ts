// A photo's tags, with how sure each is and what it is a kind of; a wrong one can be taken off, one's own put on.
import { LitElement, css, html, nothing } from 'lit';
import type { LibraryPhoto, PhotoTag } from '../../../client/library/types';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { percent } from '../../dom/words';
import { addTag, removeTag } from '../changes';
import { withTag } from '../search/query-text';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';

class PhotoTags extends LitElement {
  static override properties = { photo: { attribute: false } };
  declare photo: LibraryPhoto;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        gap: 0 var(--space-2);
        align-items: center;
        min-height: 2.5rem;
        border-bottom: 1px solid var(--line);
      }
      .name {
        min-height: 2rem;
        justify-content: start;
        font-weight: 600;
        text-align: start;
        white-space: normal;
      }
      .path {
        grid-column: 1 / -1;
        padding-bottom: var(--space-1);
        color: var(--ink-soft);
        font-size: var(--text-xs);
      }
      .sure {
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      li .icon {
        width: 2rem;
        min-height: 2rem;
        color: var(--ink-soft);
      }
      form {
        display: flex;
        gap: var(--space-2);
      }
      input {
        flex: 1;
        min-width: 0;
        height: 2.75rem;
        padding: 0 var(--space-3);
        border: 1px solid light-dark(#8b877a, #7d796d);
        border-radius: var(--radius-s);
        background: var(--paper);
        color: var(--ink);
        font: inherit;
      }
      .none {
        color: var(--ink-soft);
      }
    `,
  ];

  // The button of a tag that was taken off goes with it.
  protected override willUpdate(): void {
    keepFocus();
  }

  protected override render() {
    const { tags } = this.photo;
    return html`
      ${
        tags.length > 0
          ? html`<ul role="list" aria-label="Tags">
              ${tags.map((tag) => this.#tag(tag))}
            </ul>`
          : html`<p class="none">Nothing in it is sure enough for a tag.</p>`
      }
      <form @submit=${this.#add}>
        <input
          name="tag"
          aria-label="A tag of your own"
          placeholder="A tag of your own"
          list="own"
          autocomplete="off"
        />
        <datalist id="own">
          ${photoLibrary.state.tags.filter(({ own }) => own).map(({ name }) => html`<option value=${name}></option>`)}
        </datalist>
        <button>Add</button>
      </form>
    `;
  }

  #tag({ name, path, probability, own, taught }: PhotoTag) {
    const above = path.filter((step) => step !== name);
    const kind = taught ? 'found by your examples' : own ? 'your own' : above.join(' › ');
    return html`<li>
      <button class="link name" @click=${() => this.#search(name)}>${name}</button>
      <span class="sure">${own && !taught ? '' : percent(probability)}</span>
      <button
        class="plain icon"
        aria-label="Not ${name}"
        title="Not ${name}: take the tag off"
        @click=${() => removeTag(name, [this.photo.id])}
      >
        ${icons.close}
      </button>
      ${kind ? html`<span class="path">${kind}</span>` : nothing}
    </li>`;
  }

  #search(name: string): void {
    places.go({ query: withTag('', name), like: 0, photo: 0 });
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const input = this.renderRoot.querySelector('input')!;
    const name = input.value.trim();
    if (name && (await addTag(name, [this.photo.id]))) input.value = '';
  }
}

customElements.define('loupe-photo-tags', PhotoTags);
