// Puts the engine's builds, the models and the sample photos into the site.
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

// Where CMake built the engine.
const ENGINE_DIR = process.env.LOUPE_ENGINE_DIR ?? '../build/wasm';
// What scripts/models makes: models/ and samples/.
const ASSETS_DIR = process.env.LOUPE_ASSETS_DIR;

const ENGINE_FILE = /^photoloupe-(baseline|relaxed)(-threads)?\.(mjs|wasm)$/;
const ASSET_FILE = /\.(safetensors|json|jpg|png)$/;

export function copyAssets(): Plugin {
  let site: string;
  return {
    name: 'photoloupe-assets',
    apply: 'build',
    configResolved(config) {
      site = config.build.outDir;
    },
    writeBundle() {
      copy(ENGINE_DIR, join(site, 'engine'), ENGINE_FILE);
      if (!ASSETS_DIR) return this.warn('LOUPE_ASSETS_DIR is not set: the site has no models and no samples');
      for (const folder of ['models', 'samples'])
        copy(join(ASSETS_DIR, folder), join(site, folder), ASSET_FILE);
    },
  };
}

function copy(from: string, to: string, wanted: RegExp): void {
  const files = readdirSync(from).filter((name) => wanted.test(name));
  if (files.length === 0) throw new Error(`${from} has none of the files that the site needs (${wanted})`);
  for (const name of files) cpSync(join(from, name), join(to, name));
}
