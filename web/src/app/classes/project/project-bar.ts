// Which project this is, whether it is kept, the way back, and the way out.
import { LitElement, css, html, nothing } from 'lit';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { panelStyles } from '../../dom/panel-styles';
import { buttons, shared } from '../../dom/styles';
import { recall, remember } from '../../state/remembered';
import { Watch } from '../../state/store';
import '../away/take-away';
import { project } from './project';
import { saving } from './saving';

const TOLD = 'photoloupe-classes-fleeting'; // whether it was said that the browser promises nothing

class ProjectBar extends LitElement {
  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      .name,
      .ways {
        display: flex;
        gap: var(--space-2);
        align-items: center;
      }
      .name {
        flex: 1 1 18rem;
        min-width: 0;
      }
      .ways {
        flex-wrap: wrap;
      }
      input {
        flex: 0 1 16rem;
        min-width: 0;
        height: 2.75rem;
        padding: 0 var(--space-2);
        border: 1px solid transparent;
        border-bottom-color: var(--line);
        background: none;
        color: var(--ink);
        font: inherit;
        font-size: var(--text-xl);
        font-weight: 750;
        letter-spacing: -0.02em;
        text-overflow: ellipsis;
      }
      input:hover {
        border-color: var(--line);
        border-radius: var(--radius-s);
      }
      .kept {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .elsewhere {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        align-items: center;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius);
        background: var(--highlight);
      }
      @media (max-width: 30rem) {
        input {
          flex-grow: 1;
        }
        .kept {
          flex: none;
        }
        .ways {
          gap: var(--space-1);
        }
        .ways button {
          padding: 0 var(--space-3);
        }
        .plain span {
          display: none;
        }
      }
      @media (max-width: 22rem) {
        .name {
          flex-wrap: wrap;
          gap: 0;
        }
        .ways button {
          padding: 0 var(--space-2);
        }
        .ways .plain {
          width: 2.75rem;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, project, saving);
  }

  protected override render() {
    const { name, undoable, redoable, phase } = project.state;
    const locked = project.isLocked;
    return html`
      <div class="bar">
        <div class="name">
          <input
            type="text"
            dir="auto"
            aria-label="Name of the project"
            maxlength="80"
            .value=${name}
            ?disabled=${locked}
            @change=${this.#rename}
          />
          <span class="kept">${this.#kept()}</span>
        </div>
        <div class="ways">
          <button
            class="plain"
            aria-label="Undo"
            title=${undoable ? `${undoable}: undo` : 'Nothing to undo'}
            aria-keyshortcuts="Control+Z"
            ?disabled=${!undoable}
            @click=${this.#undo}
          >
            ${icons.undo}<span>Undo</span>
          </button>
          <button
            class="plain"
            aria-label="Redo"
            aria-keyshortcuts="Control+Shift+Z"
            ?disabled=${!redoable}
            @click=${this.#redo}
          >
            ${icons.redo}<span>Redo</span>
          </button>
          <button @click=${this.#projects}>Projects</button>
          <loupe-take-away></loupe-take-away>
        </div>
      </div>
      ${
        phase === 'elsewhere'
          ? html`<div class="elsewhere" role="status">
              <span>This project is open in another tab. Here you can look and try.</span>
              <button @click=${() => project.takeOver()}>Work on it here</button>
            </div>`
          : nothing
      }
      ${this.#fleeting()} ${this.#emptied()}
      ${
        saving.state.problem
          ? html`<p class="trouble" role="alert">${icons.warning}<span>${saving.state.problem}</span></p>`
          : nothing
      }
    `;
  }

  // Once: who has read it knows.
  #fleeting() {
    if (!saving.state.fleeting || saving.state.problem || recall(TOLD)) return nothing;
    return html`<p class="note" role="status">
      The browser keeps this project, but may clear it when the device runs out of room. Download what must
      not be lost as a zip.
      <button class="link" @click=${this.#told}>All right</button>
    </p>`;
  }

  #emptied() {
    if (!saving.state.emptied) return nothing;
    return html`<p class="note" role="status">
      There was no room left on this device: the projects that you had deleted made some, and can no longer be
      brought back.
      <button class="link" @click=${this.#seen}>All right</button>
    </p>`;
  }

  #seen(): void {
    keepFocus();
    saving.update({ emptied: false });
  }

  #told(): void {
    keepFocus();
    remember(TOLD, 'yes');
    this.requestUpdate();
  }

  #kept(): string {
    if (project.isLocked || saving.state.problem) return '';
    if (saving.state.busy) return 'Saving…';
    return project.state.content.classes.length > 0 ? 'Saved on this device' : '';
  }

  // The last press switches its button off.
  #undo(): void {
    keepFocus();
    project.undo();
  }

  #redo(): void {
    keepFocus();
    project.redo();
  }

  #rename(event: Event): void {
    const input = event.target as HTMLInputElement;
    project.rename(input.value);
    input.value = project.state.name;
  }

  async #projects(): Promise<void> {
    const { openProjects } = await import('./projects-dialog');
    await openProjects();
  }
}

customElements.define('loupe-project-bar', ProjectBar);
