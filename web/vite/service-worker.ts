// Builds the service worker when the site is complete, since it holds the list of the site's files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';

const HASH_LENGTH = 12;
const NAME = 'sw.js';

export function serviceWorker(source: string): Plugin {
  let site: string;
  return {
    name: 'photoloupe-service-worker',
    apply: 'build',
    configResolved(config) {
      site = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: { __SITE_FILES__: JSON.stringify(filesOf(site)) },
        build: {
          outDir: site,
          emptyOutDir: false,
          target: 'es2022',
          rollupOptions: { input: source, output: { format: 'iife', entryFileNames: NAME } },
        },
      });
    },
  };
}

function filesOf(site: string): Record<string, string> {
  const files = (readdirSync(site, { recursive: true }) as string[])
    .filter((path) => path !== NAME && statSync(join(site, path)).isFile())
    .map((path) => [
      path.replaceAll(sep, '/').replace(/^index\.html$/, ''),
      createHash('sha256')
        .update(readFileSync(join(site, path)))
        .digest('hex')
        .slice(0, HASH_LENGTH),
    ]);
  return Object.fromEntries(files) as Record<string, string>;
}
