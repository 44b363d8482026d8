// What can be taken out of the tab: the model, the whole project, or the answers themselves, to Classify.
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { fileName } from '../../away/file-name';
import type { MoreFormats } from '../../away/more-formats';
import '../../away/more-formats';
import { download } from '../../charts/download';
import { rememberFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { Menu } from '../../dom/menu';
import { problemFrom } from '../../engine/problem';
import { Watch } from '../../state/store';
import { learner } from '../learner/learner';
import { project } from '../project/project';
import { modelOfProject } from './model';

const WAITING = 'What is taken away has all photos in it: it comes when they have been looked at.';

class TakeAway extends Menu {
  static override properties = { busy: { state: true }, problem: { state: true } };
  declare busy: boolean;
  declare problem: string;

  static override styles: CSSResultGroup = [
    Menu.styles,
    css`
      .menu p.trouble {
        color: var(--trouble);
      }
      @media (max-width: 22rem) {
        summary {
          padding: 0 var(--space-2);
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
    return this.menu(
      html`${icons.download}<span>Take away</span>`,
      html`
        <button ?disabled=${!able} @click=${() => this.#do(this.#toClassify)}>Use in Classify</button>
        <button ?disabled=${!able} @click=${() => this.#do(this.#model)}>The model (.safetensors)</button>
        <button ?disabled=${!able} @click=${() => this.#do(this.#head)}>
          Only what was learned (.safetensors, small)
        </button>
        <button ?disabled=${empty || this.busy} @click=${() => this.#do(this.#zip)}>
          The whole project (.zip)
        </button>
        <loupe-more-formats
          .model=${modelOfProject}
          .name=${project.state.name}
          ?disabled=${!able}
          @begin=${() => (this.problem = '')}
          @done=${this.closeMenu}
        ></loupe-more-formats>
        ${taught > 1 ? nothing : html`<p>A model needs photos in two classes.</p>`}
        ${learner.state.waiting > 0 ? html`<p role="status">${WAITING}</p>` : nothing}
        <p>The project’s zip has a folder for each class; dropped here, or on Train, it opens again.</p>
        ${this.problem ? html`<p class="trouble" role="alert">${this.problem}</p>` : nothing}
      `,
    );
  }

  #toClassify = async (): Promise<void> => {
    const { useInClassify } = await import('../../train/models/use-in-classify');
    await useInClassify(await modelOfProject(), project.state.name);
  };

  #model = async (): Promise<void> => {
    download(await modelOfProject(), `${fileName(project.state.name)}.safetensors`);
  };

  #head = async (): Promise<void> => {
    const { headOf } = await import('./head');
    download(await headOf(await modelOfProject()), `${fileName(project.state.name)}-head.safetensors`);
  };

  #zip = async (): Promise<void> => {
    const { projectZip } = await import('./project-zip');
    const { name } = project.state;
    download(await projectZip(), `${fileName(name)}.zip`);
  };

  async #do(action: () => Promise<void>): Promise<void> {
    const giveFocusBack = rememberFocus(); // the button is off meanwhile
    this.busy = true;
    this.problem = '';
    this.renderRoot.querySelector<MoreFormats>('loupe-more-formats')!.forget();
    try {
      await action();
      this.closeMenu();
    } catch (error) {
      const { title, detail } = problemFrom(error);
      this.problem = `${title}: ${detail}`;
    }
    this.busy = false;
    await this.updateComplete;
    giveFocusBack();
  }

  protected override get closesAtPress(): boolean {
    return false;
  }
}

customElements.define('loupe-take-away', TakeAway);
