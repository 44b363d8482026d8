// The model whose weights the next training starts from, where it is not from scratch. It brings its own layers.
import type { SummaryRow } from '../../../client/types';
import { engine } from '../../engine/engine';
import { Store } from '../../state/store';
import { getPart, putPart, removeParts } from '../project/database';
import { keep } from '../project/keeping';

export interface StartingModel {
  name: string;
  file: Blob; // safetensors
  classNames: readonly string[];
  rows: readonly SummaryRow[];
}

class Starting extends Store<{ model: StartingModel | null }> {
  constructor() {
    super({ model: null });
  }

  async open(): Promise<void> {
    await keep('The model to start from', async () => {
      this.update({ model: (await getPart<StartingModel>('start')) ?? null });
    });
  }

  // Rejects when the file is no model.
  async use(file: Blob, name: string): Promise<void> {
    const loaded = await engine.loupe!.load(file);
    const model = { name, file, classNames: loaded.classNames, rows: loaded.summary() };
    await loaded.dispose();
    this.update({ model });
    void keep('The model to start from', () => putPart('start', model));
  }

  useNone(): void {
    this.update({ model: null });
    void keep('The change', () => removeParts('start'));
  }
}

export const starting = new Starting();

// Why the model's network is none for so many classes; empty when it is.
export function misfit({ name, classNames }: StartingModel, classes: number): string {
  if (classNames.length === classes) return '';
  return `“${name}” tells ${classNames.length} classes apart, and here there are ${classes}. Add or remove classes, or train from scratch.`;
}
