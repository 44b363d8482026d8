// What is done to photos, one or many: said when it is done, with the way back where there is one.
import { count } from '../dom/words';
import { problemFrom } from '../engine/problem';
import { confirmed } from './collect/confirm';
import { thumbnails } from './grid/thumbnails';
import { say } from './state/notice';
import { photoLibrary } from './state/photo-library';

// Whether it could be done.
export function addTag(name: string, photos: number[]): Promise<boolean> {
  return change(
    () => photoLibrary.client.addTag(name, photos),
    photos.length === 1 ? `Tagged “${name}”.` : `${count(photos.length, 'photo')} tagged “${name}”.`,
    photos,
    { undo: () => undoTags(photos) },
  );
}

export function removeTag(name: string, photos: number[]): Promise<boolean> {
  return change(
    () => photoLibrary.client.removeTag(name, photos),
    photos.length === 1
      ? `“${name}” was taken off.`
      : `“${name}” was taken off ${count(photos.length, 'photo')}.`,
    photos,
    { undo: () => undoTags(photos) },
  );
}

function undoTags(photos: number[]): void {
  void change(() => photoLibrary.client.undoTags(), 'Undone: the tags are as they were.', photos);
}

export async function removePhotos(photos: number[]): Promise<boolean> {
  const many = count(photos.length, 'photo');
  const agreed = await confirmed({
    title: `Remove ${many} from the library?`,
    words: 'The files stay where they are, and your tags come back if the photos do.',
    action: 'Remove',
  });
  if (!agreed) return false;
  return change(
    () => photoLibrary.client.remove(photos),
    `${many} removed. The files are where they were.`,
    photos,
  );
}

async function change(
  action: () => Promise<void>,
  words: string,
  photos: number[],
  { undo }: { undo?: () => void } = {},
): Promise<boolean> {
  try {
    await action();
  } catch (error) {
    say(problemFrom(error).detail, { trouble: true });
    return false;
  }
  thumbnails.forgetWords(photos);
  say(words, { undo: undo ?? null });
  await photoLibrary.changed();
  return true;
}
