// The photos in a zip with a folder for each class. They are unpacked one after the other as they are asked for.
import type { Photos } from './dataset';
import { isLoosePhoto, labelByFolder } from './folders';
import type { LabelledImage } from './types';
import { contentOf, entriesOf, type ZipEntry } from './zip-directory';

// `names`: of all files in it. With `loose`, the photos of a zip without folders have an empty label; else it has none.
// A damaged photo is handed on as far as it can be unpacked, and skipped for what it lacks.
export async function photosInZip(zip: Blob, { loose = false } = {}): Promise<Photos & { names: string[] }> {
  const entries = await entriesOf(zip);
  const labelled = labelByFolder(entries, ({ name }) => name).map(({ item, label }) => ({
    entry: item,
    label,
  }));
  if (loose && labelled.length === 0)
    for (const entry of entries) if (isLoosePhoto(entry.name)) labelled.push({ entry, label: '' });
  return { total: labelled.length, items: unpack(zip, labelled), names: entries.map(({ name }) => name) };
}

// One of the `names` that photosInZip gives; null when there is none.
export async function fileInZip(zip: Blob, name: string): Promise<Blob | null> {
  const entry = (await entriesOf(zip)).find((each) => each.name === name);
  return entry ? contentOf(zip, entry) : null;
}

async function* unpack(
  zip: Blob,
  labelled: readonly { entry: ZipEntry; label: string }[],
): AsyncGenerator<LabelledImage> {
  for (const { entry, label } of labelled)
    yield { image: await contentOf(zip, entry), label, name: entry.name };
}
