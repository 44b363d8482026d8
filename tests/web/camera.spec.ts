// The camera, with the browser's fake ones: two, of which each shows a ticking dial.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

async function refuse(page: Page, reason: string): Promise<void> {
  await page.addInitScript((name) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
  }, reason);
}

test('reads the camera live and says how many frames a second', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.button('Camera').click();
  await expect(page.getByText(/^[1-9]\d* frames a second$/)).toBeVisible();
  await expect(page.locator('loupe-webcam .labels li')).toHaveCount(5);
});

test('keeps a frame as a photo', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.button('Camera').click();
  await expect(page.getByText('frames a second')).toBeVisible();
  await loupe.button('Keep as photo').click();
  await loupe.expectRead(1);
  await expect(loupe.cards).toHaveAccessibleName(/^camera-.*\.jpg$/);
});

test('switches to the other camera', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.button('Camera').click();
  await expect(page.getByText('frames a second')).toBeVisible();
  const device = () =>
    page
      .locator('loupe-webcam video')
      .evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream).getVideoTracks()[0]?.label);
  const first = await device();
  await loupe.button('Switch to the other camera').click();
  await expect.poll(device).not.toBe(first);
  await expect(page.getByText('frames a second')).toBeVisible();
});

test('closes with Escape, and lets go of the camera', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.button('Camera').click();
  await expect(page.getByText('frames a second')).toBeVisible();
  const video = await page.locator('loupe-webcam video').elementHandle();
  const track = await video!.evaluateHandle(
    (element) => ((element as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]!,
  );
  await page.keyboard.press('Escape');
  await expect(page.locator('loupe-webcam')).toHaveCount(0);
  expect(await track.evaluate(({ readyState }) => readyState)).toBe('ended');
  await expect(loupe.button('Choose photos')).toBeFocused();
});

for (const [reason, says] of [
  ['NotAllowedError', 'The camera is not allowed'],
  ['NotFoundError', 'No camera found'],
  ['NotReadableError', 'The camera is in use'],
] as const)
  test(`says what to do after ${reason}`, async ({ loupe, page }) => {
    await refuse(page, reason);
    await loupe.open();
    await loupe.button('Camera').click();
    await expect(page.getByRole('alert')).toContainText(says);
    await expect(page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeVisible();
  });

test('notices that the camera was unplugged', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.button('Camera').click();
  await expect(page.getByText('frames a second')).toBeVisible();
  await page.locator('loupe-webcam video').evaluate((video: HTMLVideoElement) => {
    const [track] = (video.srcObject as MediaStream).getVideoTracks();
    track!.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByRole('alert')).toContainText('The camera went away');
});
