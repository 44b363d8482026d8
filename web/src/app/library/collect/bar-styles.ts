// A bar above the photos: what is going on with them, and what can be done about it.
import { css } from 'lit';

export const barStyles = css`
  :host {
    display: contents;
  }
  section {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-4);
    align-items: center;
    padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
    font-variant-numeric: tabular-nums;
  }
  .what {
    flex: 1 1 9rem;
    display: grid;
    min-width: 0;
    padding: var(--space-1) 0;
    overflow-wrap: anywhere;
  }
  small {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  @media (max-width: 30rem) {
    section:has(button + button) .what {
      flex-basis: 100%; /* so that the buttons stay side by side */
    }
  }
`;
