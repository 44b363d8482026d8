// Tells of what changes hundreds of times a second no more often than a person can see.

const EVERY = 100; // milliseconds

export class Pace {
  #latest: (() => void) | null = null;
  #timer = 0;

  // At once when nothing was told lately; else later, and then only the last.
  tell(what: () => void): void {
    this.#latest = what;
    if (this.#timer) return;
    this.#flush();
    this.#timer = setInterval(() => this.#flush(), EVERY);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#latest = null;
  }

  #flush(): void {
    const tell = this.#latest;
    this.#latest = null;
    if (tell) tell();
    else this.stop();
  }
}
