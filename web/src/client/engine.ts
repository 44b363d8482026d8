// The worker that owns the engine, from the page's side: calls go in, promises come out.
//
// It lives until it breaks down or is disposed of; either rejects whatever is pending and everything that is
// asked later. Who wants to go on makes another.
import type { Build } from './features';
import { abortedBy, disposedOf, PhotoloupeError } from './error';
import type { Call, Failure, Reply, Request, Results } from './worker/protocol';
import type { LoadProgress } from './types';
import { startWorker } from './start-worker';
import workerUrl from './worker/worker.ts?worker&url';

const UNREADABLE =
  'the browser keeps these pixels to itself; a picture of another origin needs CORS (crossorigin="anonymous")';

interface CallOptions {
  transfer?: Transferable[];
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: LoadProgress) => void) | undefined;
}

interface PendingCall {
  model: number;
  resolve: (result: never) => void;
  reject: (error: PhotoloupeError) => void;
  onProgress: ((progress: LoadProgress) => void) | undefined;
}

export class Engine {
  #worker: Worker;
  #pending = new Map<number, PendingCall>();
  #nextId = 1;
  #end: PhotoloupeError | null = null;

  constructor(build: Build, assets: URL) {
    this.#worker = startWorker(workerUrl);
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#finish(event.message ? brokenDown(event.message) : unreachable());
    };
    const engineUrl = new URL(`engine/photoloupe-${build.name}.mjs`, assets).href;
    this.#post({ kind: 'start', engineUrl, threads: build.threads });
  }

  get isAlive(): boolean {
    return this.#end === null;
  }

  call<C extends Call>(
    call: C,
    { transfer = [], signal, onProgress }: CallOptions = {},
  ): Promise<Results[C['kind']]> {
    if (this.#end) return Promise.reject(this.#end);
    if (signal?.aborted) return Promise.reject(abortedBy(signal));
    const id = this.#nextId++;
    const abort = () => this.#abort(id, abortedBy(signal!));
    signal?.addEventListener('abort', abort);
    return new Promise<Results[C['kind']]>((resolve, reject) => {
      this.#pending.set(id, { model: call.model, resolve, reject, onProgress });
      try {
        this.#post({ ...call, id }, transfer);
      } catch (cause) {
        this.#pending.delete(id);
        reject(new PhotoloupeError('not-supported', UNREADABLE, { cause }));
      }
    }).finally(() => signal?.removeEventListener('abort', abort));
  }

  // Frees the model's memory and rejects what is pending with it.
  async unload(model: number): Promise<void> {
    for (const [id, call] of this.#pending) if (call.model === model) this.#abort(id, disposedOf('model'));
    // With an engine that has ended, its models are gone too.
    if (this.isAlive) await this.call({ kind: 'unload', model }).catch(() => {});
  }

  dispose(): void {
    this.#finish(disposedOf('engine'));
  }

  #post(request: Request, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'breakdown') return this.#finish(errorFrom(reply));
    const call = this.#pending.get(reply.id);
    if (!call) return; // it was aborted meanwhile
    if (reply.kind === 'progress') return call.onProgress?.(reply.progress);
    this.#pending.delete(reply.id);
    if (reply.kind === 'result') call.resolve(reply.result as never);
    else call.reject(errorFrom(reply));
  }

  #abort(id: number, reason: PhotoloupeError): void {
    const call = this.#pending.get(id);
    if (!call) return;
    this.#pending.delete(id);
    this.#post({ kind: 'abort', id });
    call.reject(reason);
  }

  #finish(reason: PhotoloupeError): void {
    if (this.#end) return;
    this.#end = reason;
    this.#worker.terminate();
    for (const call of this.#pending.values()) call.reject(reason);
    this.#pending.clear();
  }
}

function errorFrom({ failure }: { failure: Failure }): PhotoloupeError {
  return new PhotoloupeError(failure.code, failure.message, failure);
}

function unreachable(): PhotoloupeError {
  return new PhotoloupeError('network', "the engine's worker could not be loaded");
}

function brokenDown(why: string): PhotoloupeError {
  return new PhotoloupeError(
    'not-supported',
    `the engine broke down (${why}); the next call starts it again`,
    { brokenDown: true },
  );
}
