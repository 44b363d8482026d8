// The element's look. A page changes it by custom properties (--loupe-accent, --loupe-ink, --loupe-ink-soft,
// --loupe-surface, --loupe-sunken, --loupe-line, --loupe-trouble, --loupe-radius, --loupe-font) and by parts. It is
// dark where the page's color-scheme is.
import { css } from 'lit';

export const styles = css`
  :host {
    --accent: var(--loupe-accent, #ffc61a);
    --ink: var(--loupe-ink, light-dark(#17160f, #f4f1e6));
    --ink-soft: var(--loupe-ink-soft, light-dark(#5a574c, #b5b0a1));
    --surface: var(--loupe-surface, light-dark(#ffffff, #1e1d19));
    --sunken: var(--loupe-sunken, light-dark(#eae8e0, #2b2924));
    --line: var(--loupe-line, light-dark(#c9c5b6, #4a473e));
    --trouble: var(--loupe-trouble, light-dark(#a32f0a, #ffa27c));
    --radius: var(--loupe-radius, 0.625rem);

    box-sizing: border-box;
    container-type: inline-size;
    display: block;
    max-width: 44rem;
    color: var(--ink);
    font: 1rem/1.45 var(--loupe-font, system-ui, sans-serif);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before {
    box-sizing: inherit;
    margin: 0;
  }
  .frame {
    display: grid;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .frame.dragging {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
  }
  .stage {
    display: grid;
    place-items: center;
    min-height: 12rem;
    overflow: hidden;
    background: var(--sunken);
  }
  canvas,
  video {
    display: block;
    width: 100%;
    height: 100%;
    max-height: 24rem;
    object-fit: contain;
  }
  video.mirrored {
    scale: -1 1;
  }
  .side {
    display: grid;
    align-content: space-between;
    gap: 1rem;
    padding: 1rem;
  }
  .invitation {
    max-width: 18rem;
    padding: 1.5rem;
    color: var(--ink-soft);
    text-align: center;
    text-wrap: balance;
  }
  .headline {
    margin-bottom: 0.5rem;
    font-weight: 650;
    font-size: 1.25rem;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .status {
    color: var(--ink-soft);
  }
  .trouble {
    color: var(--trouble);
    overflow-wrap: anywhere;
  }
  ol {
    display: grid;
    gap: 0.625rem;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.125rem 0.75rem;
  }
  li span:first-child {
    overflow-wrap: anywhere;
  }
  .probability {
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
  }
  .bar,
  progress {
    grid-column: 1 / -1;
    height: 0.375rem;
    border-radius: 1rem;
    background: var(--sunken);
  }
  .bar::before {
    content: '';
    display: block;
    width: var(--share);
    height: 100%;
    border-radius: inherit;
    background: var(--accent);
  }
  li:not(:first-child) .bar::before {
    opacity: 0.6;
  }
  progress {
    display: block;
    width: 100%;
    margin-top: 0.5rem;
    border: 0;
    appearance: none;
    accent-color: var(--accent);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--sunken);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  button {
    min-height: 2.75rem;
    padding: 0 1rem;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 0.6);
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button.first {
    border-color: light-dark(#9a6f00, var(--accent));
    background: var(--accent);
    color: var(--loupe-on-accent, #17160f);
  }
  button:hover {
    border-color: currentcolor;
  }
  :focus-visible {
    outline: 3px solid var(--ink);
    outline-offset: 2px;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @container (min-width: 32rem) {
    .frame {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      min-height: 16rem;
    }
  }
  @media (forced-colors: active) {
    .bar::before {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
