// Which class a photo is of, by the folder that it lies in.
const PHOTO = /\.(avif|bmp|gif|heic|heif|jfif|jpe?g|jxl|p[bgnp]m|png|psd|tga|tiff?|webp)$/i;

// In a Teachable Machine project the class is in the photo's name: "Rex-!-12", with an ending or without.
export const CLASS_IN_NAME = '-!-';
const SAMPLE = /-!-\d+$/;

export interface LabelledPath<T> {
  item: T;
  path: string;
  label: string;
}

// Photos below a folder for each class, however deep; hidden files and what is no photo do not count. What all of
// them share of their paths ("my photos/train/") is no class.
export function labelByFolder<T>(items: Iterable<T>, pathOf: (item: T) => string): LabelledPath<T>[] {
  const photos = [...items]
    .map((item) => ({ item, path: pathOf(item), folders: foldersOf(pathOf(item)) }))
    .filter(({ path, folders }) => isPhoto(path) && !isHidden(path) && folders.length > 0);
  const shared = sharedDepth(photos.map(({ folders }) => folders));
  return photos
    .map(({ item, path, folders }) => ({ item, path, label: folders[shared] ?? '' }))
    .filter(({ label }) => label !== '');
}

// Without a folder that says its class.
export function isLoosePhoto(path: string): boolean {
  return isPhoto(path) && !isHidden(path) && foldersOf(path).length === 0;
}

export function isPhoto(path: string): boolean {
  return PHOTO.test(path) || SAMPLE.test(path);
}

function foldersOf(path: string): string[] {
  return path.replace(CLASS_IN_NAME, '/').split('/').slice(0, -1).filter(Boolean);
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

// How many folders all paths begin with. One class alone keeps its name.
function sharedDepth(paths: string[][]): number {
  const [first = []] = paths;
  let depth = 0;
  while (depth < first.length && paths.every((path) => path[depth] === first[depth])) depth++;
  return Math.min(depth, Math.max(0, first.length - 1));
}
