// <photo-loupe> on other people's pages.
import { mkdirSync, writeFileSync } from 'node:fs';
import { serve } from '../../scripts/lib/server.mjs';
import { expectAccessible } from './support/accessible';
import { sample, SITE, textNamedJpg } from './support/files';
import { expect, test } from './support/test';
import { choose, expectTold, hostPage, openHost, told } from './support/widget';

test('names what is in a photo, under the strictest policy and on one thread', async ({ page }) => {
  await openHost(page, '<photo-loupe top="3"></photo-loupe>');
  const widget = page.locator('photo-loupe');
  await expectTold(page, 'loupe-ready');
  expect((await told(page, 'loupe-ready'))[0]!.name).toBe('efficientnet-lite0');
  await choose(widget, sample('cat.png'));
  await expect(widget.locator('.headline')).toHaveText(/cat|tabby/i);
  await expect(widget.getByRole('listitem')).toHaveCount(3);
  await expect(widget.getByRole('img', { name: 'Photo' })).toBeVisible();
  await expect(widget.getByRole('status')).toHaveText(/cat|tabby/i);
  const [result] = await told(page, 'loupe-result');
  expect(result!.predictions).toHaveLength(3);
  expect(result!.live).toBe(false);
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('undefined');
});

test('several elements share one engine and one model', async ({ page }) => {
  let fetched = 0;
  page.on('request', (request) => (fetched += request.url().endsWith('.safetensors') ? 1 : 0));
  await openHost(
    page,
    '<photo-loupe src="/samples/cat.png"></photo-loupe><photo-loupe src="/samples/coffee.png"></photo-loupe>',
  );
  const [first, second] = [page.locator('photo-loupe').first(), page.locator('photo-loupe').last()];
  await expect(first.locator('.headline')).toHaveText(/cat|tabby/i);
  await expect(second.locator('.headline')).toHaveText('espresso');
  expect(page.workers()).toHaveLength(1);
  expect(fetched).toBe(1);
  await first.evaluate((element) => element.remove());
  await choose(second, sample('rocket.jpg'));
  await expect(second.getByRole('listitem').first()).toContainText('missile');
});

test('an element that nobody sees fetches nothing until it is near', async ({ page }) => {
  let asked = '';
  page.on('request', (request) => (asked += request.url()));
  await openHost(page, `${'<p>…</p>'.repeat(100)}<photo-loupe src="/samples/coffee.png"></photo-loupe>`);
  await page.locator('photo-loupe').getByRole('button', { name: 'Choose a photo' }).waitFor();
  expect(asked).not.toContain('.wasm?');
  expect(asked).not.toContain('coffee.png');
  await page.locator('photo-loupe').scrollIntoViewIfNeeded();
  await expect(page.locator('.headline')).toHaveText('espresso');
});

test('shows what is probable enough, and says when nothing is', async ({ page }) => {
  await openHost(page, '<photo-loupe src="/samples/coffee.png" threshold="0.5"></photo-loupe>');
  const widget = page.locator('photo-loupe');
  await expect(widget.getByRole('listitem')).toHaveCount(1);
  await widget.evaluate((element) => element.setAttribute('threshold', '0.99'));
  await expect(widget.locator('.headline')).toHaveText('Not sure');
  await widget.evaluate((element) => element.setAttribute('src', '/samples/rocket.jpg'));
  await widget.evaluate((element) => element.setAttribute('threshold', '0.1'));
  await expect(widget.locator('.headline')).toHaveText('missile');
});

test('takes photos that are dropped and pasted', async ({ page }) => {
  await openHost(page, '<photo-loupe></photo-loupe>');
  const widget = page.locator('photo-loupe');
  const give = (kind: 'drop' | 'paste', name: string) =>
    widget.evaluate(
      async (element, [type, photo]) => {
        const data = new DataTransfer();
        data.items.add(new File([await (await fetch(`/samples/${photo}`)).blob()], photo!));
        const event =
          type === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
      },
      [kind, name],
    );
  await give('drop', 'coffee.png');
  await expect(widget.locator('.headline')).toHaveText('espresso');
  await give('paste', 'rocket.jpg');
  await expect(widget.locator('.headline')).toHaveText('missile');
});

test('reads the camera until it is stopped', async ({ page }) => {
  await openHost(page, '<photo-loupe webcam></photo-loupe>');
  const widget = page.locator('photo-loupe');
  await widget.getByRole('button', { name: 'Camera' }).click();
  await expectTold(page, 'loupe-result', 5);
  expect((await told(page, 'loupe-result'))[0]!.live).toBe(true);
  await widget.getByRole('button', { name: 'Stop the camera' }).click();
  await expect(widget.locator('video')).toHaveCount(0);
  await expect(widget.getByText('Drop a photo here')).toBeVisible();
});

test('says when there is no camera', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await openHost(page, '<photo-loupe webcam></photo-loupe>');
  await page.getByRole('button', { name: 'Camera' }).click();
  await expect(page.getByRole('alert')).toContainText('camera');
});

test('says what is wrong, and tries again', async ({ page }) => {
  await openHost(page, '<photo-loupe model="/no-such.safetensors"></photo-loupe>');
  const widget = page.locator('photo-loupe');
  await expect(widget.getByRole('alert')).toContainText('could not be fetched');
  await widget.evaluate((element) => element.setAttribute('model', 'efficientnet-lite0'));
  await expectTold(page, 'loupe-ready');
  await expect(widget.getByRole('alert')).toHaveCount(0);
  await choose(widget, textNamedJpg());
  await expect(widget.getByRole('alert')).toContainText('not a photo');
  await widget.evaluate((element) => element.setAttribute('src', '/samples/no-such.jpg'));
  await expect(widget.getByRole('alert')).toContainText('could not be fetched');
  await page.route('**/no-such.jpg', (route) => route.fulfill({ path: sample('coffee.png') }));
  await widget.getByRole('button', { name: 'Try again' }).click();
  await expect(widget.locator('.headline')).toHaveText('espresso');
  const codes = (await told(page, 'loupe-error')).map(({ code }) => code);
  expect(codes).toEqual(['network', 'bad-image', 'network']);
});

test('speaks the language of its page, or its own', async ({ page }) => {
  await openHost(
    page,
    '<div lang="fr-CA"><photo-loupe></photo-loupe></div><photo-loupe lang="de"></photo-loupe>',
  );
  await expect(page.getByRole('button', { name: 'Choisir une photo' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Foto auswählen' })).toBeVisible();
  await page
    .locator('photo-loupe')
    .last()
    .evaluate((element: HTMLElement) => (element.lang = 'es'));
  await expect(page.getByRole('button', { name: 'Elegir una foto' })).toBeVisible();
});

test('works by the keyboard', async ({ page }) => {
  await openHost(page, '<photo-loupe></photo-loupe>');
  await expectTold(page, 'loupe-ready');
  await page.keyboard.press('Tab');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(sample('coffee.png'));
  await expect(page.locator('.headline')).toHaveText('espresso');
});

test.describe('what axe demands', () => {
  // Without a policy: axe puts styles into the page.
  const states: Record<string, string> = {
    waiting: '<photo-loupe webcam></photo-loupe>',
    answered: '<photo-loupe webcam src="/samples/coffee.png"></photo-loupe>',
    failed: '<photo-loupe webcam src="/samples/no-such.png"></photo-loupe>',
  };
  for (const [state, body] of Object.entries(states))
    test(state, async ({ page }, info) => {
      await openHost(page, body, '');
      await expectTold(
        page,
        { waiting: 'loupe-ready', answered: 'loupe-result', failed: 'loupe-error' }[state]!,
      );
      await expectAccessible(page);
      await page.screenshot({ path: info.outputPath(`${state}.png`) });
    });
});

test.describe('from another origin', () => {
  // What such a page does is not what the site's own pages may do.
  test.use({ lawful: async ({}, use) => use() });

  test('works where that origin allows it', async ({ page }, info) => {
    const other = await serve({ folders: { '/': SITE }, isolated: false, crossOrigin: true });
    const folder = info.outputPath('host');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      `${folder}/index.html`,
      hostPage('<photo-loupe src="/samples/coffee.png"></photo-loupe>', `${other.origin}/photo-loupe.js`),
    );
    const policy = `default-src 'none'; script-src ${other.origin} 'wasm-unsafe-eval'; connect-src 'self' ${other.origin}; worker-src blob: ${other.origin}`;
    const host = await serve({
      folders: { '/samples/': `${SITE}/samples`, '/': folder },
      isolated: false,
      policy,
    });
    await page.goto(host.origin);
    await expect(page.locator('.headline')).toHaveText('espresso');
    for (const server of [host, other]) server.close();
  });
});
