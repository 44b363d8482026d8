// The first visit: what a library is for, and where to begin.
import { LitElement, html } from 'lit';
import { invitationStyles } from '../../dom/invitation-styles';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import './add-menu';
import type { AddMenu } from './add-menu';
import { addSamples, canRememberFolders } from './ways-in';

class LibraryInvitation extends LitElement {
  static override styles = [shared, buttons, invitationStyles];

  protected override render() {
    return html`
      <section aria-labelledby="title">
        <h2 id="title">Type “dog beach” and <em>see</em> them</h2>
        <p>
          Thousands of photos that nobody has tagged: Photoloupe looks at each once, and then finds them by
          what is in them. They stay where they are, and nothing leaves this device.
        </p>
        <ul role="list">
          <li>
            <button class="primary" @click=${() => this.#add.chooseFolder()}>
              ${icons.folder}<span>Choose a folder</span>
            </button>
            <p>
              ${
                canRememberFolders
                  ? 'With all folders in it. It is remembered: later, only what is new is looked at.'
                  : 'With all folders in it. Choose it again later: only what is new is looked at.'
              }
            </p>
          </li>
          <li>
            <button @click=${this.choosePhotos}>${icons.photos}<span>Choose photos</span></button>
            <p>Or drop photos and folders anywhere on this page.</p>
          </li>
          <li>
            <button @click=${this.#samples}>Sample photos</button>
            <p>No photos at hand? Seven to try it with.</p>
          </li>
          <li>
            <button @click=${() => this.#add.chooseLibrary()}>Open a library file</button>
            <p>One that was exported here, or made by the command line’s <code>photoloupe index</code>.</p>
          </li>
        </ul>
      </section>
      <loupe-library-add hidden></loupe-library-add>
    `;
  }

  choosePhotos(): void {
    this.#add.choosePhotos();
  }

  get #add(): AddMenu {
    return this.renderRoot.querySelector('loupe-library-add')!;
  }

  #samples(): void {
    void addSamples();
  }
}

export type { LibraryInvitation };

customElements.define('loupe-library-invitation', LibraryInvitation);
