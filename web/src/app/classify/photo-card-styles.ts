// How a card looks: a print with its caption below, or beside it where the window is narrow.
import { css } from 'lit';

// The narrowest window for upright cards; photo-grid.ts lays them out by the same measure.
export const UPRIGHT = '(min-width: 34rem)';

export const cardStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  article {
    position: relative;
    display: grid;
    grid-template: 12rem minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .open {
    position: relative;
    min-height: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    border-radius: 0;
    background: var(--sunken);
    cursor: zoom-in;
  }
  .open:active {
    background: var(--sunken);
  }
  .open:focus-visible {
    outline-color: var(--accent);
    outline-offset: -3px;
    box-shadow: inset 0 0 0 5px #17160f;
  }
  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
    transition: scale 240ms;
  }
  .open:hover img {
    scale: 1.03;
  }
  .blank {
    display: grid;
    justify-items: center;
    gap: var(--space-1);
    color: var(--ink-soft);
    font-size: var(--text-s);
    letter-spacing: 0.06em;
  }
  .waiting img,
  .stopped img {
    opacity: 0.45;
  }
  .failed img {
    filter: grayscale(1);
    opacity: 0.6;
  }
  .reading .open::after {
    content: '';
    position: absolute;
    inset: auto 0 0;
    height: 0.25rem;
    background: linear-gradient(90deg, transparent, var(--accent) 40% 60%, transparent) 0 0 / 50% 100%;
    animation: scan 900ms linear infinite;
  }
  @keyframes scan {
    from {
      background-position: -100% 0;
    }
    to {
      background-position: 300% 0;
    }
  }
  .body {
    display: flex;
    flex-direction: column;
    min-width: 0;
    padding: var(--space-3) var(--space-4);
  }
  .shows {
    flex: none;
    height: 3.125rem;
  }
  .shows strong {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  .shows:has(.more) strong {
    -webkit-line-clamp: 1;
    line-clamp: 1;
  }
  .more {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .labels,
  .skeleton {
    margin-top: var(--space-2);
  }
  .skeleton {
    display: grid;
    gap: 2px;
  }
  .skeleton i {
    height: 1.5rem;
    border-radius: 2px;
    background: var(--sunken);
    opacity: 0.6;
  }
  .foot {
    display: flex;
    justify-content: space-between;
    gap: var(--space-3);
    margin-top: auto;
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .time {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .failed {
    background: var(--trouble-ground);
  }
  .trouble {
    --headline-size: 1.0625rem;
    align-items: center;
    color: var(--trouble);
  }
  .advice,
  .detail {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow-wrap: anywhere;
  }
  .advice {
    margin-top: var(--space-1);
    font-size: var(--text-s);
  }
  .detail {
    margin-top: var(--space-1);
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }
  .again {
    align-self: start;
    min-height: 2.25rem;
    margin-top: var(--space-2);
    padding: 0 var(--space-3);
  }
  button.remove {
    position: absolute;
    top: var(--space-2);
    right: var(--space-2);
    width: 2.25rem;
    min-height: 2.25rem;
    border: 0;
    border-radius: 50%;
    background: rgb(18 17 16 / 62%);
    color: #fff;
    opacity: 0;
    transition: opacity var(--quick);
  }
  button.remove:hover {
    background: #121110;
  }
  .remove:focus-visible {
    outline-color: var(--accent);
  }
  article:hover .remove,
  article:focus-within .remove {
    opacity: 1;
  }
  @media (hover: none) {
    .remove {
      opacity: 1;
    }
  }
  @media (max-width: 33.999rem) {
    article {
      grid-template: minmax(0, 1fr) / 36% minmax(0, 1fr);
    }
    .body {
      padding: var(--space-2) var(--space-3);
    }
    .shows {
      --headline-size: 1.125rem;
      height: 2.75rem;
    }
    .labels,
    .skeleton {
      margin-top: var(--space-1);
    }
    .labels {
      line-height: 1.375rem;
    }
    .labels li:nth-child(n + 4),
    .skeleton i:nth-child(n + 4) {
      display: none;
    }
    .skeleton i {
      height: 1.375rem;
    }
    .detail {
      display: none; /* the closer look has it */
    }
    .again {
      margin-top: var(--space-1);
    }
    button.remove {
      right: auto;
      left: var(--space-2);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    img {
      transition: none;
    }
    .open:hover img {
      scale: none;
    }
    .reading .open::after {
      background: var(--accent);
      animation: none;
    }
  }
  @media (forced-colors: active) {
    article {
      border: 1px solid CanvasText;
    }
    .reading .open::after {
      background: Highlight;
    }
  }
`;
