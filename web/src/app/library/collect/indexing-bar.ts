// How far looking at the photos is, with pause and go on; at its end what came of it, and what could not be read.
import { LitElement, css, html, nothing } from 'lit';
import type { IndexReport } from '../../../client/library/types';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { progressBar, progressStyles } from '../../dom/progress-bar';
import { buttons, shared } from '../../dom/styles';
import { count, duration } from '../../dom/words';
import { megabytes } from '../../engine/engine-words';
import { Watch } from '../../state/store';
import { libraryIcons } from '../icons';
import { indexer } from '../state/indexing';
import { photoLibrary } from '../state/photo-library';
import { barStyles } from './bar-styles';
import { showUnreadable } from './show-unreadable';
import { canRememberFolders, updateFolder } from './ways-in';

class IndexingBar extends LitElement {
  static override styles = [
    shared,
    buttons,
    progressStyles,
    barStyles,
    css`
      .progress {
        flex: 1 0 100%;
        order: 1;
        margin: 0 var(--space-2) var(--space-1) 0;
      }
      .trouble {
        background: var(--trouble-ground);
      }
      .trouble strong {
        color: var(--trouble);
      }
    `,
  ];

  #phase = indexer.state.phase; // that is shown

  constructor() {
    super();
    new Watch(this, indexer, photoLibrary);
  }

  // Each phase has buttons of its own, and at the end the bar goes.
  protected override willUpdate(): void {
    if (this.matches(':focus-within')) keepFocus();
  }

  // What went wrong is said at the top of the page; who has scrolled on would not see it.
  protected override updated(): void {
    const { phase } = indexer.state;
    if (phase === 'failed' && this.#phase !== phase)
      this.renderRoot.querySelector('section')!.scrollIntoView({ block: 'nearest' });
    this.#phase = phase;
  }

  protected override render() {
    switch (indexer.state.phase) {
      case 'running':
        return this.#running();
      case 'paused':
        return this.#paused();
      case 'failed':
        return this.#failed();
      default:
        if (indexer.state.interrupted) return this.#interrupted();
        return indexer.state.report ? this.#done(indexer.state.report) : nothing;
    }
  }

  #running() {
    const { what, progress } = indexer.state;
    const { downloading } = photoLibrary.state;
    const words = downloading
      ? `Getting the model, once: ${megabytes(downloading.loaded)} of ${megabytes(downloading.total)} MB`
      : progress
        ? `${progress.done.toLocaleString('en')} of ${count(progress.total, 'photo')}` +
          (progress.photosPerSecond > 0 ? ` · ${progress.photosPerSecond.toFixed(1)} a second` : '') +
          (Number.isFinite(progress.secondsLeft) && progress.photosPerSecond > 0
            ? ` · ${duration(progress.secondsLeft)} left`
            : '')
        : 'Looking for what is new…';
    return html`<section aria-label="Indexing">
      <div class="what">
        <strong>Looking at ${what}</strong>
        <small>${words}</small>
      </div>
      <button @click=${() => indexer.pause()}>${libraryIcons.pause}<span>Pause</span></button>
      ${this.#bar()}
    </section>`;
  }

  #paused() {
    const { what, progress } = indexer.state;
    return html`<section aria-label="Indexing">
      <div class="what">
        <strong>Paused: ${what}</strong>
        <small>
          ${progress ? `${progress.done.toLocaleString('en')} of ${count(progress.total, 'photo')}. ` : ''}What
          was looked at is kept.
        </small>
      </div>
      <button class="primary" @click=${() => indexer.goOn()}>${libraryIcons.play}<span>Go on</span></button>
      <button class="plain" @click=${() => indexer.end()}>Leave it</button>
      ${this.#bar()}
    </section>`;
  }

  #failed() {
    const { what, problem, reason } = indexer.state;
    if (reason === 'other-model') return this.#otherModel();
    const full = reason === 'full';
    return html`<section class="trouble" role="alert">
      <div class="what">
        <strong>${full ? 'There is no space left on this device' : `Looking at ${what} has stopped`}</strong>
        <small>
          ${
            full
              ? 'What was looked at is kept. Free some space, and it goes on from there.'
              : `${problem!.detail}. What was looked at is kept.`
          }
        </small>
      </div>
      <button @click=${() => indexer.goOn()}>Go on</button>
      <button class="plain" @click=${() => indexer.end()}>Leave it</button>
    </section>`;
  }

  #otherModel() {
    return html`<section class="trouble" role="alert">
      <div class="what">
        <strong>Another model looked at the photos here</strong>
        <small>
          What two models see cannot be compared, so this one has to look at all of them again. Your tags
          stay.
        </small>
      </div>
      <button class="primary" @click=${() => indexer.lookAgain()}>Look at all again</button>
      <button class="plain" @click=${() => indexer.end()}>Leave it</button>
    </section>`;
  }

  // The tab was closed in the middle.
  #interrupted() {
    const { interrupted } = indexer.state;
    const folder = photoLibrary.state.folders.find(({ name }) => name === interrupted);
    return html`<section>
      <div class="what">
        <strong>Not all of ${interrupted} has been looked at</strong>
        <small>
          ${
            folder && folder.access !== 'gone'
              ? 'The page was closed meanwhile. What was looked at is kept.'
              : `The page was closed meanwhile. Add it again: what was looked at is kept.`
          }
        </small>
      </div>
      ${
        folder && folder.access !== 'gone' && canRememberFolders
          ? html`<button class="primary" @click=${() => updateFolder(folder.id, folder.name)}>
              ${libraryIcons.play}<span>Go on</span>
            </button>`
          : nothing
      }
      <button class="plain" @click=${() => indexer.forgetInterrupted()}>Leave it</button>
    </section>`;
  }

  #done(report: IndexReport) {
    return html`<section>
      <div class="what" role="status">
        <strong>${inWords(report)}</strong>
        <small>
          ${report.unchanged > 0 ? `${count(report.unchanged, 'photo')} unchanged. ` : ''}${this.#unreadable(report.failed)}
        </small>
      </div>
      <button class="plain icon" aria-label="Close" @click=${() => indexer.end()}>${icons.close}</button>
    </section>`;
  }

  #unreadable(failed: number) {
    if (failed === 0) return nothing;
    return html`<button class="link" @click=${() => showUnreadable(indexer.state.skipped)}>
      ${count(failed, 'file')} could not be read
    </button>`;
  }

  #bar() {
    const { progress } = indexer.state;
    return progressBar('Photos looked at', progress?.done ?? 0, progress?.total ?? 0);
  }
}

function inWords({ added, changed, moved, removed }: IndexReport): string {
  const parts = [
    added > 0 ? `${count(added, 'photo')} added` : '',
    changed > 0 ? `${changed} changed` : '',
    moved > 0 ? `${moved} moved` : '',
    removed > 0 ? `${removed} gone` : '',
  ].filter(Boolean);
  return parts.join(', ') || 'Nothing new';
}

customElements.define('loupe-indexing-bar', IndexingBar);
