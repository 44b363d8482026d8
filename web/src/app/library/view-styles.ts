import { css } from 'lit';

export const viewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
    min-width: 0;
    padding: var(--space-2) var(--gutter) var(--space-6);
  }
  loupe-library-drop {
    display: contents;
  }
  .opening {
    padding: var(--space-7) 0;
    color: var(--ink-soft);
    text-align: center;
  }
  .search {
    position: sticky;
    top: 0;
    z-index: 6;
    display: flex;
    gap: var(--space-2);
    align-items: center;
    margin: 0 calc(-1 * var(--gutter));
    padding: var(--space-2) var(--gutter);
    background: var(--paper);
  }
  loupe-search-box {
    flex: 1;
  }
  .menus {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .browse {
    display: none;
  }
  .columns {
    display: grid;
    grid-template-columns: 15rem minmax(0, 1fr);
    gap: var(--space-5);
    align-items: start;
  }
  aside {
    position: sticky;
    top: 5rem;
    display: grid;
    gap: var(--space-5);
    max-height: calc(100dvh - 6rem);
    padding-bottom: var(--space-3);
    overflow-y: auto;
  }
  .photos {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    min-width: 0;
    min-height: 60vh;
  }
  .below {
    position: fixed;
    right: 0;
    bottom: 0;
    left: 0;
    z-index: 7;
    display: grid;
    gap: var(--space-2);
    padding: 0 var(--space-3) max(var(--space-3), env(safe-area-inset-bottom));
    pointer-events: none;
  }
  @media (max-width: 60rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .browse {
      display: inline-flex;
    }
    aside {
      position: static;
      display: none;
      max-height: none;
    }
    aside.browsing {
      display: grid;
    }
  }
  @media (max-width: 30rem) {
    .menus {
      gap: var(--space-1);
    }
    .browse {
      padding: 0 var(--space-2);
    }
  }
  @media (max-width: 46rem) {
    .search {
      flex-wrap: wrap;
    }
    loupe-search-box {
      flex-basis: 100%;
    }
  }
`;
