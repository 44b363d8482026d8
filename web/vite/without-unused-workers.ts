// SQLite's package names two workers for ways of using it that are not ours. They would be built and published with the
// site: a quarter of a megabyte that nobody fetches.
import type { Plugin } from 'vite';

const UNUSED = /(?<=new URL\("sqlite3-(?:worker1\.mjs|opfs-async-proxy\.js)", )import\.meta\.url(?=\))/g;
const WORKERS = 2;

export function withoutUnusedWorkers(): Plugin {
  return {
    name: 'photoloupe-without-unused-workers',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/@sqlite.org/sqlite-wasm/')) return;
      const found = code.match(UNUSED)?.length ?? 0;
      if (found !== WORKERS)
        this.error(`SQLite's package names ${found} of its ${WORKERS} workers as it used to`);
      return { code: code.replace(UNUSED, "'file:'"), map: null };
    },
  };
}
