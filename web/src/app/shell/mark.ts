// The product's mark: a loupe seen from above, with its scale.
import { html } from 'lit';

export const mark = html`<svg aria-hidden="true" width="32" height="32" viewBox="0 0 32 32">
  <circle cx="16" cy="16" r="11" fill="#ffc61a" />
  <circle cx="16" cy="16" r="12.5" fill="none" stroke="currentColor" stroke-width="3" />
  <path
    d="M8.700 14.300a7.500 7.500 0 0 1 5.600-5.600"
    fill="none"
    stroke="#fff"
    stroke-width="2"
    stroke-linecap="round"
  />
  <path d="M16 25v-3M19.500 24.200v-1.700M12.500 24.200v-1.700" stroke="#17160f" stroke-width="1.400" />
</svg>`;
