// The photos that a training had to do without, behind a line that says how many.
import { css, html, nothing } from 'lit';
import type { SkippedPhoto } from '../../../client/training/types';
import { count } from '../../dom/words';

export const skippedStyles = css`
  .skipped summary {
    cursor: pointer;
  }
  .skipped li {
    overflow-wrap: anywhere;
    font-size: var(--text-s);
  }
`;

export function skippedPhotos(skipped: readonly SkippedPhoto[]) {
  if (skipped.length === 0) return nothing;
  return html`<details class="skipped">
    <summary>
      ${count(skipped.length, 'photo')} could not be read and ${skipped.length === 1 ? 'is' : 'are'} left out
    </summary>
    <ul>
      ${skipped.map(({ name, className, reason }) => html`<li>${className}/${name}: ${reason}</li>`)}
    </ul>
  </details>`;
}
