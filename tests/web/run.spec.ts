// A run over many photos: its progress, stopping, resuming, and its end.
import { manyPhotos, sample } from './support/files';
import { longestTask } from './support/longest-task';
import { expect, test } from './support/test';

// What is tested here is the page. Two threads on two busy cores wait for each other, and a long run would
// measure that: these runs have one, as engine.spec.ts and all others have what the page picks.
const ONE_THREAD = '?threads=1';

const MANY = 100;
const SMOOTHLY = 200;
const LONGEST_TASK = 50; // milliseconds

test('stops a run and resumes it where it was', async ({ loupe }, info) => {
  await loupe.open(ONE_THREAD);
  await loupe.choose(manyPhotos(MANY, info.outputPath('many')));
  await expect(loupe.status.getByRole('progressbar')).toBeVisible();
  await loupe.button('Stop').click();
  await expect(loupe.status).toContainText(/100 photos\s+· \d+ not read/);
  await expect(loupe.card('photo-1.bmp')).toContainText(/\d ms/);
  await loupe.button('Resume').click();
  await loupe.expectRead(MANY);
});

test('stops a run with Escape', async ({ loupe, page }, info) => {
  await loupe.open(ONE_THREAD);
  await loupe.choose(manyPhotos(MANY, info.outputPath('many')));
  await expect(loupe.status.getByRole('progressbar')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(loupe.status).toContainText('not read');
});

test('reads one of those that were stopped', async ({ loupe, page }, info) => {
  await loupe.open(ONE_THREAD);
  await loupe.choose(manyPhotos(MANY, info.outputPath('many')));
  await page.keyboard.press('Escape');
  const stopped = loupe.cards.filter({ hasText: 'Not read' });
  const name = await stopped.last().getAttribute('aria-label');
  await loupe.card(name!).getByRole('button', { name: 'Read it' }).click();
  await expect(loupe.card(name!)).toContainText(/\d ms/);
});

test('puts the newest photos first and keeps the others', async ({ loupe }) => {
  await loupe.open();
  await loupe.choose(sample('cat.png'));
  await loupe.expectRead(1);
  await loupe.choose(sample('rocket.jpg'));
  await loupe.expectRead(2);
  await expect(loupe.cards.first()).toHaveAccessibleName('rocket.jpg');
});

test('clears the table', async ({ loupe, page }) => {
  await loupe.open();
  await loupe.choose(sample('cat.png'));
  await loupe.expectRead(1);
  await loupe.button('Clear').click();
  await expect(page.getByRole('heading', { name: 'What is in your photos?' })).toBeVisible();
});

test('makes cards only for the photos in or near the window', async ({ loupe, page }, info) => {
  await loupe.open(ONE_THREAD);
  await loupe.choose(manyPhotos(MANY, info.outputPath('many')));
  await loupe.expectRead(MANY);
  expect(await loupe.cards.count()).toBeLessThan(40);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(loupe.card(`photo-${MANY}.bmp`)).toBeInViewport();
  await expect(loupe.card('photo-50.bmp')).toHaveCount(0);
});

test(`never keeps the page busy for longer than ${LONGEST_TASK} ms while it reads ${SMOOTHLY} photos`, async ({
  loupe,
  page,
}, info) => {
  await loupe.open(ONE_THREAD);
  const photos = manyPhotos(SMOOTHLY, info.outputPath('many'));
  const longest = await longestTask(page, async () => {
    await loupe.choose(photos);
    await loupe.expectRead(SMOOTHLY);
    await page.mouse.wheel(0, 4000);
    await expect(loupe.card('photo-1.bmp')).not.toBeInViewport();
  });
  expect(longest).toBeLessThan(LONGEST_TASK);
});
