// Tells of what changes hundreds of times a second no more often than a person can see.

const EVERY = 100; // milliseconds

export class Pace<Change extends object> {
  #tell: (change: Change) => void;
  #pending: Change | null = null;
  #timer = 0;

  constructor(tell: (change: Change) => void) {
    this.#tell = tell;
  }

  // At once when nothing was told lately; else later, with what has come until then.
  add(change: Change): void {
    this.#pending = { ...this.#pending, ...change };
    if (this.#timer) return;
    this.flush();
    this.#timer = setInterval(() => (this.#pending ? this.flush() : this.#rest()), EVERY);
  }

  flush(): void {
    const change = this.#pending;
    this.#pending = null;
    if (change) this.#tell(change);
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
  }
}
