// The tab My classes: classes on one side, what is made of a photo or of the camera's picture on the other, and how
// right that is below. Photos can be dropped anywhere, or on a class; pasted, they go to the class under the pointer or
// with the focus, else they are tried; a project or a model is opened wherever it is given.
import { LitElement, css, html } from 'lit';
import { keepFocus } from '../dom/focus';
import { shared } from '../dom/styles';
import { fromDrop } from '../photos/collect';
import { Watch } from '../state/store';
import { AnswerPanel } from './answer/answer-panel';
import { tried } from './answer/tried';
import { ClassCard } from './collect/class-card';
import './collect/class-list';
import { addPhotos } from './project/add-photos';
import { project } from './project/project';
import './project/project-bar';
import { isProjectOrModel, isWanted } from './project/sources';
import './quality/quality-panel';
import './start';

class ClassesView extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(19rem, 24rem);
        gap: var(--space-5);
        align-content: start;
        min-width: 0;
        padding: var(--space-2) var(--gutter) var(--space-6);
      }
      loupe-project-bar {
        grid-column: 1 / -1;
      }
      .main {
        display: grid;
        gap: var(--space-5);
        align-content: start;
        min-width: 0;
      }
      aside {
        position: sticky;
        top: var(--space-4);
        align-self: start;
        min-width: 0;
        max-height: calc(100dvh - 2 * var(--space-4)); /* with the camera it is taller than most windows */
        overflow-y: auto;
        border-radius: var(--radius);
      }
      @media (max-width: 60rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        aside {
          position: static;
          max-height: none;
          overflow: visible;
        }
        .main {
          display: contents;
        }
        loupe-quality-panel {
          order: 1;
          overflow-anchor: none; /* it would stay where it is while what is above it grows */
        }
      }
    `,
  ];

  #under: EventTarget[] = []; // what the pointer is over

  constructor() {
    super();
    new Watch(this, project);
    this.addEventListener('pointermove', (event) => (this.#under = event.composedPath()));
    this.addEventListener('pointerleave', () => (this.#under = []));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('dragover', this.#allow);
    addEventListener('drop', this.#drop);
    addEventListener('paste', this.#paste);
    addEventListener('keydown', this.#keyed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('dragover', this.#allow);
    removeEventListener('drop', this.#drop);
    removeEventListener('paste', this.#paste);
    removeEventListener('keydown', this.#keyed);
  }

  protected override render() {
    if (project.state.phase === 'opening') return html`<h1 class="spoken">My classes</h1>`;
    return html`
      <h1 class="spoken">My classes</h1>
      <loupe-project-bar></loupe-project-bar>
      <div class="main">
        <loupe-class-list></loupe-class-list>
        <loupe-quality-panel></loupe-quality-panel>
      </div>
      <aside><loupe-answer-panel></loupe-answer-panel></aside>
    `;
  }

  #allow = (event: DragEvent): void => {
    if (this.hidden || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };

  #drop = (event: DragEvent): void => {
    if (this.hidden || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const path = event.composedPath();
    const panel = path.find((target) => target instanceof AnswerPanel);
    if (panel && ![...event.dataTransfer.files].some(isProjectOrModel)) return panel.drop(event.dataTransfer);
    if (!project.isLocked)
      void addPhotos(fromDrop(event.dataTransfer, isWanted), cardIn(path)?.item.id ?? null);
  };

  #paste = (event: ClipboardEvent): void => {
    if (this.hidden || isTyping(event)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    const card = cardIn(this.#under) ?? cardIn(event.composedPath());
    const given = files.map((file) => ({ name: file.name, file }));
    const isForAll = files.some(isProjectOrModel);
    if ((card || isForAll) && !project.isLocked) void addPhotos([given], card?.item.id ?? null);
    else if (!isForAll) tried.use(given[0]!.file, given[0]!.name);
  };

  #keyed = (event: KeyboardEvent): void => {
    if (this.hidden || isTyping(event) || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    keepFocus();
    if (event.shiftKey || key === 'y') project.redo();
    else project.undo();
  };
}

function cardIn(path: readonly EventTarget[]): ClassCard | undefined {
  return path.find((target) => target instanceof ClassCard);
}

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement && target.type === 'text';
}

customElements.define('loupe-classes-view', ClassesView);
