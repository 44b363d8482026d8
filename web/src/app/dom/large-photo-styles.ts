// One photo large, and what is said of it beside it, or below it on a phone.
import { css } from 'lit';

// `--width` and `--height` are how large the dialog would like to be.
export const largePhotoStyles = css`
  dialog {
    width: min(var(--width, 100vw), 100vw - 2 * var(--gutter));
    max-width: none;
    height: min(var(--height, 100dvh), 100dvh - 2 * var(--space-5));
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
    min-width: 0;
    min-height: 0;
    background: #121110;
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
    overflow-y: auto;
    overscroll-behavior: contain; /* the page below stays where it is */
    padding: 0 var(--space-4) var(--space-4);
  }
  .top {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    gap: var(--space-1);
    align-items: center;
    margin-inline-end: -0.5rem;
    padding-top: var(--space-3);
    background: var(--surface);
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
  @media (max-width: 56rem) {
    dialog {
      width: 100%;
      height: 100dvh;
      border-radius: 0;
    }
    .frame {
      grid-template: minmax(0, 45%) minmax(0, 1fr) / minmax(0, 1fr);
    }
  }
`;
