import { css } from 'lit';

export const photoViewStyles = css`
  dialog {
    width: calc(100vw - 2 * var(--gutter));
    max-width: none;
    height: calc(100dvh - 2 * var(--space-5));
    max-height: none;
    padding: 0;
    overflow: hidden;
    border: 1px solid transparent; /* seen in forced colours */
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
  }
  dialog::backdrop {
    background: rgb(18 17 16 / 72%);
  }
  .frame {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) 22rem;
    height: 100%;
  }
  .picture {
    position: relative;
    min-width: 0;
    min-height: 0;
    background: #121110;
    color: #f4f1e6;
  }
  .why {
    position: absolute;
    right: var(--space-3);
    bottom: var(--space-3);
    left: var(--space-3);
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
    align-items: center;
    width: fit-content;
    max-width: calc(100% - 2 * var(--space-3));
    margin: 0 auto;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-s);
    background: rgb(18 17 16 / 86%);
    font-size: var(--text-s);
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
    overflow-y: auto;
    padding: var(--space-3) var(--space-4) var(--space-4);
  }
  .top {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    margin-inline-end: -0.5rem;
  }
  .top span {
    margin-inline-end: auto;
    color: var(--ink-soft);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  [aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }
  h2 {
    font-size: var(--text-l);
    font-weight: 700;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  @media (max-width: 56rem) {
    dialog {
      width: 100vw;
      height: 100dvh;
      border-radius: 0;
    }
    .frame {
      grid-template: minmax(0, 45%) minmax(0, 1fr) / minmax(0, 1fr);
    }
  }
`;
