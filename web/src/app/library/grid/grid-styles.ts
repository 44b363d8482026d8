import { css } from 'lit';

export const gridStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  ul {
    position: relative;
    height: var(--height);
    contain: layout style;
  }
  li {
    position: absolute;
    top: 0;
    left: 0;
    contain: strict;
  }
  button {
    padding: 0;
    border: 0;
    font: inherit;
    cursor: pointer;
  }
  .photo {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: hidden;
    background: var(--sunken);
  }
  img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .tags {
    position: absolute;
    inset: auto 0 0;
    padding: 1.25rem var(--space-2) var(--space-1);
    overflow: hidden;
    background: linear-gradient(transparent, rgb(0 0 0 / 78%) 60%);
    color: #fff;
    font-size: var(--text-xs);
    pointer-events: none;
    text-overflow: ellipsis;
    white-space: nowrap;
    opacity: 0;
    transition: opacity var(--quick);
  }
  .tags:empty {
    display: none;
  }
  li:hover .tags,
  .photo:focus-visible ~ .tags {
    opacity: 1;
  }
  .size {
    position: absolute;
    top: var(--space-1);
    right: var(--space-1);
    min-width: 1.5rem;
    padding: 0 var(--space-1);
    border-radius: var(--radius-s);
    background: rgb(18 17 16 / 78%);
    color: #fff;
    pointer-events: none;
    box-shadow: 3px -3px 0 -1px rgb(18 17 16 / 45%);
    font-size: var(--text-xs);
    font-weight: 650;
    line-height: 1.5rem;
    text-align: center;
  }
  .photo:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
    box-shadow: inset 0 0 0 5px #17160f;
  }
  .photo:focus-visible::after {
    content: '';
    position: absolute;
    inset: 3px;
    border: 2px solid #17160f;
  }
  .check {
    position: absolute;
    top: 0;
    left: 0;
    width: 2.25rem;
    height: 2.25rem;
    background: none;
    opacity: 0;
    transition: opacity var(--quick);
  }
  .check::before {
    content: '';
    position: absolute;
    top: 0.375rem;
    left: 0.375rem;
    width: 1.375rem;
    height: 1.375rem;
    border: 2px solid #fff;
    border-radius: 50%;
    background: rgb(18 17 16 / 45%);
    box-shadow: 0 0 0 1px rgb(18 17 16 / 40%);
  }
  .check[aria-checked='true']::before {
    border-color: #17160f;
    background: var(--accent);
  }
  .check[aria-checked='true']::after {
    content: '';
    position: absolute;
    top: 0.6875rem;
    left: 0.84rem;
    width: 0.4rem;
    height: 0.66rem;
    border: solid #17160f;
    border-width: 0 2px 2px 0;
    rotate: 40deg;
  }
  @media (pointer: coarse) {
    .check {
      width: 2.75rem;
      height: 2.75rem;
    }
  }
  li:hover .check,
  .photo:focus-visible + .check,
  .check:focus-visible,
  .selected .check,
  .selecting .check {
    opacity: 1;
  }
  .selected img {
    scale: 0.9;
    border-radius: var(--radius-s);
  }
  .selected .photo {
    background: var(--highlight);
  }
  @media (hover: none) {
    .check {
      opacity: 0.85;
    }
  }
  @media (forced-colors: active) {
    .selected .photo {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
  }
`;
