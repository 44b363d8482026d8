// Which files of the built site something needs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rollup } from 'vite';

export const CLIENT = 'photoloupe.js';

const WORKER = /(?:assets\/)?([\w-]*worker-[\w-]+\.js)/g; // as a chunk names those that it starts

// A chunk with what it imports and the workers that it starts; with `lazily` also what it may import later.
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
    if (file?.type !== 'chunk') return;
    file.imports.forEach(add);
    if (lazily) file.dynamicImports.forEach(add);
    for (const [, worker] of file.code.matchAll(WORKER)) add(`assets/${worker!}`);
  };
  add(entry);
  return [...files];
}

// The builds of an engine, 'photoloupe' or 'trainer'.
export function engineFiles(site: string, engine: string): string[] {
  return readdirSync(join(site, 'engine'))
    .filter((name) => name.startsWith(`${engine}-`))
    .map((name) => `engine/${name}`);
}
