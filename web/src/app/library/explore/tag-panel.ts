// What is in the photos: people's own tags, and the automatic ones as a cloud or as a tree. A press searches.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { LibraryTag } from '../../../client/library/types';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { Watch } from '../../state/store';
import { onlyName, withTag } from '../search/query-text';
import { photoLibrary } from '../state/photo-library';
import { places } from '../state/place';
import { treeOf, type TagNode } from './tag-tree-nodes';

const IN_CLOUD = 40; // tags
const SIZES = 4; // of letters
const A_LOT = 12; // photos; fewer are never in the largest

class TagPanel extends LitElement {
  static override properties = { asTree: { state: true }, opened: { state: true } };
  declare asTree: boolean;
  declare opened: ReadonlySet<string>; // paths in the tree

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
        min-width: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
        justify-content: space-between;
        margin-bottom: var(--space-2);
      }
      h2 {
        font-size: var(--text-m);
        font-weight: 650;
      }
      .views {
        display: flex;
      }
      .views button {
        min-height: 2rem;
        padding: 0 var(--space-3);
        border-radius: 0;
        font-size: var(--text-s);
      }
      .views button:first-child {
        border-start-start-radius: var(--radius-s);
        border-end-start-radius: var(--radius-s);
      }
      .views button:last-child {
        margin-inline-start: -1px;
        border-start-end-radius: var(--radius-s);
        border-end-end-radius: var(--radius-s);
      }
      [aria-pressed='true'] {
        border-color: var(--ink);
        background: var(--ink);
        color: var(--paper);
      }
      .cloud {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        align-items: baseline;
      }
      .tag {
        min-height: 1.875rem;
        padding: 0;
        border: 0;
        background: none;
        font-size: var(--text-s);
        font-weight: 500;
        white-space: normal;
        text-align: start;
      }
      .tag:hover {
        text-decoration: underline 0.12em var(--accent-edge);
        text-underline-offset: 0.2em;
      }
      .tag[aria-current] {
        background: linear-gradient(var(--highlight), var(--highlight)) center / 100% 1.5em no-repeat;
      }
      .size-1 {
        font-size: var(--text-m);
      }
      .size-2 {
        font-size: var(--text-l);
        font-weight: 600;
      }
      .size-3 {
        font-size: 1.375rem;
        font-weight: 700;
        letter-spacing: -0.01em;
      }
      small {
        color: var(--ink-soft);
        font-size: var(--text-xs);
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      .below {
        padding-inline-start: 1.125rem;
      }
      .row {
        display: flex;
        align-items: center;
        padding-inline-start: 1.5rem;
      }
      .row:has(.open) {
        padding-inline-start: 0;
      }
      .open {
        flex: none;
        width: 1.5rem;
        min-height: 1.75rem;
        padding: 0;
        border: 0;
        background: none;
      }
      .open::before {
        content: '';
        width: 0.4rem;
        height: 0.4rem;
        border: solid var(--ink-soft);
        border-width: 0 2px 2px 0;
        rotate: -45deg;
        transition: rotate var(--quick);
      }
      .open[aria-expanded='true']::before {
        rotate: 45deg;
      }
      .step {
        color: var(--ink-soft);
        font-size: var(--text-s);
        line-height: 1.875rem;
      }
    `,
  ];

  constructor() {
    super();
    this.asTree = false;
    this.opened = new Set();
    new Watch(this, photoLibrary, places);
  }

  protected override render() {
    const { tags } = photoLibrary.state;
    const own = tags.filter((tag) => tag.own);
    const automatic = tags.filter((tag) => !tag.own);
    return html`
      ${
        own.length > 0
          ? html`<section aria-labelledby="own">
              <div class="line"><h2 id="own">Your tags</h2></div>
              <ul role="list" class="cloud">
                ${own.map((tag) => html`<li>${this.#tag(tag.name, tag.photos, 1)}</li>`)}
              </ul>
            </section>`
          : nothing
      }
      ${
        automatic.length > 0
          ? html`<section aria-labelledby="found">
              <div class="line">
                <h2 id="found">In your photos</h2>
                <div class="views" role="group" aria-label="Tags as">
                  <button aria-pressed=${!this.asTree} @click=${() => (this.asTree = false)}>Cloud</button>
                  <button aria-pressed=${this.asTree} @click=${() => (this.asTree = true)}>Tree</button>
                </div>
              </div>
              ${this.asTree ? this.#tree(treeOf(automatic)) : this.#cloud(automatic)}
            </section>`
          : nothing
      }
    `;
  }

  // In alphabetical order; the letters say of how many.
  #cloud(tags: readonly LibraryTag[]) {
    const most = [...tags].sort((a, b) => b.photos - a.photos).slice(0, IN_CLOUD);
    const largest = Math.log(1 + Math.max(A_LOT, most[0]?.photos ?? 0));
    const size = (photos: number) =>
      Math.min(SIZES - 1, Math.floor((SIZES * Math.log(1 + photos)) / largest / 1.001));
    most.sort((a, b) => a.name.localeCompare(b.name));
    return html`<ul role="list" class="cloud">
      ${most.map(({ name, photos }) => html`<li>${this.#tag(name, photos, size(photos))}</li>`)}
    </ul>`;
  }

  #tree(nodes: readonly TagNode[], above = ''): TemplateResult {
    return html`<ul role="list" class=${above ? 'below' : ''}>
      ${nodes.map((node) => {
        const path = `${above}/${node.name}`;
        const open = this.opened.has(path);
        return html`<li>
          <div class="row">
            ${
              node.below.length > 0
                ? html`<button
                    class="open"
                    aria-expanded=${open}
                    aria-label="More of ${node.name}"
                    @click=${() => this.#toggle(path)}
                  ></button>`
                : nothing
            }
            ${
              node.photos > 0
                ? this.#tag(node.name, node.photos, 0)
                : html`<span class="step">${node.name}</span>`
            }
          </div>
          ${open ? this.#tree(node.below, path) : nothing}
        </li>`;
      })}
    </ul>`;
  }

  #toggle(path: string): void {
    const opened = new Set(this.opened);
    if (!opened.delete(path)) opened.add(path);
    this.opened = opened;
  }

  #tag(name: string, photos: number, size: number) {
    const current = onlyName(places.state.query).toLowerCase() === name.toLowerCase();
    return html`<button
      class="tag size-${size}"
      aria-current=${current ? 'true' : nothing}
      title=${count(photos, 'photo')}
      @click=${() => this.#search(name)}
    >
      <span>${name} <small>${photos.toLocaleString('en')}</small></span>
    </button>`;
  }

  #search(name: string): void {
    places.go({ query: withTag(places.state.query, name), like: 0, photo: 0 });
  }
}

customElements.define('loupe-tag-panel', TagPanel);
