// How fast a training goes, and for how long it still will.
const WEIGHT = 0.1; // of the last step in the running mean

export class Pace {
  #stepMs = 0;
  #validationMs = 0; // of the epoch that is under way
  #wholeValidationMs = 0; // of the one before it

  trained(ms: number): void {
    this.#stepMs = this.#stepMs ? this.#stepMs + WEIGHT * (ms - this.#stepMs) : ms;
  }

  validated(ms: number): void {
    this.#validationMs += ms;
  }

  endEpoch(): void {
    this.#wholeValidationMs = this.#validationMs;
    this.#validationMs = 0;
  }

  imagesPerSecond(batchSize: number): number {
    return this.#stepMs ? (batchSize * 1000) / this.#stepMs : 0;
  }

  secondsLeft(steps: number, epochs: number): number {
    return (steps * this.#stepMs + epochs * this.#wholeValidationMs) / 1000;
  }
}
