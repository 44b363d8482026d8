import type { Plugin } from 'vite';
export function serviceWorkerFiles(): Plugin {
  return { name: 'photoloupe-service-worker' };
}
