// What can be taken out of the tab: the model, the whole project, or the answers themselves, to Classify.
import { LitElement, css, html, nothing } from 'lit';
import { fileName } from '../../away/file-name';
import '../../away/more-formats';
import { download } from '../../charts/download';
import { keepFocus, rememberFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { problemFrom } from '../../engine/problem';
import { Watch } from '../../state/store';
import { learner } from '../learner/learner';
import { project } from '../project/project';

class TakeAway extends LitElement {
  static override properties = { busy: { state: true }, problem: { state: true } };
  declare busy: boolean;
  declare problem: string;

  static override styles = [
    shared,
    buttons,
    css`
      details {
        position: relative;
      }
      summary {
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .menu {
        position: absolute;
        right: 0;
        z-index: 6;
        display: grid;
        gap: var(--space-1);
        width: min(21rem, 80vw);
        margin-top: var(--space-1);
        padding: var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 28%);
      }
      .menu button {
        justify-content: start;
        border-color: transparent;
      }
      p {
        padding: 0 var(--space-4);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .trouble {
        color: var(--trouble);
      }
      @media (max-width: 46rem) {
        .menu {
          right: auto;
          left: 0;
        }
      }
      @media (max-width: 30rem) {
        summary svg {
          display: none;
        }
        .menu {
          right: 0;
          left: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.busy = false;
    this.problem = '';
    new Watch(this, learner, project);
  }

  protected override render() {
    const taught = new Set(learner.state.report?.answers.map(({ classId }) => classId)).size;
    const able = taught > 1 && !this.busy;
    const empty = project.state.content.photos.length === 0;
    return html`<details @keydown=${this.#keyed} @focusout=${this.#left}>
      <summary class="button">${icons.download}<span>Take away</span></summary>
      <div class="menu">
        <button ?disabled=${!able} @click=${() => this.#do(this.#toClassify)}>Use in Classify</button>
        <button ?disabled=${!able} @click=${() => this.#do(this.#model)}>The model (.safetensors)</button>
        <button ?disabled=${empty || this.busy} @click=${() => this.#do(this.#zip)}>
          The whole project (.zip)
        </button>
        <loupe-more-formats
          .model=${() => learner.export()}
          .name=${project.state.name}
          ?disabled=${!able}
          @done=${this.#close}
        ></loupe-more-formats>
        ${taught > 1 ? nothing : html`<p>A model needs photos in two classes.</p>`}
        <p>The project’s zip has a folder for each class; dropped here, or on Train, it opens again.</p>
        ${this.problem ? html`<p class="trouble" role="alert">${this.problem}</p>` : nothing}
      </div>
    </details>`;
  }

  #toClassify = async (): Promise<void> => {
    const { useInClassify } = await import('../../train/models/use-in-classify');
    await useInClassify(await learner.export(), project.state.name);
  };

  #model = async (): Promise<void> => {
    download(await learner.export(), `${fileName(project.state.name)}.safetensors`);
  };

  #zip = async (): Promise<void> => {
    const { projectZip } = await import('./project-zip');
    download(await projectZip(), `${fileName(project.state.name)}.zip`);
  };

  async #do(action: () => Promise<void>): Promise<void> {
    const giveFocusBack = rememberFocus(); // the button is off meanwhile
    this.busy = true;
    this.problem = '';
    try {
      await action();
      this.#close();
    } catch (error) {
      const { title, detail } = problemFrom(error);
      this.problem = `${title}: ${detail}`;
    }
    this.busy = false;
    await this.updateComplete;
    giveFocusBack();
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#close();
  }

  #left(event: FocusEvent): void {
    const to = event.relatedTarget as Node | null;
    if (to && !this.renderRoot.contains(to)) this.#close();
  }

  #close(): void {
    keepFocus();
    this.renderRoot.querySelector('details')!.open = false;
  }
}

customElements.define('loupe-take-away', TakeAway);
