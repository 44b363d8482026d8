// Runs a script in every worker before its own: to make something fail there.
import type { Page } from '@playwright/test';

export async function beforeWorkers(page: Page, script: string): Promise<void> {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: script + (await response.text()) });
  });
}
