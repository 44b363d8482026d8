// The most probable classes of a photo as bars; the right one is marked.
import { css, html, type TemplateResult } from 'lit';
import { customProperties } from '../dom/custom-properties';
import { percent } from '../dom/words';
import type { Answer } from './run/answers';

const SHOWN = 3;

export const barStyles = css`
  .bars {
    display: grid;
    gap: 2px;
  }
  .bars li {
    position: relative;
    display: flex;
    gap: var(--space-2);
    justify-content: space-between;
    overflow: hidden;
    padding: 0 var(--space-2);
    border-radius: 2px;
    font-size: var(--text-s);
    line-height: 1.5rem;
    font-variant-numeric: tabular-nums;
  }
  .bars li::before {
    content: '';
    position: absolute;
    inset: 0 auto 0 0;
    z-index: 0;
    width: var(--share);
    background: var(--sunken);
  }
  .bars li.right::before {
    background: var(--highlight);
  }
  .bars span {
    position: relative;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bars .right span:first-child {
    font-weight: 650;
  }
`;

export function probabilityBars(answer: Answer, classNames: readonly string[]): TemplateResult {
  const ranked = answer.probabilities
    .map((probability, index) => ({ probability, index }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, SHOWN);
  return html`<ol class="bars">
    ${ranked.map(
      ({ probability, index }) =>
        html`<li
          class=${index === answer.label ? 'right' : ''}
          ${customProperties({ '--share': `${100 * probability}%` })}
        >
          <span>${classNames[index]}</span><span>${percent(probability)}</span>
        </li>`,
    )}
  </ol>`;
}
