// The training under way, from the first photo read to what came of it. What only a training needs is loaded
// with it: the plots' library most of all.
import { LitElement, css, html, nothing } from 'lit';
import { icons } from '../../dom/icons';
import { panelStyles } from '../../dom/panel-styles';
import { progressBar, progressStyles } from '../../dom/progress-bar';
import { buttons, shared } from '../../dom/styles';
import { count, duration } from '../../dom/words';
import { megabytes } from '../../engine/engine-words';
import { Watch } from '../../state/store';
import { run, type Phase } from './run';
import './run-announcer';
import { skippedPhotos, skippedStyles } from './skipped-photos';

const loadPlots = () => import('../../charts/history-plots');
const loadSamples = () => import('./sample-predictions');
const loadResult = () => import('../result/result-panel');

class RunPanel extends LitElement {
  static override styles = [
    shared,
    buttons,
    panelStyles,
    progressStyles,
    skippedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
      }
      .line {
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .line strong {
        color: var(--ink);
      }
      .quiet {
        min-height: 8rem;
        place-content: center;
        color: var(--ink-soft);
        text-align: center;
      }
    `,
  ];

  #phase: Phase = run.state.phase === 'kept' ? 'kept' : 'none'; // what a reload finds is no news

  constructor() {
    super();
    new Watch(this, run);
  }

  // The buttons that lead here and on are gone by then: who works with the keyboard goes on at the heading.
  protected override updated(): void {
    const { phase } = run.state;
    const before = this.#phase;
    this.#phase = phase;
    if (before === phase || (phase !== 'reading' && phase !== 'kept')) return;
    this.renderRoot.querySelector<HTMLElement>('#title')!.focus({ preventScroll: true });
  }

  protected override render() {
    const { phase, result, problem, history } = run.state;
    if (phase !== 'none') void loadPlots();
    if (run.isActive) void loadSamples();
    if (result) void loadResult();
    return html`
      <loupe-run-announcer></loupe-run-announcer>
      ${
        problem
          ? html`<section class="panel" role="alert">
              <p class="trouble">
                ${icons.warning}<span><strong>${problem.title}:</strong> ${problem.detail}.</span>
              </p>
            </section>`
          : nothing
      }
      ${
        phase === 'none'
          ? nothing
          : html`<section class="panel" aria-labelledby="title">
              ${this.#top()} ${this.#progress()}
              ${
                history.length > 0
                  ? html`<loupe-history-plots
                      .history=${history}
                      .epochs=${run.state.epochs}
                    ></loupe-history-plots>`
                  : phase === 'training'
                    ? html`<p class="note">The plots begin with the first epoch’s end.</p>`
                    : nothing
              }
              <loupe-sample-predictions></loupe-sample-predictions>
              ${skippedPhotos(run.state.skipped)}
            </section>`
      }
      ${result ? html`<loupe-result-panel></loupe-result-panel>` : nothing}
    `;
  }

  #top() {
    const { phase, looked, history, epochs } = run.state;
    const next = Math.min(history.length + 1, epochs);
    const titles = {
      none: '',
      reading: looked ? 'Looking at the photos' : 'Reading the photos',
      training: `Epoch ${next} of ${epochs}`,
      paused: `Paused in epoch ${next} of ${epochs}`,
      kept: 'A training is not done',
      judging: 'Looking at what it learned',
    };
    return html`
      <div class="top">
        <h2 id="title" tabindex="-1">${titles[phase]}</h2>
        ${
          phase === 'training' || phase === 'paused'
            ? html`<button
                class=${phase === 'paused' ? 'primary' : ''}
                @click=${() => (phase === 'paused' ? run.resume() : run.pause())}
              >
                ${phase === 'paused' ? 'Resume' : 'Pause'}
              </button>`
            : nothing
        }
        ${
          phase === 'kept'
            ? html`<button class="primary" @click=${() => run.goOn()}>
                  ${history.length < epochs ? `Go on with epoch ${next} of ${epochs}` : 'Go on'}
                </button>
                <button @click=${() => run.startAnotherFromHere()}>Start another from here</button>
                <button @click=${() => run.startOver()}>Give it up</button>`
            : phase === 'judging'
              ? nothing
              : html`<button class="plain" @click=${() => run.stop()}>Stop</button>`
        }
      </div>
    `;
  }

  #progress() {
    const { phase, photosRead, photosTotal, looked, step, history, epochs, memoryBytes } = run.state;
    if (phase === 'kept')
      return html`<p class="note">
        ${count(history.length, 'epoch')} of ${epochs} ${history.length === 1 ? 'is' : 'are'} kept on this
        device, with the photos and settings. These stay as they are until it has gone on to its end, or is
        given up.
      </p>`;
    if (looked && looked.done < looked.total)
      return bar(
        'Photos looked at',
        looked.done,
        looked.total,
        html`The network looks at every photo once: ${looked.done} of ${count(looked.total, 'photo')}`,
      );
    if (phase === 'reading')
      return bar(
        'Photos read',
        photosRead,
        photosTotal,
        html`${photosRead} of ${count(photosTotal, 'photo')}`,
      );
    if (phase === 'judging') return html`<p class="line">Trying it on every photo that was kept aside…</p>`;
    if (!step) return html`<p class="line">The first step is under way…</p>`;
    const done = (step.epoch - 1) * step.stepsPerEpoch + step.step;
    const rate = phase === 'paused' ? '' : ` · ${Math.round(step.imagesPerSecond)} photos a second`;
    const left = phase === 'paused' ? '' : ` · ${duration(step.secondsLeft)} left`;
    return bar(
      'Steps done',
      done,
      step.totalSteps,
      html`<strong>Step ${step.step} of ${step.stepsPerEpoch}</strong> · loss ${step.loss.toFixed(3)} ·
        accuracy ${Math.round(step.accuracy * 100)}%${rate}${left} · ${megabytes(memoryBytes)} MB of memory`,
    );
  }
}

function bar(label: string, done: number, total: number, words: unknown) {
  return html`
    ${progressBar(label, done, total)}
    <p class="line">${words}</p>
  `;
}

customElements.define('loupe-run-panel', RunPanel);
