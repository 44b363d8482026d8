// What is to be learned: classes with their photos, the ways in, and whether that is enough.
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { fromFileList } from '../../photos/collect';
import { Watch } from '../../state/store';
import { panelStyles } from '../../dom/panel-styles';
import { addPhotos } from '../project/add-photos';
import { project } from '../project/project';
import { run } from '../run/run';
import { offerUndo } from '../undo';
import { advice } from './advice';
import './class-card';
import './start-here';

class ClassPanel extends LitElement {
  static override properties = { problem: { state: true } };
  declare problem: string;

  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .numbers {
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  constructor() {
    super();
    this.problem = '';
    new Watch(this, project, run);
  }

  protected override render() {
    const { classes, photos, adding, opened } = project.state;
    if (!opened) return nothing;
    const problem = this.problem
      ? html`<p class="trouble" role="alert">${icons.warning}<span>${this.problem}</span></p>`
      : nothing;
    if (classes.length === 0)
      return html`${problem}
        <loupe-start-here
          @loupe-folder=${this.#chooseFolder}
          @loupe-archive=${this.#chooseArchive}
          @loupe-problem=${this.#tell}
        ></loupe-start-here>
        ${this.#inputs()}`;
    const locked = run.isLocked;
    return html`
      <section class="panel" aria-labelledby="title">
        <div class="top">
          <h2 id="title">Classes</h2>
          <span class="numbers" role="status">
            ${
              adding > 0
                ? `Adding… ${count(adding, 'photo')} so far`
                : `${count(photos.length, 'photo')} in ${count(classes.length, 'class', 'classes')}`
            }
          </span>
        </div>
        ${problem}
        ${advice(project.state).map(
          (words) => html`<p class="warning">${icons.warning}<span>${words}</span></p>`,
        )}
        <ul role="list">
          ${repeat(
            classes,
            ({ id }) => id,
            (each) =>
              html`<li>
                <loupe-class-card
                  .item=${each}
                  .photos=${project.photosOf(each.id)}
                  ?locked=${locked}
                ></loupe-class-card>
              </li>`,
          )}
        </ul>
        <div class="actions">
          <button ?disabled=${locked} @click=${this.#addClass}>Add a class</button>
          <button ?disabled=${locked} @click=${this.#chooseFolder}>
            ${icons.folder}<span>A folder for each class</span>
          </button>
          <button ?disabled=${locked} @click=${this.#chooseArchive}>A zip file</button>
          <button class="plain" ?disabled=${locked} @click=${this.#clear}>Remove all</button>
        </div>
      </section>
      ${this.#inputs()}
    `;
  }

  #inputs() {
    return html`
      <input
        id="folder"
        type="file"
        webkitdirectory
        hidden
        aria-label="A folder for each class"
        @change=${this.#picked}
      />
      <input
        id="archive"
        type="file"
        accept=".zip"
        hidden
        aria-label="A zip with a folder for each class"
        @change=${this.#picked}
      />
    `;
  }

  #chooseFolder(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#folder')!.click();
  }

  #chooseArchive(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#archive')!.click();
  }

  #addClass(): void {
    const { id } = project.addClass();
    void this.updateComplete.then(() => {
      const cards = [...this.renderRoot.querySelectorAll('loupe-class-card')];
      cards.find(({ item }) => item.id === id)?.rename();
    });
  }

  #clear(): void {
    const { classes, photos, sample } = project.state;
    project.clear();
    offerUndo(`${count(photos.length, 'photo')} removed`, () => project.bringBack(classes, photos, sample));
  }

  #tell({ detail }: CustomEvent<string>): void {
    this.problem = detail;
  }

  async #picked(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const given = fromFileList(input.files ?? []);
    input.value = ''; // so that the same one can be chosen again
    await this.take(addPhotos([given], null));
  }

  // Says what went wrong, if something did.
  async take(adding: Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await adding;
    } catch (error) {
      project.update({ adding: 0 });
      this.problem = (error as Error).message;
    }
  }
}

customElements.define('loupe-class-panel', ClassPanel);

declare global {
  interface HTMLElementTagNameMap {
    'loupe-class-panel': ClassPanel;
  }
}
