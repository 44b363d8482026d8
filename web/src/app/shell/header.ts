// Name, tabs, what the engine runs on, the privacy promise, light or dark.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../dom/icons';
import { buttons, shared } from '../dom/styles';
import { openHelp } from '../help/open-help';
import { chooseTheme, currentTheme } from '../theme/theme';
import { Watch } from '../state/store';
import './engine-status';
import { mark } from './mark';
import { TABS, tabs } from './tabs';

class Header extends LitElement {
  static override styles = [
    shared,
    buttons,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        padding: max(var(--space-3), env(safe-area-inset-top)) var(--gutter) var(--space-3);
      }
      .home {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 2.75rem;
        color: inherit;
        font-size: 1.3125rem;
        font-weight: 750;
        letter-spacing: -0.025em;
        text-decoration: none;
      }
      nav {
        display: flex;
        gap: var(--space-1);
      }
      nav a {
        min-height: 2.75rem;
        padding: var(--space-2) var(--space-3) calc(var(--space-2) + 3px);
        color: var(--ink-soft);
        font-weight: 600;
        line-height: 1.5;
        text-decoration: none;
      }
      nav a:hover {
        color: var(--ink);
      }
      nav a[aria-current] {
        padding-bottom: var(--space-2);
        border-bottom: 3px solid var(--accent);
        color: var(--ink);
      }
      /* Its words change, and must not move the page: neither wrap the line nor widen it. */
      loupe-engine-status {
        display: flex;
        flex: 1 1 14rem;
        justify-content: end;
        contain: inline-size;
      }
      .promise {
        padding: 0 var(--space-3);
        line-height: 1.2;
      }
      .promise svg {
        color: var(--accent-edge);
      }
      @media (max-width: 46rem) {
        .home {
          gap: var(--space-1);
          font-size: 1.125rem;
        }
        .promise {
          margin-inline-start: auto;
          padding: 0;
          font-size: var(--text-s);
          text-align: start;
          white-space: normal;
        }
        .promise span {
          max-width: 6.5em;
        }
        header {
          gap: var(--space-1) var(--space-2);
        }
        .icon {
          margin-inline-end: -0.75rem;
        }
        nav {
          order: 1;
          flex: 1 0 100%;
          flex-wrap: wrap; /* with large letters */
        }
        nav a {
          flex: auto;
          padding-inline: 2px;
          text-align: center;
          white-space: nowrap;
        }
        loupe-engine-status {
          order: 1;
          flex-basis: 100%;
          justify-content: start;
        }
      }
      @media (max-width: 22rem) {
        header {
          gap: var(--space-1);
        }
        nav {
          gap: 0;
        }
        .promise svg {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, tabs);
  }

  protected override render() {
    const dark = currentTheme() === 'dark';
    return html`
      <header>
        <a class="home" href="./" aria-label="Photoloupe, start page">${mark}<span>Photoloupe</span></a>
        <nav class="no-print" aria-label="Tabs">
          ${TABS.map(
            ([tab, title]) =>
              html`<a href="#${tab}" aria-current=${tab === tabs.state.tab ? 'page' : nothing}>${title}</a>`,
          )}
        </nav>
        <loupe-engine-status></loupe-engine-status>
        <button class="plain promise no-print" @click=${() => openHelp('privacy')}>
          ${icons.lock}<span>Stays on this device</span>
        </button>
        <button
          class="plain icon no-print"
          aria-label=${dark ? 'Use the light theme' : 'Use the dark theme'}
          @click=${this.#switchTheme}
        >
          ${dark ? icons.sun : icons.moon}
        </button>
      </header>
    `;
  }

  #switchTheme(): void {
    chooseTheme(currentTheme() === 'dark' ? 'light' : 'dark');
    this.requestUpdate();
  }
}

customElements.define('loupe-header', Header);
