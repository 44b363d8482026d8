// The photos in a zip with a folder for each class. They are unpacked one after the other as they are asked for.
import type { Photos } from './dataset';
import { isLoosePhoto, labelByFolder } from './folders';
import type { LabelledImage } from './types';
import { contentOf, filesIn, type ZippedFile } from './zip-files';

// `names`: of all files in it. With `loose`, the photos of a zip without folders have an empty label; else it has none.
// A photo that is damaged there is handed on empty, and skipped for that.
export async function photosInZip(zip: Blob, { loose = false } = {}): Promise<Photos & { names: string[] }> {
  const files = await filesIn(zip);
  const labelled = labelByFolder(files, ({ name }) => name).map(({ item, label }) => ({ file: item, label }));
  if (loose && labelled.length === 0)
    for (const file of files) if (isLoosePhoto(file.name)) labelled.push({ file, label: '' });
  return { total: labelled.length, items: unpack(labelled), names: files.map(({ name }) => name) };
}

// One of the `names` that photosInZip gives; null when there is none.
export async function fileInZip(zip: Blob, name: string): Promise<Blob | null> {
  const file = (await filesIn(zip)).find((each) => each.name === name);
  return file ? contentOf(file) : null;
}

async function* unpack(
  labelled: readonly { file: ZippedFile; label: string }[],
): AsyncGenerator<LabelledImage> {
  for (const { file, label } of labelled) yield { image: await contentOf(file), label, name: file.name };
}
