// Icons that only the Library has, on the page's grid.
import { svg } from 'lit';
import { icon } from '../dom/icons';

export const libraryIcons = {
  search: icon(svg`<circle cx="8.500" cy="8.500" r="5.500"/><path d="m12.700 12.700 4.800 4.800"/>`),
  similar: icon(
    svg`<rect x="2.500" y="6.500" width="11" height="11" rx="1.500"/><path d="M6.500 3.500h9a1.500 1.500 0 0 1 1.500 1.500v8.500"/><circle cx="8" cy="12" r="2.200"/>`,
  ),
  tag: icon(svg`<path d="M3 3h7l7.500 7.500-7 7L3 10z"/><path d="M6.700 6.700v.1"/>`),
  check: icon(svg`<path d="m4.500 10.500 3.500 3.500 7.500-8"/>`),
  plus: icon(svg`<path d="M10 4v12M4 10h12"/>`),
  minus: icon(svg`<path d="M4 10h12"/>`),
  pause: icon(svg`<path d="M7 4.500v11M13 4.500v11"/>`),
  play: icon(svg`<path d="M6 4v12l10-6z"/>`),
  trash: icon(svg`<path d="M3.500 5.500h13M8 5.500V3h4v2.500M5.500 5.500l.7 11.500h7.600l.7-11.500"/>`),
  teach: icon(svg`<path d="M1.500 8 10 4l8.500 4-8.500 4zM5 10v4c2.500 2 7.500 2 10 0v-4"/>`),
  stack: icon(svg`<rect x="3" y="8" width="14" height="9" rx="1.500"/><path d="M5 5.500h10M7 3h6"/>`),
};
