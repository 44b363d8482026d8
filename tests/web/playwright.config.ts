// The built site in Chromium, served as scripts/serve serves it. Run it from web/, whose packages it uses:
//   npx playwright test --config ../tests/web/playwright.config.ts
// LOUPE_CHROMIUM names the browser.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/tests-web',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 1, // a busy machine loses a click now and then; scripts/test names those that needed it
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.LOUPE_CHROMIUM ?? 'chromium',
      args: [
        '--no-sandbox', // containers and root have none
        '--disable-gpu',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream=device-count=2',
      ],
    },
  },
});
