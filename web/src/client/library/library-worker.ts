// The worker that owns a library, from the page's side.
import { PhotoloupeError } from '../error';
import { WorkerClient } from '../worker-client';
import type { Call, Event, Results } from './protocol';
import workerUrl from './worker/worker.ts?worker&url';

export class LibraryWorker extends WorkerClient<Call, Results, Event> {
  // `engineUrl`: of the library's module; `readers`: photos that are read at the same time.
  constructor(engineUrl: string, readers: number) {
    super(
      workerUrl,
      { engineUrl, threads: readers },
      {
        name: "the library's worker",
        brokenDown: (why) => `the library broke down (${why}); open it again`,
        unsendable: (cause) =>
          new PhotoloupeError('bad-image', `this cannot be sent to the library (${String(cause)})`, {
            cause,
          }),
      },
    );
  }
}
