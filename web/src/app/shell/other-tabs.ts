// The tabs that are loaded when they are first opened. Once opened, they stay: what they show goes on while another
// is open.
import { html, nothing, type TemplateResult } from 'lit';
import type { Tab } from './tabs';

const opened = new Set<Tab>();

export function otherTabs(tab: Tab): TemplateResult {
  if (!opened.has(tab)) {
    if (tab === 'train') void import('../train/train-view');
    if (tab === 'classes') void import('../classes/classes-view');
    if (tab === 'library') void import('../library/library-view');
    opened.add(tab);
  }
  return html`
    ${
      opened.has('classes')
        ? html`<loupe-classes-view ?hidden=${tab !== 'classes'}></loupe-classes-view>`
        : nothing
    }
    ${
      opened.has('library')
        ? html`<loupe-library-view ?hidden=${tab !== 'library'}></loupe-library-view>`
        : nothing
    }
    ${opened.has('train') ? html`<loupe-train-view ?hidden=${tab !== 'train'}></loupe-train-view>` : nothing}
  `;
}
