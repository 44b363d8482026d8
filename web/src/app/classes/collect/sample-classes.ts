// Classes for people without photos at hand: parts of some of the photos that come with the page. One whole photo is
// tried then.
import { listSamples, openSample } from '../../classify/samples';
import { tried } from '../answer/tried';
import { addPhotos } from '../project/add-photos';

const CLASSES: Record<string, string> = { 'cat.png': 'Cat', 'coffee.png': 'Coffee', 'flower.jpg': 'Flower' };
const TRIED = 'cat.png';

// Left and top of the parts, as shares of what the part leaves over.
const PARTS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [0.5, 0.5],
] as const;
const PART = 0.6; // of the photo's width and height
const SIDE = 320; // pixels
const TYPE = 'image/jpeg';

// Rejects when they cannot be fetched.
export async function addSampleClasses(): Promise<void> {
  const samples = (await listSamples()).filter(({ file }) => file in CLASSES);
  if (samples.length === 0) throw new Error('this site has no sample photos, or they cannot be reached');
  const photos = await Promise.all(samples.map(openSample));
  const parts = await Promise.all(
    photos.map(async ({ name, file }) =>
      (await cut(file)).map((part, index) => ({
        name: `samples/${CLASSES[name]!}/part-${index + 1}.jpg`,
        file: part,
      })),
    ),
  );
  await addPhotos(parts, null);
  const whole = photos.find(({ name }) => name === TRIED);
  if (whole) tried.use(whole.file, whole.name);
}

async function cut(photo: Blob): Promise<Blob[]> {
  const whole = await createImageBitmap(photo);
  const [width, height] = [PART * whole.width, PART * whole.height];
  const parts = PARTS.map(([across, down]) => {
    const canvas = new OffscreenCanvas(SIDE, SIDE);
    const [left, top] = [across * (whole.width - width), down * (whole.height - height)];
    canvas.getContext('2d')!.drawImage(whole, left, top, width, height, 0, 0, SIDE, SIDE);
    return canvas.convertToBlob({ type: TYPE });
  });
  whole.close();
  return Promise.all(parts);
}
