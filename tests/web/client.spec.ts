// The npm package as a page's script uses it.
import type { Page } from '@playwright/test';
import type { Model, PhotoloupeError, Photoloupe as Loupe } from '../../web/src/client/photoloupe';
import { expect, test } from './support/test';

declare global {
  var Photoloupe: typeof Loupe;
  var loupe: Loupe;
  var model: Model;
  function codeOf(promise: Promise<unknown>): Promise<string>;
  function photo(name?: string): Promise<Blob>;
}

const MODEL = 'efficientnet-lite0';

// A page of the same origin with nothing on it, and the package's names in its global scope.
async function open(page: Page, load = true): Promise<void> {
  await page.goto('/samples/samples.json');
  await page.evaluate("import('/photoloupe.js').then((names) => Object.assign(globalThis, names))");
  await page.evaluate(() => {
    globalThis.codeOf = (promise) =>
      promise.then(
        () => 'nothing went wrong',
        (error: PhotoloupeError) => `${error.name} ${error.code}`,
      );
    globalThis.photo = async (name = 'coffee.png') => (await fetch(`/samples/${name}`)).blob();
  });
  if (load)
    await page.evaluate(async (name) => {
      globalThis.loupe = await Photoloupe.create();
      globalThis.model = await loupe.load(name);
    }, MODEL);
}

test('fetches the engine at once, or when a model is wanted', async ({ page }) => {
  await open(page, false);
  const fetched = () => page.waitForRequest((request) => request.url().endsWith('.wasm'));
  const atOnce = fetched();
  await page.evaluate(async () => void (await Photoloupe.create()));
  await atOnce;
  await open(page, false);
  let isWanted = false;
  const wanted = fetched().then(() => isWanted);
  await page.evaluate(async () => {
    globalThis.loupe = await Photoloupe.create({ prefetch: false });
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  isWanted = true;
  await page.evaluate(async (name) => void (await loupe.load(name)), MODEL);
  expect(await wanted).toBe(true);
});

test('takes a photo in any form, and leaves it to the caller', async ({ page }) => {
  await open(page);
  const labels = await page.evaluate(async () => {
    const file = await photo();
    const bytes = new Uint8Array(await file.arrayBuffer());
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const offscreen = new OffscreenCanvas(width, height);
    offscreen.getContext('2d')!.drawImage(bitmap, 0, 0);
    const pixels = context.getImageData(0, 0, width, height);
    const image = new Image();
    image.src = '/samples/coffee.png';
    const frame = new VideoFrame(canvas, { timestamp: 0 });
    const video = document.createElement('video');
    video.srcObject = canvas.captureStream();
    context.drawImage(bitmap, 0, 0); // a stream begins with the next change
    await video.play();

    const url = new URL('/samples/coffee.png', location.href);
    const forms = { file, bytes, url, bitmap, canvas, offscreen, pixels, image, frame, video };
    const found: Record<string, string> = { address: (await model.classify(url.href))[0]!.label };
    for (const [form, source] of Object.entries(forms)) {
      const [best] = await model.classify(source);
      const [again] = await model.classify(source);
      found[form] = again!.probability === best!.probability ? best!.label : 'not the same again';
    }
    frame.close();
    return found;
  });
  expect(Object.keys(labels)).toHaveLength(11);
  for (const [form, label] of Object.entries(labels)) expect(label, form).toBe('espresso');
});

test('gives labels, tags, timings, a summary and an embedding', async ({ page }) => {
  await open(page);
  const given = await page.evaluate(async () => {
    const result = await model.classify(await photo('cat.png'), { topK: 3 });
    const embedding = await model.embed(await photo('cat.png'));
    const { tags, timings } = result;
    return {
      result: [...result],
      tags,
      timings,
      embedding: [embedding.constructor.name, embedding.length, embedding.some((value) => value > 0)],
      classes: model.classNames.length,
      name: model.name,
      parameters: model.summary().reduce((sum, row) => sum + row.parameters, 0),
    };
  });
  expect(given.result).toHaveLength(3);
  expect(given.result[0]!.probability).toBeGreaterThan(given.result[1]!.probability);
  expect(given.tags[0]!.name).toMatch(/cat$/);
  expect(given.timings.network).toBeGreaterThan(0);
  expect(given.embedding).toEqual(['Float32Array', 1280, true]);
  expect(given.classes).toBe(1000);
  expect(given.name).toBe(MODEL);
  expect(given.parameters).toBeGreaterThan(4e6);
});

test('answers in the order of the calls', async ({ page }) => {
  await open(page);
  const order = await page.evaluate(async () => {
    const files = await Promise.all(['coffee.png', 'cat.png', 'rocket.jpg'].map(photo));
    const answered: number[] = [];
    await Promise.all(
      [...files, ...files].map((file, index) => model.classify(file).then(() => answered.push(index))),
    );
    return answered;
  });
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
});

test('stops at once when told, and goes on with the rest', async ({ page }) => {
  await open(page);
  const outcomes = await page.evaluate(async () => {
    const file = await photo();
    const abort = new AbortController();
    const { signal } = abort;
    const kept = model.classify(file);
    const stopped = [model.classify(file, { signal }), model.embed(file, { signal })].map(codeOf);
    const last = model.classify(file);
    abort.abort();
    const early = await codeOf(model.classify(file, { signal }));
    return [early, ...(await Promise.all(stopped)), (await kept)[0]!.label, (await last)[0]!.label];
  });
  const aborted = 'PhotoloupeError aborted';
  expect(outcomes).toEqual([aborted, aborted, aborted, 'espresso', 'espresso']);
});

test('stops a download when told', async ({ page }) => {
  await open(page, false);
  const code = await page.evaluate(async (name) => {
    globalThis.loupe = await Photoloupe.create();
    const abort = new AbortController();
    return codeOf(loupe.load(name, { signal: abort.signal, onProgress: () => abort.abort() }));
  }, MODEL);
  expect(code).toBe('PhotoloupeError aborted');
});

test('tells how far a download is', async ({ page }) => {
  await open(page, false);
  const steps = await page.evaluate(async (name) => {
    globalThis.loupe = await Photoloupe.create();
    const seen: { loaded: number; total: number }[] = [];
    await loupe.load(name, { onProgress: (progress) => seen.push(progress) });
    return seen;
  }, MODEL);
  const { loaded, total } = steps.at(-1)!;
  expect(steps.length).toBeGreaterThan(1);
  expect(loaded).toBe(total);
  expect(steps.map((step) => step.loaded)).toEqual(steps.map((step) => step.loaded).sort((a, b) => a - b));
});

test('rejects what is pending when it is disposed of, and what comes later', async ({ page }) => {
  await open(page);
  const codes = await page.evaluate(async () => {
    const file = await photo();
    const pending = codeOf(model.classify(file));
    await model.dispose();
    const later = codeOf(model.classify(file));
    const other = await loupe.load('efficientnet-lite0');
    const pendingToo = codeOf(other.classify(file));
    await loupe.dispose();
    return Promise.all([pending, later, pendingToo, codeOf(other.classify(file)), codeOf(loupe.load('x'))]);
  });
  expect(new Set(codes)).toEqual(new Set(['PhotoloupeError aborted']));
});

test('starts again after a breakdown', async ({ page }) => {
  await open(page);
  const [worker] = page.workers();
  // What a trap in the middle of the network looks like to JavaScript.
  await worker!.evaluate(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  const outcome = await page.evaluate(async () => {
    const file = await photo();
    const broken = await Promise.all([codeOf(model.classify(file)), codeOf(model.classify(file))]);
    return [...broken, (await model.classify(file))[0]!.label];
  });
  expect(outcome).toEqual(['PhotoloupeError not-supported', 'PhotoloupeError not-supported', 'espresso']);
});

test('says what is wrong with a model', async ({ page }) => {
  await page.route('**/models/gone.safetensors', (route) => route.fulfill({ status: 404 }));
  await page.route('**/models/page.safetensors', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.route('**/models/unreachable.safetensors', (route) => route.abort());
  await open(page);
  const codes = await page.evaluate(async (name) => {
    const whole = await (await fetch(`/models/${name}.safetensors`)).blob();
    const files: (string | Blob)[] = [
      'gone',
      'unreachable',
      'page',
      whole.slice(0, 100_000),
      new Blob(['{}']),
    ];
    const outcomes = [];
    for (const file of files) outcomes.push(await codeOf(loupe.load(file)));
    outcomes.push((await (await loupe.load(whole)).classify(await photo()))[0]!.label);
    return outcomes;
  }, MODEL);
  expect(codes).toEqual([
    'PhotoloupeError network',
    'PhotoloupeError network',
    'PhotoloupeError bad-model',
    'PhotoloupeError bad-model',
    'PhotoloupeError bad-model',
    'espresso',
  ]);
});

test('says what is wrong with a photo', async ({ page }) => {
  await open(page);
  const codes = await page.evaluate(async () => {
    const file = await photo();
    const wrong = {
      empty: new Blob([]),
      text: new Blob(['not a photo']),
      cut: file.slice(0, 1000),
      drawing: new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>']),
      missing: '/samples/missing.jpg',
      nothing: null as unknown as Blob,
      blank: new Image(),
      still: document.createElement('video'),
    };
    const outcomes: Record<string, string> = {};
    for (const [what, source] of Object.entries(wrong)) outcomes[what] = await codeOf(model.classify(source));
    outcomes.next = (await model.classify(file))[0]!.label;
    return outcomes;
  });
  expect(codes).toEqual({
    empty: 'PhotoloupeError bad-image',
    text: 'PhotoloupeError bad-image',
    cut: 'PhotoloupeError bad-image',
    drawing: 'PhotoloupeError unsupported-format',
    missing: 'PhotoloupeError network',
    nothing: 'PhotoloupeError bad-image',
    blank: 'PhotoloupeError bad-image',
    still: 'PhotoloupeError bad-image',
    next: 'espresso',
  });
});

test('says that the engine could not be had, and gets it once it can', async ({ page }) => {
  await page.route('**/engine/*.wasm', (route) => route.fulfill({ status: 503 }));
  await open(page, false);
  const load = (name: string) =>
    page.evaluate(async (model) => {
      globalThis.loupe ??= await Photoloupe.create();
      return codeOf(loupe.load(model));
    }, name);
  expect(await load(MODEL)).toBe('PhotoloupeError network');
  await page.unroute('**/engine/*.wasm');
  expect(await load(MODEL)).toBe('nothing went wrong');
});

test('finds its files in another folder', async ({ page }) => {
  await page.route('**/elsewhere/**', async (route) =>
    route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/elsewhere', '') }) }),
  );
  await open(page, false);
  const label = await page.evaluate(async (name) => {
    const loupe = await Photoloupe.create({ assetsUrl: '/elsewhere', threads: 1 });
    return (await (await loupe.load(name)).classify('/samples/coffee.png'))[0]!.label;
  }, MODEL);
  expect(label).toBe('espresso');
});
