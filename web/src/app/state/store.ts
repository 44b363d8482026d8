// A piece of state that elements watch: replaced in whole, announced to whoever subscribed.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Store<State extends object> {
  #state: State;
  #listeners = new Set<() => void>();

  constructor(initial: State) {
    this.#state = initial;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  update(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  // Returns the function that ends the subscription.
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

// Renders its host again whenever one of the stores changes, for as long as the host is on the page.
export class Watch implements ReactiveController {
  #stores: Store<object>[];
  #host: ReactiveControllerHost;
  #endings: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, ...stores: Store<object>[]) {
    this.#host = host;
    this.#stores = stores;
    host.addController(this);
  }

  hostConnected(): void {
    this.#endings = this.#stores.map((store) => store.subscribe(() => this.#host.requestUpdate()));
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    for (const end of this.#endings) end();
  }
}
