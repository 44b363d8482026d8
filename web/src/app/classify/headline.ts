// What a photo shows: its most probable tag large, the others behind it; or that nothing is sure.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Tag } from '../../client/types';
import { percent } from '../dom/words';

export const headlineStyles = css`
  .headline {
    display: flex;
    align-items: baseline;
    gap: 0 var(--space-2);
    min-width: 0;
  }
  .headline strong,
  .headline em {
    font-size: var(--headline-size, 1.3125rem);
    font-weight: 750;
    line-height: 1.2;
    letter-spacing: -0.02em;
    overflow-wrap: break-word;
    text-wrap: balance;
  }
  .headline strong::first-letter {
    text-transform: uppercase;
  }
  .headline em {
    color: var(--ink-soft);
    font-style: normal;
  }
  .headline span {
    flex: none;
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
  }
  .more {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
`;

export function headline(tags: readonly Tag[]): TemplateResult {
  const [first, ...others] = tags;
  if (!first)
    return html`
      <p class="headline"><em>Not sure</em></p>
      <p class="more">Nothing stands out. Perhaps:</p>
    `;
  return html`
    <p class="headline"><strong>${first.name}</strong><span>${percent(first.probability)}</span></p>
    ${others.length > 0 ? html`<p class="more">Also ${others.map(named).join(', ')}</p>` : nothing}
  `;
}

// The same for a screen reader.
export function spokenHeadline(tags: readonly Tag[]): string {
  return tags.map(({ name, probability }) => `${name}, ${percent(probability)}`).join('; ') || 'not sure';
}

function named({ name, probability }: Tag): string {
  return `${name} ${percent(probability)}`;
}
