import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { copyAssets } from './vite/copy-assets';
import { serviceWorkerFiles } from './vite/service-worker-files';
import { squeezeTemplates } from './vite/squeeze-templates';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// Scripts that others refer to by name; everything else is named after its content.
const STABLE_NAMES = ['photoloupe', 'sw'];

export default defineConfig({
  base: './',
  define: { __PHOTOLOUPE_VERSION__: JSON.stringify(version) },
  plugins: [copyAssets(), serviceWorkerFiles(), squeezeTemplates()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        page: 'index.html',
        photoloupe: 'src/client/photoloupe.ts',
        sw: 'src/service-worker/service-worker.ts',
      },
      // The package's code lies in photoloupe.js itself, where the page finds it too.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: ({ name }) => (STABLE_NAMES.includes(name) ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
