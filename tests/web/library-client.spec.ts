// A photo library as a page's script uses it: photos come in once, are found by words and likeness, and stay.
import { openPage, openWithSamples, SAMPLES } from './support/library-client';
import { expect, test } from './support/test';

test('finds photos by what is in them, by names above it and by likeness', async ({ page }) => {
  await openWithSamples(page);
  const outcome = await page.evaluate(async () => {
    const files = async (query: string) => (await library.search(query)).map(({ file }) => file);
    const found = await library.find('cat');
    const table = await library.table();
    const [cat] = await library.search('cat');
    return {
      cat,
      feline: await files('feline'),
      without: await files('animal -cat'),
      typo: (await library.search('rockett')).suggestion,
      found: found.ids.length,
      table: [...table.ids].length,
      aspects: [...table.aspects].every((aspect) => aspect > 0.2 && aspect < 5),
      completions: (await library.complete('ca')).map(({ text }) => text),
      likeCat: (await library.similar(cat!.id, { limit: 2 })).map(({ file }) => file),
      likeFile: (await library.similar((await sampleFiles('rocket.jpg'))[0]!, { limit: 1 }))[0]!.file,
      photo: await library.photo(cat!.id),
      thumbnail: (await library.thumbnails([cat!.id]))[0]?.type,
      original: (await library.original(cat!.id))?.name,
    };
  });
  expect(outcome.cat).toMatchObject({ file: 'cat.png' });
  expect(outcome.feline).toEqual(['cat.png']);
  expect(outcome.without).not.toContain('cat.png');
  expect(outcome.typo).toBe('rocket');
  expect(outcome.found).toBeGreaterThan(0);
  expect(outcome.table).toBe(SAMPLES.length);
  expect(outcome.aspects).toBe(true);
  expect(outcome.completions).toContain('cat');
  expect(outcome.likeCat[0]).toBe('cat.png');
  expect(outcome.likeFile).toBe('rocket.jpg');
  expect(outcome.photo).toMatchObject({ width: 451, height: 300, burst: [] });
  expect(outcome.thumbnail).toBe('image/jpeg');
  expect(outcome.original).toBe('cat.png');
});

test('looks at nothing twice, says what it cannot read, and goes on', async ({ page }) => {
  await openWithSamples(page);
  const outcome = await page.evaluate(async (names) => {
    const again = await library.add(await sampleFiles(...names));
    const skipped: string[] = [];
    const bad = [new File(['no photo'], 'text.jpg'), new File([], 'empty.jpg')];
    const [galaxies] = await sampleFiles('galaxies.jpg');
    const progress: number[] = [];
    const mixed = await library.add([...bad, galaxies!], {
      onSkipped: ({ file, reason }) => skipped.push(`${file}: ${reason}`),
      onProgress: ({ done, total }) => progress.push(done / total),
    });
    return {
      again,
      skipped,
      mixed,
      progress,
      unreadable: await library.unreadable(),
      count: await library.count(),
    };
  }, SAMPLES);
  expect(outcome.again).toMatchObject({ unchanged: SAMPLES.length, added: 0, changed: 0, failed: 0 });
  expect(outcome.mixed).toMatchObject({ added: 1, failed: 2, stopped: false });
  expect(outcome.skipped.sort()).toEqual([
    expect.stringMatching(/^empty\.jpg: ./),
    expect.stringMatching(/^text\.jpg: ./),
  ]);
  expect(outcome.progress.at(-1)).toBe(1);
  expect(outcome.unreadable).toHaveLength(2);
  expect(outcome.count).toBe(SAMPLES.length + 1);
});

test('keeps tags that were given, taught and taken away over a reload', async ({ page }) => {
  await openWithSamples(page);
  await page.evaluate(async () => {
    const idOf = async (query: string) => (await library.search(query))[0]!.id;
    await library.addTag('Holiday 2019', [await idOf('temple'), await idOf('coffee')]);
    await library.teach('Shrek the cat', { yes: [await idOf('cat')] });
    await library.removeTag('cat', [await idOf('cat')]);
  });
  await openPage(page);
  const outcome = await page.evaluate(async () => {
    globalThis.library = await loupe.openLibrary();
    const files = async (query: string) => (await library.search(query)).map(({ file }) => file).sort();
    return {
      holiday: await files('holiday'),
      shrek: await files('shrek'),
      cat: (await library.search('cat')).map(({ file, tags }) => [file, ...tags]),
      tags: (await library.tags()).filter(({ own }) => own).map(({ name, taught }) => ({ name, taught })),
      csv: await (await library.export('csv')).text(),
      xmp: (await (await library.export('xmp')).arrayBuffer()).byteLength,
    };
  });
  expect(outcome.holiday).toEqual(['coffee.png', 'temple.jpg']);
  expect(outcome.shrek).toContain('cat.png');
  expect(outcome.tags).toContainEqual({ name: 'Holiday 2019', taught: false });
  expect(outcome.tags).toContainEqual({ name: 'Shrek the cat', taught: true });
  expect(outcome.csv).toContain('Holiday 2019');
  expect(outcome.xmp).toBeGreaterThan(500);
});

test('belongs to one tab, until another takes it over', async ({ page, context }) => {
  await openWithSamples(page);
  await page.evaluate(async () => {
    await library.close();
    globalThis.library = await loupe.openLibrary('photos', {
      onClosed: (reason) => (document.title = reason),
    });
  });
  const other = await context.newPage();
  await openPage(other);
  expect(await other.evaluate(() => reasonOf(loupe.openLibrary()))).toBe('storage open-elsewhere');
  const count = await other.evaluate(async () => {
    globalThis.library = await loupe.openLibrary('photos', { takeOver: true });
    return library.count();
  });
  expect(count).toBe(SAMPLES.length);
  await expect(page).toHaveTitle('taken-over');
  expect(await page.evaluate(() => codeOf(library.count()))).toBe('PhotoloupeError aborted');
});

test('is taken away whole and taken in again, and refuses what is no library', async ({ page }) => {
  await openWithSamples(page);
  const outcome = await page.evaluate(async () => {
    await library.addTag('mine', [(await library.search('rocket'))[0]!.id]);
    const file = await library.export();
    const other = await loupe.openLibrary('other');
    await other.add(await sampleFiles('galaxies.jpg'));
    const wrong = await reasonOf(other.import(new Blob(['no library'])));
    const after = await other.count();
    await other.import(file);
    return {
      wrong,
      after,
      count: await other.count(),
      mine: (await other.search('mine')).map((photo) => photo.file),
      galaxies: (await other.search('galaxies')).length,
    };
  });
  expect(outcome).toEqual({
    wrong: 'storage no-library',
    after: 1,
    count: SAMPLES.length,
    mine: ['rocket.jpg'],
    galaxies: 0,
  });
});

test('works on the plainest engine', async ({ page }) => {
  await openWithSamples(page, { threads: 1, simd: 'baseline' });
  expect(await page.evaluate(async () => (await library.search('cat'))[0]!.file)).toBe('cat.png');
});
