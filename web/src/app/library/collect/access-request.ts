// Many browsers let a page into a folder for one visit. Until somebody allows it again, what is new there is not found.
import { LitElement, html, nothing } from 'lit';
import { keepFocus } from '../../dom/focus';
import { buttons, shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { indexer } from '../state/indexing';
import { photoLibrary } from '../state/photo-library';
import { barStyles } from './bar-styles';
import { updateFolder } from './ways-in';

class AccessRequest extends LitElement {
  static override properties = { later: { state: true } };
  declare later: boolean; // not at this visit

  static override styles = [shared, buttons, barStyles];

  constructor() {
    super();
    this.later = false;
    new Watch(this, photoLibrary, indexer);
  }

  protected override render() {
    const { phase, interrupted } = indexer.state;
    const folder = photoLibrary.state.folders.find(({ access }) => access === 'ask');
    if (!folder || this.later || phase !== 'idle' || interrupted) return nothing;
    const { id, name } = folder;
    return html`<section aria-label="Access to a folder">
      <div class="what">
        <strong>Is there anything new in ${name}?</strong>
        <small>To look, this page needs your permission again, as it does at every visit.</small>
      </div>
      <button class="primary" @click=${() => this.#allow(id, name)}>
        <span>Allow access<span class="spoken"> to ${name}</span></span>
      </button>
      <button class="plain" @click=${this.#postpone}>Not now</button>
    </section>`;
  }

  #allow(id: number, name: string): void {
    keepFocus();
    updateFolder(id, name);
  }

  #postpone(): void {
    keepFocus();
    this.later = true;
  }
}

customElements.define('loupe-access-request', AccessRequest);
