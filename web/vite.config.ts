import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { copyAssets } from './vite/copy-assets';
import { npmPackage } from './vite/npm-package';
import { serviceWorker } from './vite/service-worker';
import { squeezeTemplates } from './vite/squeeze-templates';
import { widget } from './vite/widget';
import { withoutUnusedWorkers } from './vite/without-unused-workers';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  base: './',
  define: { __PHOTOLOUPE_VERSION__: JSON.stringify(version) },
  plugins: [
    copyAssets(),
    widget('src/widget/photo-loupe.ts'),
    npmPackage({ client: 'src/client/photoloupe.ts', widget: 'src/widget/types.ts' }),
    serviceWorker('src/service-worker/service-worker.ts'),
    squeezeTemplates(),
  ],
  worker: { format: 'es', plugins: () => [withoutUnusedWorkers()] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        page: 'index.html',
        photoloupe: 'src/client/photoloupe.ts',
      },
      // The package's code lies in photoloupe.js itself, where the page finds it too.
      preserveEntrySignatures: 'allow-extension',
      output: {
        // The one that others refer to by name.
        entryFileNames: ({ name }) => (name === 'photoloupe' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
