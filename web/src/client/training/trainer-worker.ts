// The worker that trains, from the page's side.
import { PhotoloupeError } from '../error';
import type { Build } from '../features';
import { WorkerClient } from '../worker-client';
import type { Call, Event, Results } from './protocol';
import workerUrl from './worker/worker.ts?worker&url';

const LONGEST_CLOSING = 2000; // milliseconds: a step may be under way

export class TrainerWorker extends WorkerClient<Call, Results, Event> {
  constructor(build: Build, assets: URL) {
    const engineUrl = new URL(`engine/trainer-${build.name}.mjs`, assets).href;
    super(
      workerUrl,
      { engineUrl, threads: build.threads },
      {
        name: "the trainer's worker",
        brokenDown: (why) => `training broke down (${why})`,
        unsendable: (cause) =>
          new PhotoloupeError('bad-image', `this cannot be sent to the trainer (${String(cause)})`, {
            cause,
          }),
      },
    );
  }

  // Rejects what is pending and what comes later, and ends the worker once it has removed what it has on the disk.
  close(reason: PhotoloupeError): Promise<void> {
    return this.endAfter({ kind: 'close' }, LONGEST_CLOSING, reason);
  }
}
