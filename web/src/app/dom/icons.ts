// The page's icons, drawn on one 20-pixel grid with one stroke; decoration, so hidden from assistive tools.
import { svg, html, type TemplateResult } from 'lit';

export function icon(shape: TemplateResult): TemplateResult {
  return html`<svg
    aria-hidden="true"
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${shape}
  </svg>`;
}

export const icons = {
  photos: icon(
    svg`<rect x="2.500" y="4.500" width="15" height="12" rx="1.500"/><path d="m3 14 4-4 3.500 3.500L13.500 11l3.500 3"/><circle cx="13" cy="8" r="1.200"/>`,
  ),
  folder: icon(svg`<path d="M2.500 15.500v-11h5l2 2h8v9z"/>`),
  camera: icon(
    svg`<path d="M2.500 6.500h3.500l1.500-2.500h5L14 6.500h3.500v9.500h-15z"/><circle cx="10" cy="11" r="2.800"/>`,
  ),
  share: icon(svg`<path d="M10 12.500V3M6.500 6 10 2.500 13.500 6M3.500 11v6h13v-6"/>`),
  copy: icon(svg`<rect x="7" y="7" width="10" height="10" rx="1.500"/><path d="M13 7V3H3v10h4"/>`),
  download: icon(svg`<path d="M10 3v9.500M6.500 9 10 12.500 13.500 9M3.500 13v4h13v-4"/>`),
  undo: icon(svg`<path d="M7.500 4 3.500 8l4 4M3.500 8H12a4.500 4.500 0 0 1 0 9H8"/>`),
  redo: icon(svg`<path d="m12.500 4 4 4-4 4M16.500 8H8a4.500 4.500 0 0 0 0 9h4"/>`),
  close: icon(svg`<path d="m5 5 10 10M15 5 5 15"/>`),
  previous: icon(svg`<path d="M12.5 4 6.5 10l6 6"/>`),
  next: icon(svg`<path d="m7.5 4 6 6-6 6"/>`),
  sun: icon(
    svg`<circle cx="10" cy="10" r="3.500"/><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.300 4.300l1.500 1.500M14.200 14.200l1.500 1.500M4.300 15.700l1.500-1.500M14.200 5.800l1.500-1.500"/>`,
  ),
  moon: icon(svg`<path d="M16.500 12A7 7 0 0 1 8 3.500a7 7 0 1 0 8.500 8.500z"/>`),
  lock: icon(
    svg`<rect x="4" y="9" width="12" height="8" rx="1.500"/><path d="M6.500 9V6.500a3.500 3.500 0 0 1 7 0V9"/>`,
  ),
  warning: icon(svg`<path d="M10 3 2 17h16zM10 8.500v4M10 14.700v.1"/>`),
  flip: icon(
    svg`<path d="M3 8.500A7 7 0 0 1 16 7M17 3.500V7h-3.500M17 11.500A7 7 0 0 1 4 13M3 16.500V13h3.500"/>`,
  ),
  shutter: icon(svg`<circle cx="10" cy="10" r="7"/><circle cx="10" cy="10" r="3.500"/>`),
};
