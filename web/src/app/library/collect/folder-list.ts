// The folders that the library knows: brought up to date, or forgotten.
import { LitElement, css, html, nothing } from 'lit';
import type { LibraryFolder } from '../../../client/library/types';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { problemFrom } from '../../engine/problem';
import { Watch } from '../../state/store';
import { indexer } from '../state/indexing';
import { say } from '../state/notice';
import { photoLibrary } from '../state/photo-library';
import { confirmed } from './confirm';
import { showUnreadable } from './show-unreadable';
import { updateFolder } from './ways-in';

class FolderList extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        min-width: 0;
      }
      h2 {
        font-size: var(--text-m);
        font-weight: 650;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-2);
        align-items: center;
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
        font-size: var(--text-s);
      }
      .name {
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-xs);
        font-weight: 400;
      }
      .actions {
        display: flex;
        gap: var(--space-1);
        justify-content: end;
      }
      li button {
        min-height: 2.25rem;
        padding: 0 var(--space-3);
        font-size: var(--text-s);
      }
      li button.icon {
        width: 2.25rem;
        padding: 0;
      }
      button.link {
        justify-content: start;
        font-size: var(--text-s);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, photoLibrary, indexer);
  }

  protected override render() {
    const { folders, unreadable } = photoLibrary.state;
    if (folders.length === 0 && unreadable === 0) return nothing;
    return html`
      ${
        folders.length > 0
          ? html`<h2>Folders</h2>
              <ul role="list">
                ${folders.map((folder) => this.#folder(folder))}
              </ul>`
          : nothing
      }
      ${
        unreadable > 0
          ? html`<button class="link" @click=${() => showUnreadable([])}>
              ${count(unreadable, 'file')} could not be read
            </button>`
          : nothing
      }
    `;
  }

  #folder(folder: LibraryFolder) {
    const { id, name, photos, access } = folder;
    const busy = indexer.state.phase === 'running';
    return html`<li>
      <span class="name">
        ${name}
        <small
          >${count(photos, 'photo')}${access === 'gone' ? ' · add it again to bring it up to date' : ''}</small
        >
      </span>
      <span class="actions">
        ${
          access !== 'gone'
            ? html`<button
                aria-label="Update ${name}"
                ?disabled=${busy}
                @click=${() => updateFolder(id, name)}
              >
                Update
              </button>`
            : nothing
        }
        <button
          class="plain icon"
          aria-label="Forget ${name}"
          ?disabled=${busy}
          @click=${() => this.#forget(folder)}
        >
          ${icons.close}
        </button>
      </span>
    </li>`;
  }

  async #forget({ id, name, photos }: LibraryFolder): Promise<void> {
    const agreed = await confirmed({
      title: `Forget ${name}?`,
      words: `Its ${count(photos, 'photo')} can then not be found here. The files stay where they are, and your tags come back when the folder does.`,
      action: 'Forget it',
    });
    if (!agreed) return;
    try {
      await photoLibrary.client.forget(id);
      await photoLibrary.changed();
      say(`${name} is forgotten.`);
    } catch (error) {
      say(`${name} could not be forgotten: ${problemFrom(error).detail}`, { trouble: true });
    }
  }
}

customElements.define('loupe-folder-list', FolderList);
