// A panel that says what a tab does, and where to begin: a headline, a paragraph, a list of beginnings of which the
// first is the likeliest.
import { css } from 'lit';

export const invitationStyles = css`
  section {
    display: grid;
    gap: var(--space-5);
    padding: clamp(var(--space-5), 5vw, var(--space-7));
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  h2 {
    max-width: 16ch;
    font-size: var(--text-display);
    font-weight: 800;
    line-height: 1.02;
    letter-spacing: -0.04em;
    text-wrap: balance;
  }
  h2 em {
    font-style: normal;
    text-decoration: underline 0.16em var(--accent);
    text-underline-offset: 0.08em;
    text-decoration-skip-ink: none;
  }
  p {
    max-width: 38rem;
    color: var(--ink-soft);
    font-size: var(--text-l);
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
    gap: var(--space-4);
  }
  li {
    display: grid;
    gap: var(--space-2);
    align-content: start;
    justify-items: start;
    padding-top: var(--space-3);
    border-top: 3px solid var(--line);
  }
  li:first-child {
    border-color: var(--accent);
  }
  li p {
    font-size: var(--text-s);
  }
`;
