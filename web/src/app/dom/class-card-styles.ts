// A class as a card: its name to be typed over, the place where its photos go, a frame that shows what would be dropped.
import { css } from 'lit';

export const classCardStyles = css`
  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    height: 100%;
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  :host([over]) article {
    border-color: var(--ink);
    background: var(--highlight);
  }
  .top {
    display: flex;
    gap: var(--space-2);
    align-items: center;
  }
  input[type='text'] {
    flex: 1;
    min-width: 0;
    height: 2.75rem;
    padding: 0 var(--space-2);
    border: 1px solid transparent;
    border-bottom-color: var(--line);
    background: none;
    color: var(--ink);
    font: inherit;
    font-size: var(--text-l);
    font-weight: 650;
    text-overflow: ellipsis;
  }
  input[type='text']:hover {
    border-color: var(--line);
    border-radius: var(--radius-s);
  }
  .empty {
    display: grid;
    place-items: center;
    min-height: 5rem;
    padding: var(--space-3);
    border: 2px dashed var(--line);
    border-radius: var(--radius-s);
    color: var(--ink-soft);
    font-size: var(--text-s);
    text-align: center;
  }
`;
