// Puts the engine's builds, the models and the sample photos into the site.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformWithEsbuild, type Plugin } from 'vite';

// Where CMake built the engine.
const ENGINE_DIR = process.env.LOUPE_ENGINE_DIR ?? '../build/wasm';
// What scripts/models makes: models/ and samples/.
const ASSETS_DIR = process.env.LOUPE_ASSETS_DIR;

const BUILDS = ['baseline', 'baseline-threads', 'relaxed', 'relaxed-threads'];
const MODULES = [
  ...BUILDS.flatMap((build) => [`photoloupe-${build}`, `trainer-${build}`]),
  'library-baseline', // its workers have one thread each
  'library-relaxed',
];
const ASSET_FILE = /\.(safetensors|json|jpg|png)$/;

export function copyAssets(): Plugin {
  let site: string;
  return {
    name: 'photoloupe-assets',
    apply: 'build',
    configResolved(config) {
      site = resolve(config.root, config.build.outDir);
    },
    async writeBundle() {
      await copyEngine(join(site, 'engine'));
      if (!ASSETS_DIR) return this.warn('LOUPE_ASSETS_DIR is not set: the site has no models and no samples');
      for (const folder of ['models', 'samples'])
        copy(join(ASSETS_DIR, folder), join(site, folder), ASSET_FILE);
    },
  };
}

// Emscripten leaves its scripts half as small as they can be.
async function copyEngine(to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  for (const name of MODULES) {
    const script = readFileSync(join(ENGINE_DIR, `${name}.mjs`), 'utf8');
    const { code } = await transformWithEsbuild(script, `${name}.js`, { minify: true, sourcemap: false });
    writeFileSync(join(to, `${name}.mjs`), code);
    cpSync(join(ENGINE_DIR, `${name}.wasm`), join(to, `${name}.wasm`));
  }
}

function copy(from: string, to: string, wanted: RegExp): void {
  const files = readdirSync(from).filter((name) => wanted.test(name));
  if (files.length === 0) throw new Error(`${from} has none of the files that the site needs (${wanted})`);
  for (const name of files) cpSync(join(from, name), join(to, name));
}
