// Whether the camera of the tab is on. Its code is loaded when it is first switched on.
import { keepFocus } from '../../dom/focus';
import { Store } from '../../state/store';

export const classCamera = new Store({ on: false });

export async function openClassCamera(): Promise<void> {
  await import('./class-camera');
  classCamera.update({ on: true });
}

export function closeClassCamera(): void {
  keepFocus();
  classCamera.update({ on: false });
}
