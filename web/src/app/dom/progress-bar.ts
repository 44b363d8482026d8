// How far something is, as a bar: the same in every tab.
import { css, html, type TemplateResult } from 'lit';
import { customProperties } from './custom-properties';

export const progressStyles = css`
  .progress {
    height: 0.375rem;
    overflow: hidden;
    border-radius: 1rem;
    background: var(--line);
  }
  .progress i {
    display: block;
    width: var(--share);
    height: 100%;
    background: var(--accent);
  }
  @media (forced-colors: active) {
    .progress {
      border: 1px solid CanvasText;
    }
    .progress i {
      background: Highlight;
    }
  }
`;

// `total` may be 0, while nobody knows it.
export function progressBar(label: string, done: number, total: number): TemplateResult {
  return html`<div
    class="progress"
    role="progressbar"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax=${Math.max(1, total)}
    aria-valuenow=${done}
  >
    <i ${customProperties({ '--share': `${(100 * done) / Math.max(1, total)}%` })}></i>
  </div>`;
}
