// The worker that owns the engine, from the page's side. Who wants to go on when it has ended makes another.
import { disposedOf, PhotoloupeError } from './error';
import type { Build } from './features';
import { WorkerClient } from './worker-client';
import type { Call, Results } from './worker/protocol';
import workerUrl from './worker/worker.ts?worker&url';

const UNREADABLE =
  'the browser keeps these pixels to itself; a picture of another origin needs CORS (crossorigin="anonymous")';

export class Engine extends WorkerClient<Call, Results> {
  constructor(build: Build, assets: URL) {
    const engineUrl = new URL(`engine/photoloupe-${build.name}.mjs`, assets).href;
    super(
      workerUrl,
      { engineUrl, threads: build.threads },
      {
        name: "the engine's worker",
        brokenDown: (why) => `the engine broke down (${why}); the next call starts it again`,
        unsendable: (cause) => new PhotoloupeError('not-supported', UNREADABLE, { cause }),
      },
    );
  }

  // Frees the model's memory and rejects what is pending with it.
  async unload(model: number): Promise<void> {
    this.abort((call) => call.model === model, disposedOf('model'));
    // With an engine that has ended, its models are gone too.
    if (this.isAlive) await this.call({ kind: 'unload', model }).catch(() => {});
  }

  dispose(): void {
    this.end(disposedOf('engine'));
  }
}
