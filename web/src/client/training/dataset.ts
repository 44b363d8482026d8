// Photos with their classes, one after the other, from whatever holds them.
import { PhotoloupeError } from '../error';
import { labelByFolder } from './folders';
import type { Dataset, LabelledImage } from './types';

export interface Photos {
  total: number | undefined; // where it is known
  items: Iterable<LabelledImage> | AsyncIterable<LabelledImage>;
}

// Throws 'bad-dataset' for what holds no photos.
export async function openDataset(dataset: Dataset): Promise<Photos> {
  if (dataset instanceof Blob) return (await import('./zip')).photosInZip(dataset);
  if (dataset instanceof FileList) return photosInFolder(dataset);
  if (isObject(dataset) && (Symbol.iterator in dataset || Symbol.asyncIterator in dataset)) {
    const total = Array.isArray(dataset) ? dataset.length : undefined;
    return { total, items: dataset };
  }
  throw new PhotoloupeError(
    'bad-dataset',
    'these are no photos to learn from; a list of { image, label }, the files of a folder or a zip is wanted',
  );
}

function photosInFolder(files: FileList): Photos {
  const photos = labelByFolder(files, (file) => file.webkitRelativePath || file.name);
  return {
    total: photos.length,
    items: photos.map(({ item, path, label }) => ({ image: item, label, name: path })),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

// What a photo is called where it is told of.
export function nameOf({ name, image }: LabelledImage, number: number): string {
  return name ?? (image instanceof File ? image.name : `photo ${number + 1}`);
}

export function labelOf(photo: LabelledImage, number: number): string {
  if (photo && typeof photo.label === 'string' && photo.label) return photo.label;
  throw new PhotoloupeError(
    'bad-dataset',
    `photo ${number + 1} has no label; each photo needs its class's name`,
  );
}
