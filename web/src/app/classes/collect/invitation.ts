// The invitation: what this does, and where to begin.
import { LitElement, css, html } from 'lit';
import { rememberFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { invitationStyles } from '../../dom/invitation-styles';
import { buttons, shared } from '../../dom/styles';
import { openClassCamera } from '../camera/camera-switch';
import { adding, classNamed } from '../project/add-photos';

// Fires `loupe-folder` and `loupe-archive`, and `loupe-named` with the id of the first class that it made.
class Invitation extends LitElement {
  static override properties = { busy: { state: true } };
  declare busy: boolean;

  static override styles = [
    shared,
    buttons,
    invitationStyles,
    css`
      ul {
        grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
      }
    `,
  ];

  constructor() {
    super();
    this.busy = false;
  }

  protected override render() {
    return html`
      <section aria-labelledby="title">
        <h2 id="title">Show it a few, and it <em>knows</em></h2>
        <p>
          A handful of photos for each class, and it tells them apart at once: there is no Train button.
          Everything stays on this device.
        </p>
        <ul role="list">
          <li>
            <button class="primary" @click=${this.#nameTwo}>Name two classes</button>
            <p>Then drop, paste or choose photos for each.</p>
          </li>
          <li>
            <button @click=${this.#film}>${icons.camera}<span>Use the camera</span></button>
            <p>Hold a button for each class while you show things to it.</p>
          </li>
          <li>
            <button @click=${() => this.#ask('loupe-folder')}>
              ${icons.folder}<span>A folder for each class</span>
            </button>
            <p>
              Choose the folder that holds them, or
              <button class="link" @click=${() => this.#ask('loupe-archive')}>a zip file</button> of it. Or
              drop either anywhere.
            </p>
          </li>
          <li>
            <button ?disabled=${this.busy} @click=${this.#addSamples}>Sample photos</button>
            <p>No photos at hand? A cat, a coffee and a flower, in five parts each.</p>
          </li>
        </ul>
      </section>
    `;
  }

  #ask(what: string): void {
    this.dispatchEvent(new CustomEvent(what));
  }

  #nameTwo(): void {
    this.dispatchEvent(new CustomEvent('loupe-named', { detail: this.#addTwo() }));
  }

  #addTwo(): number {
    const token = {};
    const first = classNamed('', token);
    classNamed('', token);
    return first;
  }

  async #addSamples(): Promise<void> {
    const giveFocusBack = rememberFocus(); // this goes when the first class is there
    this.busy = true;
    try {
      const { addSampleClasses } = await import('./sample-classes');
      await addSampleClasses();
    } catch {
      adding.update({
        problem: 'The sample photos could not be fetched. Check the connection and try again.',
      });
    }
    this.busy = false;
    giveFocusBack();
  }

  #film(): void {
    this.#addTwo();
    void openClassCamera();
  }
}

customElements.define('loupe-classes-invitation', Invitation);
