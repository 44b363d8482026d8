// How a run over many photos is going: counts, and a rate over the last few that were finished.

const RATE_WINDOW = 24; // photos; enough to be steady, few enough to follow a change within a second

export interface Progress {
  total: number;
  finished: number;
  perSecond: number; // 0 until two are finished
  secondsLeft: number | null;
}

export class ProgressMeter {
  #total = 0;
  #finished = 0;
  #times: number[] = [];

  start(): void {
    this.#total = 0;
    this.#finished = 0;
    this.#times = [];
  }

  expect(photos: number): void {
    this.#total += photos;
  }

  finish(): void {
    this.#finished++;
    this.#times.push(performance.now());
    if (this.#times.length > RATE_WINDOW) this.#times.shift();
  }

  read(): Progress {
    const perSecond = this.#rate();
    const left = this.#total - this.#finished;
    return {
      total: this.#total,
      finished: this.#finished,
      perSecond,
      secondsLeft: perSecond > 0 ? left / perSecond : null,
    };
  }

  #rate(): number {
    const first = this.#times[0];
    const last = this.#times.at(-1);
    if (first === undefined || last === undefined || last <= first) return 0;
    return ((this.#times.length - 1) * 1000) / (last - first);
  }
}
