// What axe and the eye demand of every state: no violation, light and dark, on a phone and on a desk; nothing
// wider than the window, be it the narrowest phone's.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

const AXE = createRequire(path.resolve(__dirname, '../../../web/package.json')).resolve(
  'axe-core/axe.min.js',
);

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];
const NARROWEST = { width: 320, height: 568 };

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

declare const axe: { run(): Promise<{ violations: Violation[] }> };

export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(AXE, 'utf8'));
  for (const colorScheme of ['light', 'dark'] as const)
    for (const size of SIZES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      const violations = await page.evaluate(async () => (await axe.run()).violations);
      const told = violations.map(({ id, nodes }) => ({
        id,
        where: nodes[0]?.target,
        why: nodes[0]?.failureSummary,
      }));
      expect(told, `${colorScheme}, ${size.width} pixels wide`).toEqual([]);
      await expectToFit(page, size.width);
    }
  await page.setViewportSize(NARROWEST);
  await expectToFit(page, NARROWEST.width);
}

async function expectToFit(page: Page, width: number): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `pixels too wide for ${width}`).toBeLessThanOrEqual(0);
}
