// Takes a model to the Classify tab, which reads photos with it from then on.
import { engine } from '../../engine/engine';
import { queue } from '../../photos/queue';
import { openTab } from '../../shell/tabs';

export async function useInClassify(file: Blob, name: string): Promise<void> {
  queue.cancel(); // what is being read would be read by two models
  await engine.use(file, name);
  openTab('classify');
}
