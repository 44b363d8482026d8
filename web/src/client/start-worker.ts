// Browsers start workers from the page's own origin only. Where the package lies on another one, which must allow it by
// CORS, a worker of the page's own imports the package's; the page's Content-Security-Policy needs blob: in
// its worker-src then, and that origin in its worker-src, script-src and connect-src.
import { PhotoloupeError } from './error';

export function startWorker(url: string): Worker {
  try {
    return new Worker(new URL(url).origin === location.origin ? url : importing(url), { type: 'module' });
  } catch (cause) {
    throw new PhotoloupeError('not-supported', `no worker could be started from ${url}`, { cause });
  }
}

function importing(url: string): string {
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(url)}`], { type: 'text/javascript' }));
}
