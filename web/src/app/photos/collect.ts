// Everything that can be a photo, out of a drop, a paste or a picker.
//
// What a person names is always taken, so that a wrong file is told what is wrong with it. Out of a folder only what
// is `wanted` is taken, photos by default: the rest of a folder is nobody's mistake.
import type { GivenPhoto } from './photo';

const PHOTO_NAME = /\.(jpe?g|jfif|png|gif|webp|avif|heic|heif|bmp|tiff?|tga|psd|pnm|ppm|pgm|ico)$/i;
const BATCH = 100; // files opened at once

type Wanted = (file: File) => boolean;

// IMG_9 before IMG_10.
const byName = new Intl.Collator(undefined, { numeric: true }).compare;

export function looksLikePhoto(file: File): boolean {
  if (file.name.startsWith('.') || file.type === 'image/svg+xml') return false;
  return file.type.startsWith('image/') || PHOTO_NAME.test(file.name);
}

// From an <input type=file>, with `webkitdirectory` or without.
export function fromFileList(files: Iterable<File>, wanted: Wanted = looksLikePhoto): GivenPhoto[] {
  return [...files]
    .filter((file) => !file.webkitRelativePath || wanted(file))
    .map((file) => ({ name: file.webkitRelativePath || file.name, file }))
    .sort((a, b) => (a.file.webkitRelativePath ? byName(a.name, b.name) : 0));
}

// From a drop: files and whole folders. Yields batches, so that the first photos of a large folder are
// read while the rest is still being listed. Call it within the event: the items are gone after it.
export function fromDrop(
  transfer: DataTransfer,
  wanted: Wanted = looksLikePhoto,
): AsyncGenerator<GivenPhoto[]> {
  const files: GivenPhoto[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
    else if (file) files.push({ name: file.name, file });
  }
  return batches(files, folders, wanted);
}

async function* batches(
  files: GivenPhoto[],
  folders: FileSystemDirectoryEntry[],
  wanted: Wanted,
): AsyncGenerator<GivenPhoto[]> {
  if (files.length > 0) yield files;
  for (const folder of folders) yield* inFolder(folder, wanted);
}

async function* inFolder(folder: FileSystemDirectoryEntry, wanted: Wanted): AsyncGenerator<GivenPhoto[]> {
  const entries = (await list(folder)).sort((a, b) => byName(a.name, b.name));
  const files = entries.filter((entry) => entry.isFile) as FileSystemFileEntry[];
  for (let start = 0; start < files.length; start += BATCH) {
    const opened = await Promise.all(files.slice(start, start + BATCH).map(openFile));
    const found = opened.filter((file) => file !== null).filter(({ file }) => wanted(file));
    if (found.length > 0) yield found;
  }
  for (const entry of entries)
    if (entry.isDirectory) yield* inFolder(entry as FileSystemDirectoryEntry, wanted);
}

async function list(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives its entries in portions, and none when it is at the end.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return entries;
    entries.push(...portion);
  }
}

// None when it was deleted since it was listed.
async function openFile(entry: FileSystemFileEntry): Promise<{ name: string; file: File } | null> {
  const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
  return file && { name: entry.fullPath.replace(/^\//, ''), file };
}
