// How the camera looks: its picture, the answer, and a button for each class below.
import { css } from 'lit';

export const cameraStyles = css`
  :host {
    display: grid;
    gap: var(--space-3);
  }
  .picture {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    place-items: center;
    overflow: hidden;
    justify-self: center;
    aspect-ratio: 1;
    width: min(100%, 24rem, 40dvh); /* with the buttons below in one window */
    touch-action: pan-y;
    border-radius: var(--radius-s);
    background: #121110;
    color: #f4f1e6;
  }
  .view,
  video {
    width: 100%;
    height: 100%;
  }
  .view[hidden] {
    display: none;
  }
  .view.mirrored {
    scale: -1 1;
  }
  video {
    object-fit: cover;
    object-position: var(--x) var(--y);
    scale: var(--zoom);
    transform-origin: var(--x) var(--y);
    cursor: move;
  }
  .over {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    padding: var(--space-4);
    text-align: center;
  }
  .over > svg {
    width: 2rem;
    height: 2rem;
    color: #ffc61a;
  }
  .over p {
    color: #b5b0a1;
    font-size: var(--text-s);
  }
  .over :focus-visible {
    outline-color: #fff;
  }
  .corner {
    position: absolute;
    top: var(--space-1);
    right: var(--space-1);
    display: flex;
    gap: var(--space-1);
  }
  .rate,
  .hint {
    color: var(--ink-soft);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  /* What changes with each frame moves none of the buttons below. */
  .answer {
    height: 2.4em;
    -webkit-line-clamp: 2;
  }
  /* The picture and the buttons are to be seen together, however many classes there are. */
  .class-bars,
  .rate {
    order: 1;
  }
  .so-far {
    display: none; /* the panel's heading says it */
  }
  h3 {
    font-size: var(--text-m);
    font-weight: 650;
  }
  .record {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(7.5rem, 100%), 1fr));
    gap: var(--space-2);
  }
  .record.many {
    max-height: max(11rem, 100dvh - min(24rem, 40dvh) - 14rem);
    margin: calc(-1 * var(--space-1));
    padding: var(--space-1); /* for the focus' outline */
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  summary {
    width: fit-content;
    padding-block: 0.75rem;
    color: var(--ink-soft);
    font-size: var(--text-s);
    cursor: pointer;
  }
  details .fields {
    margin-top: var(--space-2);
  }
`;
