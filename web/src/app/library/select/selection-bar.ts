// What can be done with the photos that are selected, all at once.
import { LitElement, css, html, nothing } from 'lit';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { addTag, removeTag } from '../changes';
import '../export-menu';
import { libraryIcons } from '../icons';
import { photoLibrary } from '../state/photo-library';
import { selection } from '../state/selection';
import { openTeaching } from '../teach/open-teaching';

type Form = 'add' | 'remove';

class SelectionBar extends LitElement {
  static override properties = { form: { state: true } };
  declare form: Form | null;

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        gap: var(--space-2);
        width: fit-content;
        max-width: 100%;
        margin: 0 auto;
        padding: var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 0.75rem 2.5rem rgb(0 0 0 / 30%);
        pointer-events: auto;
      }
      .actions,
      form {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        align-items: center;
      }
      .actions > button {
        padding: 0 var(--space-3);
      }
      strong {
        margin: 0 auto 0 var(--space-2);
        padding-inline-end: var(--space-3);
        font-variant-numeric: tabular-nums;
      }
      input {
        flex: 1 1 7rem;
        min-width: 0;
        height: 2.75rem;
        padding: 0 var(--space-3);
        border: 1px solid light-dark(#8b877a, #7d796d);
        border-radius: var(--radius-s);
        background: var(--paper);
        color: var(--ink);
        font: inherit;
      }
      @media (max-width: 46rem) {
        .actions {
          justify-content: space-between;
        }
        strong {
          flex-basis: 100%;
        }
        .actions span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .actions > button {
          width: 2.75rem;
          padding: 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.form = null;
    new Watch(this, selection, photoLibrary);
  }

  protected override render() {
    const { size } = selection.state.ids;
    if (size === 0) return nothing;
    return html`<section aria-label="Selected photos" @keydown=${this.#keyed}>
      ${this.form ? this.#tagForm(this.form) : nothing}
      <div class="actions">
        <strong role="status">${size.toLocaleString('en')} selected</strong>
        <button
          class="plain"
          title="Add a tag"
          aria-expanded=${this.form === 'add'}
          @click=${() => this.#ask('add')}
        >
          ${libraryIcons.tag}<span>Add a tag</span>
        </button>
        <button
          class="plain"
          title="Remove a tag"
          aria-expanded=${this.form === 'remove'}
          @click=${() => this.#ask('remove')}
        >
          ${libraryIcons.minus}<span>Remove a tag</span>
        </button>
        <button class="plain" title="Teach a tag" @click=${this.#teach}>
          ${libraryIcons.teach}<span>Teach a tag</span>
        </button>
        <button class="plain" title="Remove from the library" @click=${this.#remove}>
          ${libraryIcons.trash}<span>Remove</span>
        </button>
        <loupe-library-export upwards .photos=${() => selection.list}></loupe-library-export>
        <button
          class="plain icon"
          aria-label="Select nothing"
          title="Select nothing (Esc)"
          @click=${this.#clear}
        >
          ${icons.close}
        </button>
      </div>
    </section>`;
  }

  #tagForm(form: Form) {
    const tags = photoLibrary.state.tags.filter(({ own }) => own || form === 'remove');
    const label = form === 'add' ? 'Tag to add' : 'Tag to remove';
    return html`<form @submit=${this.#submit}>
      <input aria-label=${label} placeholder=${label} list="tags" autocomplete="off" />
      <datalist id="tags">${tags.map(({ name }) => html`<option value=${name}></option>`)}</datalist>
      <button class="primary">${form === 'add' ? 'Add' : 'Remove'}</button>
      <button type="button" class="plain" @click=${this.#closeForm}>Cancel</button>
    </form>`;
  }

  async #ask(form: Form): Promise<void> {
    this.form = this.form === form ? null : form;
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = this.renderRoot.querySelector('input')!.value.trim();
    if (!name) return;
    const change = this.form === 'add' ? addTag : removeTag;
    if (await change(name, selection.list)) this.#closeForm();
  }

  #closeForm(): void {
    keepFocus();
    this.form = null;
  }

  #remove(): void {
    this.dispatchEvent(new CustomEvent('loupe-remove', { detail: selection.list }));
  }

  #clear(): void {
    selection.clear();
    this.dispatchEvent(new CustomEvent('loupe-to-photos'));
  }

  #teach(): void {
    void openTeaching({ name: '', yes: selection.list });
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.form) return;
    event.stopPropagation();
    this.#closeForm();
  }
}

customElements.define('loupe-selection-bar', SelectionBar);
