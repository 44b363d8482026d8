// The engine on what a browser may have or lack.
import { sample } from './support/files';
import { expect, test } from './support/test';

for (const simd of ['baseline', 'relaxed'])
  for (const threads of [1, 2])
    test(`reads with ${simd} SIMD on ${threads} thread(s)`, async ({ loupe, page }) => {
      const build = `photoloupe-${simd}${threads > 1 ? '-threads' : ''}.wasm`;
      const fetched = page.waitForRequest((request) => request.url().endsWith(`/engine/${build}`));
      await loupe.open(`?simd=${simd}&threads=${threads}`);
      await fetched;
      await expect(loupe.engine).toContainText(`SIMD ${simd} · ${threads} thread`);
      await loupe.choose(sample('cat.png'));
      await expect(loupe.card('cat.png')).toContainText('tabby cat');
    });

test('reads with the float32 model', async ({ loupe }) => {
  await loupe.open('?model=efficientnet-lite0-float32');
  await expect(loupe.engine).toContainText('float32');
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
});

test('takes the baseline where the browser has no relaxed SIMD', async ({ loupe, page }) => {
  await page.addInitScript(() => {
    const { validate } = WebAssembly;
    const RELAXED_SWIZZLE = '253,128,2';
    WebAssembly.validate = (bytes) =>
      !new Uint8Array(bytes as ArrayBuffer).join().includes(RELAXED_SWIZZLE) && validate(bytes);
  });
  await loupe.open();
  await expect(loupe.engine).toContainText('SIMD baseline');
  await loupe.choose(sample('cat.png'));
  await expect(loupe.card('cat.png')).toContainText('tabby cat');
});
