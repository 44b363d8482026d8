// What all elements share: buttons, focus, text for screen readers only.
import { css } from 'lit';

export const shared = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box; /* not inherited: what is in a <details> inherits from the browser's own box */
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  :focus-visible {
    outline: 3px solid var(--ink);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--accent);
  }
  svg {
    flex: none;
    display: block;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media print {
    .no-print {
      display: none !important;
    }
  }
`;

export const buttons = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: 2.75rem;
    padding: 0 var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color var(--quick),
      border-color var(--quick);
  }
  button:hover {
    border-color: var(--ink);
  }
  button:active {
    background: var(--sunken);
  }
  button.primary {
    border-color: var(--accent-edge);
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover {
    border-color: var(--ink);
    background: #ffd24a;
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  button.plain:hover {
    background: var(--sunken);
  }
  button.icon {
    width: 2.75rem;
    padding: 0;
  }
  /* A finger's place is 44 pixels wide, however small the button looks. */
  @media (pointer: coarse) {
    button,
    .button {
      position: relative;
    }
    button::after,
    .button::after {
      content: '';
      position: absolute;
      inset: min(0px, (100% - 2.75rem) / 2);
    }
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button.link {
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    font-weight: inherit;
    text-decoration: underline;
    text-decoration-color: var(--accent-edge);
    text-decoration-thickness: 0.12em;
    text-underline-offset: 0.2em;
  }
  button.link:hover {
    text-decoration-color: currentcolor;
  }
  @media (forced-colors: active) {
    button.primary {
      border-width: 2px;
    }
  }
`;
