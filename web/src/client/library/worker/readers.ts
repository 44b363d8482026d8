// The workers that read a library's photos, two jobs in each: one is read, the next one's bytes come meanwhile.
import { errorFrom } from '../../worker-client';
import { startWorker } from '../../start-worker';
import type { Picture } from '../../worker/protocol';
import type { Reading, Reply, Request } from '../reader/protocol';
import readerUrl from '../reader/worker.ts?worker&url';
import type { Embedding } from './embind';

const IN_FLIGHT = 2; // jobs in each worker
const IDLE = 20_000; // milliseconds, after which they end: each holds a network

export type ReadJob = Omit<Extract<Request, { kind: 'read' }>, 'kind' | 'job'>;

interface Pending {
  reader: Worker;
  resolve(result: never): void;
  reject(error: Error): void;
}

export class Readers {
  #engineUrl: string;
  #count: number;
  #model: () => Promise<Blob>;
  #readers = new Map<Worker, number>(); // with the jobs in each
  #pending = new Map<number, Pending>();
  #nextJob = 1;
  #recognised: string[] = [];
  #starting: Promise<void> | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(engineUrl: string, count: number, model: () => Promise<Blob>) {
    this.#engineUrl = engineUrl;
    this.#count = count;
    this.#model = model;
  }

  get capacity(): number {
    return this.#count * IN_FLIGHT;
  }

  // Photos of these contents are not looked at from now on.
  async recognise(hashes: string[]): Promise<void> {
    this.#recognised = hashes;
    await this.#start();
    for (const reader of this.#readers.keys()) await this.#tell(reader);
  }

  async read(job: ReadJob): Promise<Reading> {
    return this.#ask({ kind: 'read', ...job }, []);
  }

  async embed(picture: Picture, transfer: Transferable[]): Promise<Embedding> {
    return this.#ask({ kind: 'embed', picture }, transfer);
  }

  end(): void {
    for (const reader of [...this.#readers.keys()]) this.#drop(reader, new Error('the library was closed'));
  }

  async #ask<T>(
    request:
      Omit<Extract<Request, { kind: 'read' }>, 'job'> | Omit<Extract<Request, { kind: 'embed' }>, 'job'>,
    transfer: Transferable[],
  ): Promise<T> {
    clearTimeout(this.#idle);
    await this.#start();
    const [reader] = [...this.#readers.entries()].reduce((a, b) => (b[1] < a[1] ? b : a));
    const job = this.#nextJob++;
    this.#readers.set(reader, this.#readers.get(reader)! + 1);
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(job, { reader, resolve, reject });
      reader.postMessage({ ...request, job }, transfer);
    });
  }

  async #start(): Promise<void> {
    if (this.#readers.size === this.#count) return;
    this.#starting ??= this.#startAll().finally(() => (this.#starting = null));
    await this.#starting;
  }

  async #startAll(): Promise<void> {
    await this.#model();
    while (this.#readers.size < this.#count) {
      const reader = startWorker(readerUrl);
      reader.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(reader, data);
      reader.onerror = (event) =>
        this.#drop(reader, new Error(event.message || 'a reader could not be loaded'));
      this.#readers.set(reader, 0);
      await this.#tell(reader);
    }
  }

  async #tell(reader: Worker): Promise<void> {
    const start = { kind: 'start', engineUrl: this.#engineUrl, recognised: this.#recognised } as const;
    reader.postMessage({ ...start, model: await this.#model() } satisfies Request);
  }

  #receive(reader: Worker, reply: Reply): void {
    if (reply.kind === 'breakdown') return this.#drop(reader, errorFrom(reply.failure));
    const pending = this.#pending.get(reply.job);
    this.#pending.delete(reply.job);
    this.#readers.set(reader, this.#readers.get(reader)! - 1);
    if (reply.kind === 'failure') pending?.reject(errorFrom(reply.failure));
    else pending?.resolve((reply.kind === 'read' ? reply.reading : reply.embedding) as never);
    if (this.#pending.size === 0) this.#idle = setTimeout(() => this.end(), IDLE);
  }

  // Another takes its place with the next job.
  #drop(reader: Worker, error: Error): void {
    reader.terminate();
    this.#readers.delete(reader);
    for (const [job, pending] of this.#pending)
      if (pending.reader === reader) {
        this.#pending.delete(job);
        pending.reject(error);
      }
  }
}
