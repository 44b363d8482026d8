// The frame around everything: header, the tab that is open, footer, notices.
import { LitElement, css, html, nothing } from 'lit';
import { shared } from '../dom/styles';
import { Watch } from '../state/store';
import '../classify/classify-view';
import './footer';
import './header';
import type { otherTabs } from './other-tabs';
import { tabs } from './tabs';

class App extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr auto;
        min-height: 100dvh;
      }
      main {
        display: grid;
        min-width: 0;
      }
    `,
  ];

  #otherTabs: typeof otherTabs | null = null;

  constructor() {
    super();
    new Watch(this, tabs);
  }

  protected override render() {
    const { tab } = tabs.state;
    const first = tab === 'classify';
    if (!first && !this.#otherTabs) void this.#load();
    return html`
      <loupe-header></loupe-header>
      <main>
        ${first ? html`<loupe-classify-view></loupe-classify-view>` : nothing} ${this.#otherTabs?.(tab)}
      </main>
      <loupe-footer></loupe-footer>
      <loupe-update-notice></loupe-update-notice>
    `;
  }

  async #load(): Promise<void> {
    this.#otherTabs = (await import('./other-tabs')).otherTabs;
    this.requestUpdate();
  }
}

customElements.define('loupe-app', App);
