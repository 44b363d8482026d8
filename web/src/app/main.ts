// The page's entry: the engine first, since the first label waits for it; then what is seen; then, once
// there is nothing left to wait for, what makes the page work offline.
import { engine } from './engine/engine';
import './shell/app';
import { workOffline } from './offline/registration';

void engine.start();
workOffline();
