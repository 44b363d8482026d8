// Which files of the built site something needs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rollup } from 'vite';

export const CLIENT = 'photoloupe.js';

// The workers that code starts, and SQLite, as it names them.
const NAMED = /(?:assets\/)?([\w-]*worker-[\w-]+\.js|sqlite3-[\w-]+\.wasm)/g;

// A chunk with what it imports, the workers that it starts and those that they start; with `lazily` also what it may
// import later.
export function withImports(
  bundle: Rollup.OutputBundle,
  entry: string,
  { lazily }: { lazily: boolean },
): string[] {
  const files = new Set<string>();
  const add = (name: string) => {
    if (files.has(name)) return;
    files.add(name);
    const file = bundle[name];
    if (file?.type === 'chunk') {
      file.imports.forEach(add);
      if (lazily) file.dynamicImports.forEach(add);
    }
    const code = file?.type === 'chunk' ? file.code : name.endsWith('.js') ? textOf(file?.source) : '';
    for (const [, named] of code.matchAll(NAMED)) add(`assets/${named!}`);
  };
  add(entry);
  return [...files];
}

// Workers are no chunks of the page's bundle.
function textOf(source: string | Uint8Array = ''): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

// The builds of an engine, 'photoloupe', 'trainer' or 'library'.
export function engineFiles(site: string, engine: string): string[] {
  return readdirSync(join(site, 'engine'))
    .filter((name) => name.startsWith(`${engine}-`))
    .map((name) => `engine/${name}`);
}
