// The tab that is open, kept in the address, so that a reload, a bookmark and the back button find it.
import { Store } from '../state/store';

export type Tab = 'classify' | 'classes' | 'train';

export const TABS: [tab: Tab, title: string][] = [
  ['classify', 'Classify'],
  ['classes', 'My classes'],
  ['train', 'Train'],
];

export const tabs = new Store<{ tab: Tab }>({ tab: tabInAddress() });

addEventListener('hashchange', () => tabs.update({ tab: tabInAddress() }));

export function openTab(tab: Tab): void {
  location.hash = tab;
}

function tabInAddress(): Tab {
  return TABS.find(([tab]) => location.hash === `#${tab}`)?.[0] ?? 'classify';
}
