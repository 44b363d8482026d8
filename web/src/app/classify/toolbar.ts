// Above the photos, and always in reach: more photos, how the run goes, the results, a clean table.
import { LitElement, css, html } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { queue } from '../photos/queue';
import './add-photos';
import type { AddPhotos } from './add-photos';
import './results-menu';
import './run-status';

class Toolbar extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      :host {
        position: sticky;
        top: 0;
        z-index: 5;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--gutter);
        border-block: 1px solid var(--line);
        background: var(--paper);
      }
      loupe-run-status {
        flex: 1 1 20rem;
        min-width: 0;
        padding: 0 var(--space-3);
      }
      .clear svg {
        display: none;
      }
      @media (max-width: 60rem) {
        loupe-run-status {
          order: 1;
          flex-basis: 100%;
          padding: 0;
        }
        loupe-results-menu {
          margin-inline-start: auto;
        }
      }
      @media (max-width: 30rem) {
        .clear {
          width: 2.75rem;
          padding: 0;
        }
        .clear svg {
          display: block;
        }
        .clear span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  override focus(): void {
    this.renderRoot.querySelector<AddPhotos>('loupe-add-photos')!.focus();
  }

  choose(): void {
    this.renderRoot.querySelector<AddPhotos>('loupe-add-photos')!.choose();
  }

  protected override render() {
    return html`
      <loupe-add-photos compact class="no-print"></loupe-add-photos>
      <loupe-run-status></loupe-run-status>
      <loupe-results-menu class="no-print"></loupe-results-menu>
      <button class="plain clear no-print" @click=${() => queue.clear()}>
        ${icons.close}<span>Clear</span>
      </button>
    `;
  }
}

customElements.define('loupe-toolbar', Toolbar);
