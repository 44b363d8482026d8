// How probable each class is, as bars in the classes' colours; the answer on top, large, or that it is none of them.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Classification } from '../../../client/types';
import { customProperties } from '../../dom/custom-properties';
import { count, percent } from '../../dom/words';
import { classIdOf, learner } from '../learner/learner';
import type { PhotoClass } from '../project/content';

export const classBarStyles = css`
  .answer {
    font-size: var(--text-xl);
    font-weight: 750;
    line-height: 1.2;
    letter-spacing: -0.02em;
    overflow-wrap: anywhere;
    text-align: left;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .answer.unlike {
    color: var(--ink-soft);
  }
  .class-bars {
    display: grid;
    gap: var(--space-2);
  }
  .class-bars li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px var(--space-3);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  .class-bars span:first-child {
    overflow: hidden;
    text-align: left;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .class-bars i {
    grid-column: 1 / -1;
    height: 0.75rem;
    overflow: hidden;
    border-radius: 3px;
    background: var(--sunken);
  }
  .class-bars i::before {
    content: '';
    display: block;
    width: var(--share);
    height: 100%;
    background: var(--colour);
  }
  .class-bars.unlike i::before {
    opacity: 0.35;
  }
  @media (forced-colors: active) {
    .class-bars i {
      border: 1px solid CanvasText;
    }
    .class-bars i::before {
      background: Highlight;
    }
  }
  .so-far {
    color: var(--ink-soft);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
`;

export function classBars(result: Classification, classes: readonly PhotoClass[]): TemplateResult {
  const byClass = new Map(result.map(({ label, probability }) => [classIdOf(label), probability]));
  const shown = classes.filter(({ off }) => !off);
  const unlike = result.unlike ?? false;
  const { known, photos } = learner.state;
  return html`
    <p dir="auto" class="answer ${unlike ? 'unlike' : ''}">${answerIn(result, classes)}</p>
    <ul class="class-bars ${unlike ? 'unlike' : ''}" role="list">
      ${shown.map(({ id, name, colour }) => {
        const probability = byClass.get(id) ?? 0;
        return html`<li ${customProperties({ '--share': `${100 * probability}%`, '--colour': colour })}>
          <span dir="auto">${name}</span><span>${percent(probability)}</span><i></i>
        </li>`;
      })}
    </ul>
    ${known < photos ? html`<p class="so-far">By ${known.toLocaleString('en')} of ${count(photos, 'photo')} so far</p>` : nothing}
  `;
}

export function answerIn(result: Classification, classes: readonly PhotoClass[]): string {
  if (result.unlike) return 'Unlike anything you showed me';
  const best = classes.find(({ id }) => id === classIdOf(result[0]?.label ?? ''));
  return best?.name ?? 'Nothing learned yet';
}
