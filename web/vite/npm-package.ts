// Makes the site a package for npm too (`npm pack` in dist): types beside photoloupe.js and photo-loupe.js, and a
// package.json that names what belongs to it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';
import { CLIENT, engineFiles, withImports } from './site-files';

const WIDGET = 'photo-loupe.js';
const MODEL = 'models/efficientnet-lite0.safetensors';
const TYPES = 'types'; // the folder of all declarations
const RELATIVE = /(from |import\()'(\.[^']+)'/g;

export function npmPackage({ client, widget }: { client: string; widget: string }): Plugin {
  let root: string;
  let site: string;
  return {
    name: 'photoloupe-npm-package',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      site = resolve(root, config.build.outDir);
    },
    writeBundle: {
      sequential: true, // the engine's files are there by then
      handler(_options, bundle) {
        writeDeclarations(root, site, [client, widget]);
        const here = (source: string) =>
          `./${TYPES}/${relative('src', source).replaceAll(sep, '/').replace(/\.ts$/, '.js')}`;
        writeFileSync(join(site, 'photoloupe.d.ts'), `export * from '${here(client)}';\n`);
        writeFileSync(
          join(site, 'photo-loupe.d.ts'),
          `import type { PhotoLoupeElement } from '${here(widget)}';\nexport * from '${here(widget)}';\n` +
            'export declare const PhotoLoupe: { new (): PhotoLoupeElement };\n',
        );
        const { name, version, description } = JSON.parse(
          readFileSync(join(root, 'package.json'), 'utf8'),
        ) as Record<string, string>;
        const manifest = {
          name,
          version,
          description,
          type: 'module',
          exports: {
            '.': { types: './photoloupe.d.ts', default: `./${CLIENT}` },
            './photo-loupe.js': { types: './photo-loupe.d.ts', default: `./${WIDGET}` },
            './*': './*',
          },
          files: [
            WIDGET,
            'photoloupe.d.ts',
            'photo-loupe.d.ts',
            TYPES,
            ...withImports(bundle, CLIENT, { lazily: true }),
            ...engineFiles(site, 'photoloupe'),
            ...engineFiles(site, 'trainer'),
            ...engineFiles(site, 'library'),
            ...(existsSync(join(site, MODEL)) ? [MODEL] : []),
          ],
        };
        writeFileSync(join(site, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      },
    },
  };
}

// The declarations of these modules and of what they refer to, into dist/types.
function writeDeclarations(root: string, site: string, sources: string[]): void {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const rootDir = join(root, 'src');
  const program = ts.createProgram(
    sources.map((source) => join(root, source)),
    {
      ...options,
      rootDir,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: join(site, TYPES),
    },
  );
  const emitted = new Map<string, string>();
  program.emit(undefined, (path, text) => emitted.set(path, text));
  const write = (source: string) => {
    const path = join(site, TYPES, relative(rootDir, source));
    const text = emitted.get(path);
    if (text === undefined) return;
    emitted.delete(path);
    mkdirSync(dirname(path), { recursive: true });
    // Node.js's way of resolving modules wants their endings.
    writeFileSync(path, text.replace(RELATIVE, "$1'$2.js'"));
    for (const [, , referred] of text.matchAll(RELATIVE)) write(join(dirname(source), `${referred!}.d.ts`));
  };
  for (const source of sources) write(join(root, source.replace(/\.ts$/, '.d.ts')));
}
