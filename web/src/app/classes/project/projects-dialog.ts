// All projects on this device: to open, copy, delete and bring back.
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Dialog } from '../../dom/dialog';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { panelStyles } from '../../dom/panel-styles';
import { count } from '../../dom/words';
import { Watch } from '../../state/store';
import { allProjects, copyProject, markDeleted, type ProjectRow } from './database';
import { newProject, project } from './project';
import { isFull, withRoom, wordsOf } from './saving';

class ProjectsDialog extends Dialog {
  static override properties = { rows: { state: true }, problem: { state: true } };
  declare rows: readonly ProjectRow[];
  declare problem: string;

  static override styles = [
    panelStyles,
    Dialog.styles,
    css`
      dialog {
        max-height: calc(90dvh - 1rem);
        margin-top: 10dvh; /* it grows downwards only */
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
      }
      .what {
        flex: 1 1 12rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      ul {
        margin: var(--space-4) 0;
      }
      @media (max-width: 30rem) {
        .head {
          flex-wrap: wrap;
        }
        .head div {
          flex: 1 0 auto;
        }
        .head .primary {
          flex: 1 0 100%;
          order: 1;
        }
        .what {
          flex-basis: 100%;
        }
        li button {
          padding: 0 var(--space-2);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.rows = [];
    this.problem = '';
    new Watch(this, project);
  }

  override async open(): Promise<void> {
    await project.saved();
    await this.#list();
    await super.open();
  }

  protected override get heading(): string {
    return 'Projects';
  }

  protected override actions(): TemplateResult {
    return html`<button class="primary" @click=${this.#begin}>New project</button>`;
  }

  protected override content(): TemplateResult {
    return html`
      ${
        this.problem
          ? html`<p class="trouble" role="alert">${icons.warning}<span>${this.problem}</span></p>`
          : nothing
      }
      ${
        this.rows.length === 0
          ? html`<p class="note">None is kept yet: a project is, as soon as it has a class.</p>`
          : nothing
      }
      <ul role="list">
        ${repeat(
          this.rows,
          ({ id }) => id,
          (row) => html`<li>${row.deletedAt ? this.#deleted(row) : this.#row(row)}</li>`,
        )}
      </ul>
    `;
  }

  #row(row: ProjectRow) {
    const current = row.id === project.state.id;
    return html`
      <div class="what">
        <strong>${row.name}</strong>
        <small>
          ${count(row.photos, 'photo')} in ${count(row.classes.length, 'class', 'classes')}, changed
          ${new Date(row.changedAt).toLocaleDateString()}${current ? ', open' : ''}
        </small>
      </div>
      <button aria-label="Open ${row.name}" ?disabled=${current} @click=${() => this.#open(row)}>Open</button>
      <button aria-label="Duplicate ${row.name}" @click=${() => this.#copy(row)}>Duplicate</button>
      <button aria-label="Delete ${row.name}" @click=${() => this.#delete(row)}>Delete</button>
    `;
  }

  // The button is at the other end of the row than the one that deletes: that may be pressed twice.
  #deleted(row: ProjectRow) {
    return html`
      <button aria-label="Bring back ${row.name}" @click=${() => this.#bringBack(row)}>Bring back</button>
      <div class="what">
        <s>${row.name}</s>
        <small>Deleted; can be brought back for a day, or until its room is needed</small>
      </div>
    `;
  }

  // Those that are listed already stay where they are: nobody is to press a button that has just moved away.
  async #list(): Promise<void> {
    const listed = this.rows.map(({ id }) => id);
    const place = ({ id }: ProjectRow) => (listed.includes(id) ? listed.indexOf(id) : listed.length);
    await this.#try(async () => {
      const rows = await allProjects();
      keepFocus(); // a button that was pressed may have become another
      this.rows = rows.sort(
        (a, b) =>
          place(a) - place(b) ||
          Number(a.deletedAt > 0) - Number(b.deletedAt > 0) ||
          b.changedAt - a.changedAt,
      );
    });
  }

  async #begin(): Promise<void> {
    const taken = new Set(this.rows.map(({ name }) => name));
    let number = this.rows.length + 1;
    while (taken.has(`Project ${number}`)) number++;
    await this.#open(newProject(`Project ${number}`));
  }

  async #open(row: ProjectRow): Promise<void> {
    await this.#try(() => project.open(row));
    if (!this.problem) this.close();
  }

  async #copy(row: ProjectRow): Promise<void> {
    await this.#try(() => withRoom(() => copyProject(row.id, newProject().id)));
    await this.#list();
  }

  // Instead of the one that is open, the next is.
  async #delete(row: ProjectRow): Promise<void> {
    const next = this.rows.find(({ id, deletedAt }) => id !== row.id && deletedAt === 0);
    await this.#try(async () => {
      if (row.id === project.state.id) await project.open(next ?? newProject());
      await markDeleted(row.id, Date.now());
    });
    await this.#list();
  }

  async #bringBack({ id }: ProjectRow): Promise<void> {
    await this.#try(() => markDeleted(id, 0));
    await this.#list();
  }

  async #try(action: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await action();
    } catch (error) {
      this.problem = isFull(error) ? 'There is no room left on this device for that.' : wordsOf(error);
    }
  }
}

customElements.define('loupe-projects-dialog', ProjectsDialog);

export function openProjects(): Promise<void> {
  return new ProjectsDialog().open();
}
