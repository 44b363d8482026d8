import { css } from 'lit';

export const photoViewStyles = css`
  .picture {
    position: relative;
    color: #f4f1e6;
  }
  .below {
    position: absolute;
    right: var(--space-3);
    bottom: var(--space-3);
    left: var(--space-3);
    display: grid;
    gap: var(--space-2);
    pointer-events: none;
  }
  .why {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
    align-items: center;
    width: fit-content;
    margin: 0 auto;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-s);
    background: rgb(18 17 16 / 86%);
    font-size: var(--text-s);
    pointer-events: auto;
  }
  h2 {
    font-size: var(--text-l);
    font-weight: 700;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
`;
