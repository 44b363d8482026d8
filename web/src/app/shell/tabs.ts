// The tab that is open, kept in the address, so that a reload, a bookmark and the back button find it. What comes after
// a question mark is the tab's own.
import { Store } from '../state/store';

export type Tab = 'classify' | 'classes' | 'library' | 'train';

export const TABS: [tab: Tab, title: string][] = [
  ['classify', 'Classify'],
  ['classes', 'My classes'],
  ['library', 'Library'],
  ['train', 'Train'],
];

export const tabs = new Store<{ tab: Tab }>({ tab: tabInAddress() });

addEventListener('hashchange', () => tabs.update({ tab: tabInAddress() }));

export function openTab(tab: Tab): void {
  location.hash = tab;
}

function tabInAddress(): Tab {
  const [named] = location.hash.slice(1).split('?');
  return TABS.find(([tab]) => tab === named)?.[0] ?? 'classify';
}
