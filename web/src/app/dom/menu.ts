// A button that opens a menu of buttons below it, or above it with the attribute `upwards`, as at the end of a window:
// on a phone it is an icon then. On a phone the menu is as wide as the bar that the button is in. A press on one of them
// or elsewhere, Escape, or the focus elsewhere closes it.
import { LitElement, css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import { keepFocus } from './focus';
import { buttons, shared } from './styles';

export abstract class Menu extends LitElement {
  static override styles: CSSResultGroup = [
    shared,
    buttons,
    css`
      details {
        position: relative;
      }
      summary {
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      details[open] > summary {
        border-color: var(--ink);
      }
      .menu {
        position: absolute;
        right: 0;
        z-index: 8;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-1);
        width: min(20rem, 84vw);
        margin-top: var(--space-1);
        padding: var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 24%);
      }
      :host([upwards]) .menu {
        bottom: calc(100% + var(--space-1));
      }
      .menu button {
        justify-content: start;
        padding-block: var(--space-1);
        text-align: start;
        white-space: normal;
        border-color: transparent;
      }
      .menu button:hover {
        background: var(--sunken);
      }
      .menu p {
        padding: var(--space-1) var(--space-3);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      @media (max-width: 46rem) {
        details {
          position: static;
        }
        .menu {
          right: var(--gutter);
          left: var(--gutter);
          width: auto;
        }
        :host([upwards]) summary {
          width: 2.75rem;
          padding: 0;
          border-color: transparent;
        }
        :host([upwards]) summary span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 30rem) {
        summary {
          padding: 0 var(--space-3);
        }
        :host(:not([upwards])) summary svg {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pointerdown', this.#elsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pointerdown', this.#elsewhere);
  }

  override focus(): void {
    this.renderRoot.querySelector('summary')!.focus();
  }

  protected menu(label: TemplateResult, content: TemplateResult): TemplateResult {
    return html`<details @keydown=${this.#keyed} @focusout=${this.#left} @click=${this.#pressed}>
      <summary class="button">${label}</summary>
      <div class="menu">${content}</div>
    </details>`;
  }

  protected closeMenu(): void {
    keepFocus();
    this.renderRoot.querySelector('details')!.open = false;
  }

  // A kind whose buttons take their time closes the menu itself.
  protected get closesAtPress(): boolean {
    return true;
  }

  #pressed(event: Event): void {
    if (this.closesAtPress && (event.target as Element).closest('.menu button')) this.closeMenu();
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#isOpen) return;
    event.stopPropagation();
    this.closeMenu();
  }

  get #isOpen(): boolean {
    return this.renderRoot.querySelector('details')?.open ?? false;
  }

  #elsewhere = (event: Event): void => {
    if (this.#isOpen && !event.composedPath().includes(this)) this.closeMenu();
  };

  #left(event: FocusEvent): void {
    const to = event.relatedTarget as Node | null;
    if (to && !this.renderRoot.contains(to)) this.closeMenu();
  }
}
