// How the run over the photos goes: how many, how fast, how long still; and the way to stop and resume it.
import { LitElement, css, html, nothing } from 'lit';
import { progressBar, progressStyles } from '../dom/progress-bar';
import { buttons, shared } from '../dom/styles';
import { count, duration } from '../dom/words';
import { engine } from '../engine/engine';
import { loadingLine } from '../engine/engine-words';
import type { PhotoStatus } from '../photos/photo';
import type { Progress } from '../photos/progress';
import { queue } from '../photos/queue';
import { Watch } from '../state/store';

class RunStatus extends LitElement {
  static override styles = [
    shared,
    buttons,
    progressStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 2.25rem;
        font-variant-numeric: tabular-nums;
      }
      .line {
        flex: 1;
        min-width: 0;
      }
      p {
        line-height: 1.3;
      }
      small {
        display: inline-block; /* on a phone it takes a line of its own, rather than break before a unit */
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .progress {
        margin-top: var(--space-1);
      }
      button {
        min-height: 2.25rem;
        padding: 0 var(--space-3);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, queue, engine);
  }

  protected override render() {
    return queue.state.running ? this.#underway(queue.state.progress) : this.#over();
  }

  #underway(progress: Progress) {
    const { finished, total } = progress;
    return html`
      <div class="line">
        <p>
          <strong>${finished.toLocaleString('en')} of ${count(total, 'photo')}</strong> ${details(progress)}
        </p>
        ${progressBar('Photos read', finished, total)}
      </div>
      <button class="no-print" @click=${() => queue.cancel()}>Stop</button>
    `;
  }

  #over() {
    const { photos } = queue.state;
    const having = (wanted: PhotoStatus) => photos.filter(({ status }) => status === wanted).length;
    const failed = having('failed');
    const stopped = having('stopped');
    const exceptions = [
      failed > 0 ? `${failed.toLocaleString('en')} failed` : '',
      stopped > 0 ? `${stopped.toLocaleString('en')} not read` : '',
    ].filter(Boolean);
    return html`
      <p class="line">
        <strong>${count(photos.length, 'photo')}</strong>
        <small>${exceptions.map((words) => ` · ${words}`)}</small>
      </p>
      ${stopped > 0 ? html`<button class="no-print" @click=${() => queue.resume()}>Resume</button>` : nothing}
    `;
  }
}

function details({ perSecond, secondsLeft }: Progress) {
  const { phase } = engine.state;
  if (phase === 'failed') return html`<small> · the engine did not start</small>`;
  if (phase !== 'ready') return html`<small> · ${loadingLine()}</small>`;
  if (perSecond === 0 || secondsLeft === null) return nothing;
  const rate = perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond);
  return html`<small> · ${rate} a second · ${duration(secondsLeft)} left</small>`;
}

customElements.define('loupe-run-status', RunStatus);
