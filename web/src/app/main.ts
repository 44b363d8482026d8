// The page's entry: the engine first, since the first label waits for it; then what is seen; then, once
// there is nothing left to wait for, what makes the page work offline.
import { engine } from './engine/engine';
import './shell/app';
import { workOffline } from './offline/registration';
import { tabs } from './shell/tabs';

// By then another tab has what it needs.
const OTHERS_FIRST = 2000; // milliseconds

void engine.start(tabs.state.tab === 'classify' ? undefined : turnOfClassify());
if (tabs.state.tab === 'classes') void import('./classes/start');
workOffline();

// A page that begins with another tab loads that one's engine first.
function turnOfClassify(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => tabs.state.tab === 'classify' && resolve();
    tabs.subscribe(look);
    setTimeout(resolve, OTHERS_FIRST);
    look();
  });
}
