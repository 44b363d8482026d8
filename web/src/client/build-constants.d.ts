// Filled in by vite.config.ts.
declare const __PHOTOLOUPE_VERSION__: string;
