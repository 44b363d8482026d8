// The frame around everything: header, the tab that is open, footer, notices.
import { LitElement, css, html } from 'lit';
import { shared } from '../dom/styles';
import '../classify/classify-view';
import '../offline/update-notice';
import './footer';
import './header';

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

  protected override render() {
    return html`
      <loupe-header></loupe-header>
      <main><loupe-classify-view></loupe-classify-view></main>
      <loupe-footer></loupe-footer>
      <loupe-update-notice></loupe-update-notice>
    `;
  }
}

customElements.define('loupe-app', App);
