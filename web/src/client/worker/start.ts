// Fetches and starts the build of the engine that was picked.
import { PhotoloupeError } from '../error';
import type { CommonModule, CreateEngine, ThreadPool } from './embind';
import { fetchFile } from './fetch-file';
import type { Start } from './protocol';

export interface StartedEngine<Module> {
  module: Module;
  pool: ThreadPool;
}

// `helpers`: threads besides the one that calls, which works too.
export async function startEngine<Module extends CommonModule>(
  { engineUrl, threads, helpers = threads - 1 }: Omit<Start, 'kind'> & { helpers?: number },
  sqlite?: object,
): Promise<StartedEngine<Module>> {
  const compilation = compile(engineUrl.replace(/\.mjs$/, '.wasm'));
  compilation.catch(() => {}); // is awaited below, unless the script fails first
  const createEngine = await importScript<Module>(engineUrl);
  const compiled = await compilation;
  const module = await new Promise<Module>((resolve, reject) => {
    createEngine({
      helpers,
      ...(sqlite && { sqlite }),
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance, compiled), reject);
        return {};
      },
    }).then(resolve, reject);
  });
  return { module, pool: new module.ThreadPool(threads) };
}

async function importScript<Module>(url: string): Promise<CreateEngine<Module>> {
  try {
    const script = (await import(/* @vite-ignore */ url)) as { default: CreateEngine<Module> };
    return script.default;
  } catch (cause) {
    throw new PhotoloupeError('network', `the engine's script could not be loaded from ${url}`, { cause });
  }
}

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetchFile(url, 'the engine');
  const typed = response.headers.get('content-type') === 'application/wasm';
  // Servers that do not know the type are still served, only more slowly.
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
