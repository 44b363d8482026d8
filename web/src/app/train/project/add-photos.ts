// Photos on their way into classes: a folder for each class, an archive of such, or photos for one class.
import { PhotoloupeError } from '../../../client/photoloupe';
import { labelByFolder } from '../../../client/training/folders';
import type { GivenPhoto } from '../../photos/photo';
import { project, type ProjectClass } from './project';

const order = new Intl.Collator(undefined, { numeric: true }).compare;

interface LabelledPhoto extends GivenPhoto {
  label: string; // empty for a loose one
}

// Into `into`, or each into the class of its folder's name; loose ones become a class of their own. Rejects with
// what is wrong with an archive.
export async function addPhotos(
  batches: AsyncIterable<GivenPhoto[]> | Iterable<GivenPhoto[]>,
  into: ProjectClass | null,
): Promise<void> {
  const photos: GivenPhoto[] = [];
  for await (const batch of batches) {
    photos.push(...batch);
    project.update({ adding: photos.length });
  }
  const labelled = [...label(photos.filter((photo) => !isArchive(photo)))];
  for (const archive of photos.filter(isArchive)) labelled.push(...(await unpack(archive)));
  if (labelled.length === 0) throw new Error('There is no photo in what you gave.');
  const names = new Set(labelled.map(({ label }) => (into ? into.name : label)));
  for (const name of [...names].sort(order)) {
    const ofClass = into ? labelled : labelled.filter(({ label }) => label === name);
    project.addPhotos(project.addClass(name).id, ofClass);
  }
  project.update({ adding: 0 });
}

function label(photos: GivenPhoto[]): LabelledPhoto[] {
  const inFolders = labelByFolder(photos, ({ name }) => name);
  const loose = photos.filter(({ name }) => !name.includes('/'));
  return [
    ...inFolders.map(({ item, label }) => ({ ...item, label })),
    ...loose.map((photo) => ({ ...photo, label: '' })),
  ];
}

async function unpack({ file, name }: GivenPhoto): Promise<LabelledPhoto[]> {
  try {
    return await photosIn(file);
  } catch (error) {
    if (!(error instanceof PhotoloupeError)) throw error;
    throw new Error(`“${name}” cannot be opened: ${error.message}.`, { cause: error });
  }
}

async function photosIn(archive: Blob): Promise<LabelledPhoto[]> {
  const { photosInZip } = await import('../../../client/training/zip');
  const { items } = await photosInZip(archive);
  const photos: LabelledPhoto[] = [];
  for await (const { image, label, name } of items) {
    photos.push({ file: image as Blob, label, name: name ?? 'photo' });
    project.update({ adding: photos.length });
  }
  return photos;
}

function isArchive({ name }: GivenPhoto): boolean {
  return /\.zip$/i.test(name);
}
