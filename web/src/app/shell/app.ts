// The frame around everything: header, the tab that is open, footer, notices.
import { LitElement, css, html, nothing } from 'lit';
import { shared } from '../dom/styles';
import { Watch } from '../state/store';
import '../classify/classify-view';
import './footer';
import './header';
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

  // Once opened, the Train tab stays: what it shows goes on while another is open.
  #trainOpened = false;

  constructor() {
    super();
    new Watch(this, tabs);
  }

  protected override willUpdate(): void {
    if (tabs.state.tab !== 'train' || this.#trainOpened) return;
    this.#trainOpened = true;
    void import('../train/train-view');
  }

  protected override render() {
    const training = tabs.state.tab === 'train';
    return html`
      <loupe-header></loupe-header>
      <main>
        ${training ? nothing : html`<loupe-classify-view></loupe-classify-view>`}
        ${this.#trainOpened ? html`<loupe-train-view ?hidden=${!training}></loupe-train-view>` : nothing}
      </main>
      <loupe-footer></loupe-footer>
      <loupe-update-notice></loupe-update-notice>
    `;
  }
}

customElements.define('loupe-app', App);
