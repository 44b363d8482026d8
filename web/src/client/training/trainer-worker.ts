// The worker that trains, from the page's side: calls go in, promises and events come out.
import { PhotoloupeError } from '../error';
import type { Build } from '../features';
import type { Call, Event, Failure, Reply, Request, Results } from './protocol';
import { startWorker } from '../start-worker';
import workerUrl from './worker/worker.ts?worker&url';

const LONGEST_CLOSING = 2000; // milliseconds: a step may be under way

interface PendingCall {
  resolve: (result: never) => void;
  reject: (error: PhotoloupeError) => void;
}

export class TrainerWorker {
  onEvent: (event: Event) => void = () => {};
  onEnd: (reason: PhotoloupeError) => void = () => {};
  #worker: Worker;
  #pending = new Map<number, PendingCall>();
  #nextId = 1;
  #end: PhotoloupeError | null = null;

  constructor(build: Build, assets: URL) {
    this.#worker = startWorker(workerUrl);
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#breakDown(event.message ? brokenDown(event.message) : unreachable());
    };
    const engineUrl = new URL(`engine/trainer-${build.name}.mjs`, assets).href;
    this.#post({ kind: 'start', engineUrl, threads: build.threads });
  }

  get isAlive(): boolean {
    return this.#end === null;
  }

  call<C extends Call>(call: C, transfer: Transferable[] = []): Promise<Results[C['kind']]> {
    if (this.#end) return Promise.reject(this.#end);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      try {
        this.#post({ ...call, id }, transfer);
      } catch (cause) {
        this.#pending.delete(id);
        reject(
          new PhotoloupeError('bad-image', `this cannot be sent to the trainer (${String(cause)})`, {
            cause,
          }),
        );
      }
    });
  }

  // Rejects what is pending and what comes later, and ends the worker once it has removed what it has on the disk.
  async close(reason: PhotoloupeError): Promise<void> {
    if (this.#end) return;
    this.#finish(reason);
    const id = this.#nextId++;
    const closed = new Promise<void>((resolve) =>
      this.#pending.set(id, { resolve, reject: () => resolve() }),
    );
    this.#post({ kind: 'close', id });
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LONGEST_CLOSING))]);
    this.#worker.terminate();
  }

  #breakDown(reason: PhotoloupeError): void {
    this.#finish(reason);
    this.#worker.terminate();
  }

  #finish(reason: PhotoloupeError): void {
    if (this.#end) return;
    this.#end = reason;
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
    this.onEnd(reason);
  }

  #post(request: Request, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(reply: Reply): void {
    switch (reply.kind) {
      case 'result':
        this.#take(reply.id)?.resolve(reply.result as never);
        break;
      case 'failure':
        this.#take(reply.id)?.reject(errorFrom(reply.failure));
        break;
      case 'breakdown':
        this.#breakDown(errorFrom(reply.failure));
        break;
      default:
        if (this.isAlive) this.onEvent(reply);
    }
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }
}

export function errorFrom(failure: Failure): PhotoloupeError {
  return new PhotoloupeError(failure.code, failure.message, failure);
}

function unreachable(): PhotoloupeError {
  return new PhotoloupeError('network', "the trainer's worker could not be loaded");
}

function brokenDown(why: string): PhotoloupeError {
  return new PhotoloupeError('not-supported', `training broke down (${why})`, { brokenDown: true });
}
