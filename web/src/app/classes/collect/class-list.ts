// The classes, the ways in for all of them, and what the last photos that came in met with.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { panelStyles } from '../../dom/panel-styles';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count } from '../../dom/words';
import { fromFileList } from '../../photos/collect';
import { Watch } from '../../state/store';
import { learner } from '../learner/learner';
import { adding, addPhotos, classNamed } from '../project/add-photos';
import { project } from '../project/project';
import { saving } from '../project/saving';
import { isWanted } from '../project/sources';
import './class-card';
import './invitation';

class ClassList extends LitElement {
  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .numbers {
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      [role='status'] p,
      .trouble {
        margin-bottom: var(--space-3);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, project, learner, adding, saving);
  }

  protected override render() {
    const { classes } = project.state.content;
    const empty = classes.length === 0 && project.state.adding === 0;
    return html`
      ${this.#said()}
      ${
        empty
          ? html`<loupe-classes-invitation
              @loupe-named=${({ detail }: CustomEvent<number>) => this.#name(detail)}
              @loupe-folder=${() => this.#choose('#folder')}
              @loupe-archive=${() => this.#choose('#archive')}
            ></loupe-classes-invitation>`
          : this.#list()
      }
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
        accept=".zip,.tm"
        hidden
        aria-label="A zip with a folder for each class"
        @change=${this.#picked}
      />
    `;
  }

  #list() {
    const { classes } = project.state.content;
    const locked = project.isLocked;
    return html`<section class="panel" aria-labelledby="title">
      <div class="top">
        <h2 id="title">Classes</h2>
        <span class="numbers" aria-hidden="true">${this.#numbers()}</span>
        <span class="spoken" role="status">${this.#stage()}</span>
      </div>
      <ul role="list">
        ${repeat(
          classes,
          ({ id }) => `${project.state.id}/${id}`, // other projects' photos have the same numbers
          (each) =>
            html`<li>
              <loupe-own-class
                .item=${each}
                .photos=${project.photosOf(each.id)}
                ?locked=${locked}
              ></loupe-own-class>
            </li>`,
        )}
      </ul>
      <div class="actions">
        <button ?disabled=${locked} @click=${this.#addClass}>Add a class</button>
        <button ?disabled=${locked} @click=${() => this.#choose('#folder')}>
          ${icons.folder}<span>A folder for each class</span>
        </button>
        <button ?disabled=${locked} @click=${() => this.#choose('#archive')}>A zip file</button>
      </div>
    </section>`;
  }

  #numbers(): string {
    const { content, adding: coming } = project.state;
    if (coming > 0) return `Reading… ${count(coming, 'photo')} so far`;
    const { waiting } = learner.state;
    if (waiting > 0 && learner.state.phase === 'ready') return `Looking at ${count(waiting, 'new photo')}…`;
    return `${count(content.photos.length, 'photo')} in ${count(content.classes.length, 'class', 'classes')}`;
  }

  // What is read out: not each photo that is looked at.
  #stage(): string {
    const busy = project.state.adding > 0 || learner.state.waiting > 0;
    return busy ? 'Looking at new photos' : this.#numbers();
  }

  #said() {
    const { problem, duplicates } = adding.state;
    const unreadable = [...adding.state.unreadable, ...learner.state.unreadable, ...saving.state.gone];
    const which = unreadable.length > 3 ? count(unreadable.length, 'file') : unreadable.join(', ');
    const leftOut = which && `Not readable as a photo, and left out: ${which}`;
    return html`
      ${this.#notice('trouble', icons.warning, problem, () => adding.update({ problem: '' }))}
      <div role="status">
        ${this.#notice('warning', icons.warning, leftOut, forgetUnreadable)}
        ${this.#notice('warning', icons.copy, duplicates, () => adding.update({ duplicates: '' }))}
      </div>
    `;
  }

  #notice(kind: 'trouble' | 'warning', icon: TemplateResult, words: string, takeAway: () => void) {
    if (!words) return nothing;
    const seen = () => {
      keepFocus();
      takeAway();
    };
    return html`<p class=${kind} role=${kind === 'trouble' ? 'alert' : nothing}>
      ${icon}<span>${words}</span>
      <button class="link" @click=${seen}>All right</button>
    </p>`;
  }

  #addClass(): void {
    this.#name(classNamed(''));
  }

  // Its name is to be typed over.
  #name(id: number): void {
    void this.updateComplete.then(() => {
      const cards = [...this.renderRoot.querySelectorAll('loupe-own-class')];
      cards.find(({ item }) => item.id === id)?.rename();
    });
  }

  #choose(what: string): void {
    this.renderRoot.querySelector<HTMLInputElement>(what)!.click();
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const given = fromFileList(input.files ?? [], isWanted);
    input.value = '';
    void addPhotos([given], null);
  }
}

function forgetUnreadable(): void {
  adding.update({ unreadable: [] });
  saving.update({ gone: [] });
  learner.forgetUnreadable();
}

customElements.define('loupe-class-list', ClassList);
