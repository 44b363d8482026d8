// The worker of some classes, from the page's side.
import { PhotoloupeError } from '../error';
import type { Build } from '../features';
import { WorkerClient } from '../worker-client';
import type { Call, Results } from './protocol';
import workerUrl from './worker/worker.ts?worker&url';

export class ClassesWorker extends WorkerClient<Call, Results> {
  constructor(build: Build, assets: URL) {
    const engineUrl = new URL(`engine/trainer-${build.name}.mjs`, assets).href;
    super(
      workerUrl,
      { engineUrl, threads: build.threads },
      {
        name: "the classes' worker",
        brokenDown: (why) => `the engine broke down (${why}); open the classes again`,
        unsendable: (cause) =>
          new PhotoloupeError('bad-image', `this cannot be sent to the engine (${String(cause)})`, { cause }),
      },
    );
  }
}
