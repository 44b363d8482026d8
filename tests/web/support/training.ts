// Training from a page's script: photos made at run time, noise of two brightnesses, and a network for them.
import type { Page } from '@playwright/test';
import type {
  LabelledImage,
  Photoloupe as Loupe,
  PhotoloupeError,
  Training,
  TrainOptions,
} from '../../../web/src/client/photoloupe';

declare global {
  var Photoloupe: typeof Loupe;
  var loupe: Loupe;
  var training: Training;
  var quick: TrainOptions;
  function codeOf(promise: Promise<unknown>): Promise<string>;
  function noise(label: string, seed: number): ImageData;
  function photos(count?: number): LabelledImage[];
  function bytesOf(blob: Blob): Promise<string>;
}

// A page of the same origin with nothing on it, the package's names, and what makes photos.
export async function openTrainer(page: Page, options: object = { threads: 1 }): Promise<void> {
  await page.goto('/samples/samples.json');
  await page.evaluate("import('/photoloupe.js').then((names) => Object.assign(globalThis, names))");
  await page.evaluate(async (createOptions) => {
    const SIDE = 32;
    globalThis.codeOf = (promise) =>
      promise.then(
        () => 'nothing went wrong',
        (error: PhotoloupeError) => `${error.name} ${error.code}`,
      );
    globalThis.noise = (label, seed) => {
      const { data } = new ImageData(SIDE, SIDE);
      const base = label === 'bright' ? 160 : 20;
      for (let index = 0; index < data.length; index++)
        data[index] = index % 4 === 3 ? 255 : base + ((index * 7919 + seed * 104_729) % 71);
      return new ImageData(data, SIDE);
    };
    globalThis.photos = (count = 24) =>
      Array.from({ length: count }, (_, index) => {
        const label = index % 2 ? 'bright' : 'dark';
        return { image: noise(label, index), label, name: `${index}.png` };
      });
    globalThis.bytesOf = async (blob) => {
      const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
      return `${blob.size} ${new Uint8Array(digest).join()}`;
    };
    globalThis.quick = {
      imageSize: [SIDE, SIDE],
      filters: [4],
      units: 32,
      epochs: 20,
      batchSize: 8,
      learningRate: 0.001,
      seed: 3,
    };
    globalThis.loupe = await Photoloupe.create(createOptions);
  }, options);
}
