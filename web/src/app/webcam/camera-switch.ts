// Whether the camera's view is open. Its code is loaded when it is first switched on.
import { Store } from '../state/store';

export const camera = new Store({ on: false });

export async function openCamera(): Promise<void> {
  await import('./webcam-view');
  camera.update({ on: true });
}
