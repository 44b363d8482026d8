// What came of a training: how right it is, what it confuses with what, and where the model goes from here.
import { LitElement, css, html, nothing } from 'lit';
import type { Cell } from '../../charts/confusion-matrix';
import '../../charts/confusion-matrix';
import { fileName } from '../../away/file-name';
import '../../away/more-formats';
import { download } from '../../charts/download';
import '../../charts/history-plots';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count, percent } from '../../dom/words';
import { problemFrom } from '../../engine/problem';
import { Watch } from '../../state/store';
import { models } from '../models/model-store';
import { trainOn } from '../models/train-on';
import { useInClassify } from '../models/use-in-classify';
import { fieldStyles, panelStyles } from '../../dom/panel-styles';
import { confusionOf, isRight, scores, worstMistakes } from '../run/answers';
import { run, type Result } from '../run/run';
import { skippedPhotos, skippedStyles } from '../run/skipped-photos';
import { baselineFigure, baselineWords } from './baseline';
import { showCell } from './show-cell';
import './worst-mistakes';

class ResultPanel extends LitElement {
  static override properties = { name: { state: true }, problem: { state: true } };
  declare name: string;
  declare problem: string;

  static override styles = [
    shared,
    buttons,
    panelStyles,
    fieldStyles,
    skippedStyles,
    css`
      .figure,
      .beside {
        font-size: var(--text-display);
        font-weight: 800;
        line-height: 1;
        letter-spacing: -0.04em;
        font-variant-numeric: tabular-nums;
      }
      .beside {
        color: var(--ink-soft);
        font-weight: 400;
      }
      .lead {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3) var(--space-6);
        align-items: end;
      }
      .lead div {
        flex: 0 1 15rem;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        flex: 1 1 22rem;
        gap: var(--space-2);
        align-items: end;
      }
      form .field {
        flex: 1 1 10rem;
      }
      form button {
        min-height: 2.5rem;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
        gap: var(--space-5);
        align-items: start;
      }
      .columns > * {
        min-width: 0;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: var(--space-1) var(--space-3) var(--space-1) 0;
        border-bottom: 1px solid var(--line);
        text-align: start;
      }
    `,
  ];

  constructor() {
    super();
    this.name = '';
    this.problem = '';
    new Watch(this, run, models);
  }

  protected override render() {
    const { result } = run.state;
    if (!result) return nothing;
    const right = result.answers.filter(isRight).length;
    const cells = confusionOf(result.answers, result.classNames.length);
    return html`
      <section class="panel" aria-labelledby="title">
        <div class="top">
          <h2 id="title">What it learned</h2>
          <button class="plain" @click=${() => run.forgetResult()}>Put away</button>
        </div>
        <div class="lead">
          <div>
            <p class="figure">${percent(right / Math.max(1, result.answers.length))}</p>
            <p>
              right about ${count(result.answers.length, 'photo')}
              ${result.onValidation ? 'that it never saw' : 'that it learned from: none were kept aside'}
            </p>
          </div>
          ${baselineFigure(result)} ${this.#ways(result)}
        </div>
        ${baselineWords(result)}
        ${
          this.problem
            ? html`<p class="trouble" role="alert">${icons.warning}<span>${this.problem}</span></p>`
            : nothing
        }
        ${result.stopReason ? html`<p class="warning">${icons.warning}<span>${result.stopReason}</span></p>` : nothing}
        ${skippedPhotos(result.skipped ?? [])}
        <loupe-history-plots
          .history=${result.history}
          .epochs=${result.history.length}
        ></loupe-history-plots>
        <div class="columns">
          <loupe-confusion-matrix
            .counts=${cells.map((row) => row.map((cell) => cell.length))}
            .classNames=${result.classNames}
            @loupe-cell=${({ detail }: CustomEvent<Cell>) =>
              showCell(cells[detail.label]![detail.guessed]!, detail, result.classNames)}
          ></loupe-confusion-matrix>
          ${this.#perClass(result)}
        </div>
        ${
          worstMistakes(result.answers).length > 0
            ? html`<loupe-worst-mistakes
                .answers=${result.answers}
                .classNames=${result.classNames}
              ></loupe-worst-mistakes>`
            : nothing
        }
      </section>
    `;
  }

  #ways(result: Result) {
    const name = this.name || result.saved || suggestedName(result.classNames);
    return html`
      <form
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.#save(name, result);
        }}
      >
        <label class="field">
          <span>Name</span>
          <input
            maxlength="80"
            .value=${name}
            @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
          />
        </label>
        <button class="primary" type="submit" ?disabled=${result.saved === name}>
          ${result.saved === name ? 'Saved' : 'Save'}
        </button>
        <button type="button" @click=${() => this.#try(() => useInClassify(result.model, name))}>
          Use in Classify
        </button>
        <button
          type="button"
          ?disabled=${run.isLocked}
          @click=${() => this.#try(() => trainOn(result.model, name))}
        >
          Train on from here
        </button>
        <button type="button" @click=${() => download(result.model, `${fileName(name)}.safetensors`)}>
          ${icons.download}<span>Export</span>
        </button>
      </form>
      <details>
        <summary>More formats</summary>
        <loupe-more-formats .model=${() => Promise.resolve(result.model)} .name=${name}></loupe-more-formats>
      </details>
    `;
  }

  #perClass({ answers, classNames }: Result) {
    const share = (value: number | null) => (value === null ? '–' : percent(value));
    return html`<div>
      <h3>Class by class</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="Class by class">
        <table>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col">Photos</th>
              <th scope="col">Found (recall)</th>
              <th scope="col">Right when named (precision)</th>
            </tr>
          </thead>
          <tbody>
            ${scores(answers, classNames).map(
              (score) =>
                html`<tr>
                  <th scope="row">${score.name}</th>
                  <td>${score.count}</td>
                  <td>${share(score.recall)}</td>
                  <td>${share(score.precision)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  async #save(name: string, { model, classNames, answers, onValidation }: Result): Promise<void> {
    const accuracy = onValidation ? answers.filter(isRight).length / answers.length : null;
    await models.save({ name, file: model, classNames, accuracy });
    run.changeResult({ saved: name });
  }

  async #try(action: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await action();
    } catch (error) {
      this.problem = problemFrom(error).detail;
    }
  }
}

function suggestedName(classNames: readonly string[]): string {
  return classNames.length > 3 ? `${classNames[0]} to ${classNames.at(-1)}` : classNames.join(' or ');
}

customElements.define('loupe-result-panel', ResultPanel);
