// The invitation: what this is, where to drop, and samples for whoever has no photo at hand.
import { LitElement, css, html } from 'lit';
import { shared } from '../dom/styles';
import './add-photos';
import type { AddPhotos } from './add-photos';
import './sample-strip';

class EmptyState extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-5);
        padding: var(--space-2) var(--gutter) var(--space-5);
      }
      .finder {
        position: relative;
        display: grid;
        flex: 1;
        align-content: center;
        justify-items: center;
        gap: var(--space-5);
        min-height: 22rem;
        padding: var(--space-6) var(--space-5);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
        text-align: center;
      }
      .corner {
        position: absolute;
        width: clamp(1.5rem, 4vw, 3rem);
        aspect-ratio: 1;
        border: 3px solid var(--ink);
      }
      .corner:nth-of-type(1) {
        top: 1rem;
        left: 1rem;
        border-width: 3px 0 0 3px;
      }
      .corner:nth-of-type(2) {
        top: 1rem;
        right: 1rem;
        border-width: 3px 3px 0 0;
      }
      .corner:nth-of-type(3) {
        right: 1rem;
        bottom: 1rem;
        border-width: 0 3px 3px 0;
      }
      .corner:nth-of-type(4) {
        bottom: 1rem;
        left: 1rem;
        border-width: 0 0 3px 3px;
      }
      h2 {
        max-width: 12ch;
        font-size: var(--text-display);
        font-weight: 800;
        line-height: 1.02;
        letter-spacing: -0.04em;
        text-wrap: balance;
      }
      h2 em {
        font-style: normal;
        text-decoration: underline 0.16em var(--accent);
        text-underline-offset: 0.08em;
        text-decoration-skip-ink: none;
      }
      p {
        max-width: 34rem;
        color: var(--ink-soft);
        font-size: var(--text-l);
        text-wrap: balance;
      }
      loupe-add-photos {
        justify-content: center;
      }
      @media (max-width: 46rem) {
        .finder {
          gap: var(--space-4);
          padding: var(--space-6) var(--space-4);
        }
        p {
          font-size: var(--text-m);
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
      <section class="finder" aria-label="Add photos">
        <i class="corner"></i><i class="corner"></i><i class="corner"></i><i class="corner"></i>
        <h2>What is in your <em>photos</em>?</h2>
        <p>
          Drop photos or folders anywhere, or paste one. Photoloupe names what it sees, on this device:
          nothing is uploaded.
        </p>
        <loupe-add-photos></loupe-add-photos>
      </section>
      <loupe-sample-strip></loupe-sample-strip>
    `;
  }
}

customElements.define('loupe-empty-state', EmptyState);
