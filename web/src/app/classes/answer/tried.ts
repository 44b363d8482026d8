// The photo that is tried on what was learned; answered again whenever that changes.
import type { Classification } from '../../../client/types';
import { isAbort, problemFrom, type Problem } from '../../engine/problem';
import { Store } from '../../state/store';
import { closeClassCamera } from '../camera/camera-switch';
import { learner } from '../learner/learner';

interface TriedState {
  name: string;
  url: string; // empty: none is tried
  result: Classification | null;
  problem: Problem | null;
}

class Tried extends Store<TriedState> {
  #file: Blob | null = null;
  #version = -1; // of what was learned at the last answer
  #asking = false;

  constructor() {
    super({ name: '', url: '', result: null, problem: null });
    learner.subscribe(() => void this.#ask());
  }

  // In place of the camera.
  use(file: Blob, name: string): void {
    closeClassCamera();
    this.clear();
    this.#file = file;
    this.update({ name, url: URL.createObjectURL(file) });
    void this.#ask();
  }

  clear(): void {
    URL.revokeObjectURL(this.state.url);
    this.#file = null;
    this.#version = -1;
    this.update({ name: '', url: '', result: null, problem: null });
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    while (this.#file && learner.canAnswer && this.#version !== learner.state.version) {
      const file = this.#file;
      this.#version = learner.state.version;
      try {
        const result = await learner.classify(file);
        if (file === this.#file) this.update({ result, problem: null });
      } catch (error) {
        if (file === this.#file && !isAbort(error))
          this.update({ result: null, problem: problemFrom(error) });
      }
    }
    if (!learner.canAnswer && this.state.result) this.update({ result: null });
    this.#asking = false;
  }
}

export const tried = new Tried();
