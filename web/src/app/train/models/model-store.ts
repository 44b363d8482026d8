// Models that were saved on this device, under names of the visitor's.
import { Store } from '../../state/store';
import { getAll, putRows, removeRows } from '../project/database';
import { keep } from '../project/keeping';

export interface SavedModel {
  id: number;
  name: string;
  file: Blob; // safetensors
  classNames: readonly string[];
  accuracy: number | null; // on photos that training never saw
  savedAt: number; // milliseconds since 1970
}

interface ModelsState {
  models: readonly SavedModel[]; // newest first
}

class ModelStore extends Store<ModelsState> {
  #opening: Promise<void> | null = null;

  constructor() {
    super({ models: [] });
  }

  open(): Promise<void> {
    return (this.#opening ??= keep('The saved models', async () => {
      const models = await getAll<SavedModel>('models');
      this.update({ models: models.sort((a, b) => b.savedAt - a.savedAt) });
    }));
  }

  save(model: Omit<SavedModel, 'id' | 'savedAt'>): Promise<void> {
    const saved = { ...model, id: this.#freeId(), savedAt: Date.now() };
    return this.#put(saved);
  }

  // Returns the function that brings it back.
  remove(id: number): () => void {
    const model = this.state.models.find((each) => each.id === id)!;
    this.update({ models: this.state.models.filter((each) => each.id !== id) });
    void keep('The change', () => removeRows('models', [id]));
    return () => void this.#put(model);
  }

  #put(model: SavedModel): Promise<void> {
    const models = [...this.state.models, model].sort((a, b) => b.savedAt - a.savedAt);
    this.update({ models });
    return keep(`“${model.name}”`, () => putRows('models', [model]));
  }

  #freeId(): number {
    return Math.max(0, ...this.state.models.map(({ id }) => id)) + 1;
  }
}

export const models = new ModelStore();
