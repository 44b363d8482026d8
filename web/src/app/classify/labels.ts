// A photo's labels as a list: each is underlined as far as it is sure, as with a highlighter.
import { css, html, type TemplateResult } from 'lit';
import type { Prediction } from '../../client/types';
import { customProperties } from '../dom/custom-properties';
import { percent } from '../dom/words';

export const labelStyles = css`
  .labels {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px;
    font-size: var(--text-s);
    line-height: 1.5rem;
  }
  .labels li {
    position: relative;
    display: flex;
    justify-content: space-between;
    gap: var(--space-3);
    padding: 0 var(--space-2);
    border-radius: 2px;
    background: var(--sunken);
  }
  .labels i {
    position: absolute;
    inset: 0 auto 0 0;
    width: var(--share);
    min-width: 2px;
    border-radius: 2px;
    background: var(--highlight);
  }
  .labels span {
    position: relative;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .labels .share {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  @media (forced-colors: active) {
    .labels i {
      border-bottom: 3px solid CanvasText;
    }
  }
`;

export function labelList(predictions: readonly Prediction[]): TemplateResult {
  return html`<ol class="labels" role="list" aria-label="Labels">
    ${predictions.map(
      ({ label, probability }) => html`
        <li>
          <i ${customProperties({ '--share': `${100 * probability}%` })}></i>
          <span>${label}</span><span class="share">${percent(probability)}</span>
        </li>
      `,
    )}
  </ol>`;
}
