// The worker of some classes, from the page's side: calls go in, promises come out.
import { abortedBy, PhotoloupeError } from '../error';
import type { Build } from '../features';
import type { LoadProgress } from '../types';
import type { Call, Failure, Reply, Request, Results } from './protocol';
import { startWorker } from '../start-worker';
import workerUrl from './worker/worker.ts?worker&url';

interface PendingCall {
  resolve: (result: never) => void;
  reject: (error: PhotoloupeError) => void;
}

export class ClassesWorker {
  onProgress: (progress: LoadProgress) => void = () => {};
  #worker: Worker;
  #pending = new Map<number, PendingCall>();
  #nextId = 1;
  #end: PhotoloupeError | null = null;

  constructor(build: Build, assets: URL) {
    this.#worker = startWorker(workerUrl);
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.end(event.message ? brokenDown(event.message) : unreachable());
    };
    const engineUrl = new URL(`engine/trainer-${build.name}.mjs`, assets).href;
    this.#post({ kind: 'start', engineUrl, threads: build.threads });
  }

  call<C extends Call>(
    call: C,
    transfer: Transferable[] = [],
    signal?: AbortSignal,
  ): Promise<Results[C['kind']]> {
    if (this.#end) return Promise.reject(this.#end);
    if (signal?.aborted) return Promise.reject(abortedBy(signal));
    const id = this.#nextId++;
    const abort = () => {
      this.#post({ kind: 'abort', id });
      this.#take(id)?.reject(abortedBy(signal!));
    };
    signal?.addEventListener('abort', abort);
    return new Promise<Results[C['kind']]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      try {
        this.#post({ ...call, id }, transfer);
      } catch (cause) {
        this.#pending.delete(id);
        const sentence = `this cannot be sent to the engine (${String(cause)})`;
        reject(new PhotoloupeError('bad-image', sentence, { cause }));
      }
    }).finally(() => signal?.removeEventListener('abort', abort));
  }

  // Rejects what is pending and what comes later.
  end(reason: PhotoloupeError): void {
    if (this.#end) return;
    this.#end = reason;
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
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
      case 'progress':
        this.onProgress(reply.progress);
        break;
      case 'breakdown':
        this.end(errorFrom(reply.failure));
    }
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }
}

function errorFrom(failure: Failure): PhotoloupeError {
  return new PhotoloupeError(failure.code, failure.message, failure);
}

function unreachable(): PhotoloupeError {
  return new PhotoloupeError('network', "the classes' worker could not be loaded");
}

function brokenDown(why: string): PhotoloupeError {
  const sentence = `the engine broke down (${why}); open the classes again`;
  return new PhotoloupeError('not-supported', sentence, { brokenDown: true });
}
