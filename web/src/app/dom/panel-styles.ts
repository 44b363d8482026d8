// What the panels of Train and My classes share: a sheet with a heading, and fields in a row.
import { css } from 'lit';

export const panelStyles = css`
  .panel {
    display: grid;
    gap: var(--space-4);
    padding: var(--space-5);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .panel > * {
    min-width: 0;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }
  h2 {
    margin-inline-end: auto;
    font-size: var(--text-xl);
    font-weight: 750;
    line-height: 1.2;
    letter-spacing: -0.02em;
  }
  h3 {
    font-size: var(--text-m);
    font-weight: 650;
  }
  .note {
    max-width: 46rem;
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  .warning,
  .trouble {
    display: flex;
    gap: var(--space-2);
    align-items: start;
    max-width: 52rem;
    overflow-wrap: anywhere;
  }
  .warning svg {
    color: var(--accent-edge);
  }
  .trouble {
    color: var(--trouble);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  @media (max-width: 46rem) {
    .panel {
      padding: var(--space-4);
    }
  }
  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
  }
`;

export const fieldStyles = css`
  fieldset {
    display: contents;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(10.5rem, 45%), 1fr));
    gap: var(--space-3) var(--space-4);
    align-items: start;
  }
  label.field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
    min-width: 0;
    font-size: var(--text-s);
    font-weight: 600;
  }
  label.field small {
    color: var(--ink-soft);
    font-size: var(--text-xs);
    font-weight: 400;
  }
  label.check {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    min-height: 2.75rem;
    font-weight: 600;
    cursor: pointer;
  }
  input:not([type='checkbox'], [type='range'], [type='file']),
  select {
    width: 100%;
    min-width: 0;
    height: 2.75rem;
    padding: 0 var(--space-3);
    border: 1px solid light-dark(#8b877a, #7d796d);
    border-radius: var(--radius-s);
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: var(--text-m);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  input[type='checkbox'] {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
  }
  input[type='range'] {
    width: 100%;
    margin: 0.625rem 0;
    accent-color: var(--accent-edge);
  }
  input:invalid {
    border-color: var(--trouble);
  }
  :disabled {
    opacity: 0.6;
  }
`;
