// Makes a model the start of the next training, and has the tab show that.
import { starting } from '../network/starting-model';

export const TRAIN_ON = 'loupe-train-on'; // on the window

// Rejects when the file is no model.
export async function trainOn(file: Blob, name: string): Promise<void> {
  await starting.use(file, name);
  dispatchEvent(new Event(TRAIN_ON));
}
