// How the camera looks: its picture, and beside it, or below on a phone, what it sees.
import { css } from 'lit';

export const webcamStyles = css`
  :host {
    display: block;
    padding: 0 var(--gutter) var(--space-4);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 21rem;
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .picture {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    place-items: center;
    height: min(56.25vw, 62dvh);
    background: #121110;
    color: #f4f1e6;
  }
  video {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .mirrored {
    scale: -1 1;
  }
  .over {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    max-width: 26rem;
    padding: var(--space-5);
    text-align: center;
  }
  .over > svg {
    width: 2.5rem;
    height: 2.5rem;
    color: #ffc61a;
  }
  .over strong {
    font-size: var(--text-xl);
    line-height: 1.2;
    letter-spacing: -0.02em;
  }
  .over p {
    color: #b5b0a1;
  }
  .over button {
    margin-top: var(--space-3);
  }
  .over :focus-visible {
    outline-color: #fff;
  }
  .troubled {
    grid-template-columns: minmax(0, 1fr);
  }
  .troubled .side {
    order: -1;
    padding-block: var(--space-1);
  }
  .troubled .picture {
    height: min(26rem, 60dvh);
  }
  .troubled .seen,
  .troubled .controls {
    display: none;
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
    padding: var(--space-4);
  }
  .top {
    display: flex;
    align-items: center;
    gap: var(--space-3);
  }
  .top h2 {
    margin-inline-end: auto;
    font-size: var(--text-m);
    font-weight: 600;
  }
  .top span {
    color: var(--ink-soft);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  .seen {
    --headline-size: var(--text-xl);
    min-height: 12rem;
  }
  .labels {
    margin-top: var(--space-2);
    font-size: var(--text-m);
    line-height: 1.75rem;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin-top: auto;
  }
  .controls .primary {
    flex: 1;
  }
  select {
    flex-basis: 100%;
    min-width: 0;
    min-height: 2.75rem;
    padding: 0 var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
  @media (max-width: 46rem) {
    :host {
      padding-inline: 0;
    }
    section {
      grid-template-columns: minmax(0, 1fr);
      border-radius: 0;
    }
    .picture {
      height: min(75vw, 45dvh);
    }
    .seen {
      min-height: 11rem;
    }
  }
`;
