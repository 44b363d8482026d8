// A worker from the page's side: calls go in, promises come out.
//
// It lives until it breaks down or is ended; either rejects whatever is pending and everything that is asked later.
import { abortedBy, PhotoloupeError } from './error';
import { startWorker } from './start-worker';
import type { LoadProgress } from './types';
import type { Failure, Start } from './worker/protocol';

export interface CallOptions {
  transfer?: Transferable[];
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: LoadProgress) => void) | undefined;
}

interface PendingCall<C> {
  call: C;
  resolve: (result: never) => void;
  reject: (error: PhotoloupeError) => void;
  onProgress: CallOptions['onProgress'];
}

// What is said of this worker when something is wrong with it.
interface Words {
  name: string; // "the engine's worker"
  brokenDown: (why: string) => string;
  unsendable: (cause: unknown) => PhotoloupeError;
}

// A call is answered once by its id, and not at all when it is aborted; what has no id is an event.
type Reply<E> =
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'progress'; id: number; progress: LoadProgress }
  | { kind: 'breakdown'; failure: Failure }
  | { kind: 'event'; event: E };

// C: its calls; R: what each kind of them results in; E: its events.
export class WorkerClient<C extends { kind: string }, R extends Record<C['kind'], unknown>, E = never> {
  onEvent: (event: E) => void = () => {};
  onEnd: (reason: PhotoloupeError) => void = () => {};
  #worker: Worker;
  #words: Words;
  #pending = new Map<number, PendingCall<C>>();
  #nextId = 1;
  #end: PhotoloupeError | null = null;

  constructor(url: string, start: Omit<Start, 'kind'>, words: Words) {
    this.#words = words;
    this.#worker = startWorker(url);
    this.#worker.onmessage = ({ data }: MessageEvent<Reply<E>>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.end(event.message ? this.#brokenDown(event.message) : this.#unreachable());
    };
    this.#worker.postMessage({ kind: 'start', ...start });
  }

  get isAlive(): boolean {
    return this.#end === null;
  }

  call<K extends C>(call: K, options: CallOptions = {}): Promise<R[K['kind']]> {
    const { signal } = options;
    if (this.#end) return Promise.reject(this.#end);
    if (signal?.aborted) return Promise.reject(abortedBy(signal));
    const id = this.#nextId++;
    const abort = () => this.#abort(id, abortedBy(signal!));
    signal?.addEventListener('abort', abort);
    return this.#send(id, call, options).finally(() => signal?.removeEventListener('abort', abort));
  }

  // Rejects those pending calls that match.
  abort(matches: (call: C) => boolean, reason: PhotoloupeError): void {
    for (const [id, { call }] of this.#pending) if (matches(call)) this.#abort(id, reason);
  }

  // Rejects what is pending and what comes later.
  end(reason: PhotoloupeError): void {
    this.#refuse(reason);
    this.#worker.terminate();
  }

  // The same, but the worker is left to answer a last call, for as many milliseconds at most.
  async endAfter<K extends C>(last: K, patience: number, reason: PhotoloupeError): Promise<void> {
    if (!this.isAlive) return;
    this.#refuse(reason);
    const answered = this.#send(this.#nextId++, last, {}).catch(() => {});
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, patience))]);
    this.#worker.terminate();
  }

  #send<K extends C>(id: number, call: K, options: CallOptions): Promise<R[K['kind']]> {
    const { transfer = [], onProgress } = options;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { call, resolve, reject, onProgress });
      try {
        this.#worker.postMessage({ ...call, id }, transfer);
      } catch (cause) {
        this.#take(id)?.reject(this.#words.unsendable(cause));
      }
    });
  }

  #receive(reply: Reply<E>): void {
    switch (reply.kind) {
      case 'result':
        this.#take(reply.id)?.resolve(reply.result as never);
        break;
      case 'failure':
        this.#take(reply.id)?.reject(errorFrom(reply.failure));
        break;
      case 'progress':
        this.#pending.get(reply.id)?.onProgress?.(reply.progress);
        break;
      case 'breakdown':
        this.end(errorFrom(reply.failure));
        break;
      case 'event':
        if (this.isAlive) this.onEvent(reply.event);
    }
  }

  #abort(id: number, reason: PhotoloupeError): void {
    const call = this.#take(id);
    if (!call) return;
    this.#worker.postMessage({ kind: 'abort', id });
    call.reject(reason);
  }

  #take(id: number): PendingCall<C> | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }

  #refuse(reason: PhotoloupeError): void {
    const isFirst = this.isAlive;
    this.#end ??= reason;
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
    if (isFirst) this.onEnd(reason);
  }

  #unreachable(): PhotoloupeError {
    return new PhotoloupeError('network', `${this.#words.name} could not be loaded`);
  }

  #brokenDown(why: string): PhotoloupeError {
    return new PhotoloupeError('not-supported', this.#words.brokenDown(why), { brokenDown: true });
  }
}

export function errorFrom(failure: Failure): PhotoloupeError {
  return new PhotoloupeError(failure.code, failure.message, failure);
}
