// Builds the <photo-loupe> element as a file of its own, which finds the engine in photoloupe.js beside it, and
// lists what a page with the element needs, in widget.json: { "files": ["photo-loupe.js", ...] }.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';
import { CLIENT, engineFiles, withImports } from './site-files';
import { squeezeTemplates } from './squeeze-templates';

const NAME = 'photo-loupe.js';
const MODELS = 'model-source'; // which the client loads for models that are not whole

export function widget(source: string): Plugin {
  let site: string;
  return {
    name: 'photoloupe-widget',
    apply: 'build',
    configResolved(config) {
      site = resolve(config.root, config.build.outDir);
    },
    writeBundle: {
      sequential: true, // the engine's files are there by then
      async handler(_options, bundle) {
        await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          plugins: [clientBeside(), squeezeTemplates()],
          build: {
            outDir: site,
            emptyOutDir: false,
            target: 'es2022',
            rollupOptions: {
              input: source,
              preserveEntrySignatures: 'strict',
              output: { entryFileNames: NAME },
            },
          },
        });
        const parts = [CLIENT, fileOf(bundle, MODELS)];
        const client = parts.flatMap((part) => withImports(bundle, part, { lazily: false }));
        const files = [...new Set([NAME, ...client, ...engineFiles(site, 'photoloupe')])];
        writeFileSync(join(site, 'widget.json'), JSON.stringify({ files }));
      },
    },
  };
}

function fileOf(bundle: Rollup.OutputBundle, chunk: string): string {
  const found = Object.values(bundle).find(({ type, name }) => type === 'chunk' && name === chunk);
  if (!found) throw new Error(`there is no chunk '${chunk}'`);
  return found.fileName;
}

function clientBeside(): Plugin {
  return {
    name: 'photoloupe-client-beside',
    enforce: 'pre',
    resolveId: (id) => (id.endsWith('/client/photoloupe') ? { id: `./${CLIENT}`, external: true } : null),
  };
}
