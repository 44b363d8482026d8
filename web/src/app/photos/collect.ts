// Everything that can be a photo, out of a drop, a paste or a picker.
//
// What a person names is always taken, so that a wrong file is told what is wrong with it. Out of a folder
// only what looks like a photo is taken: the rest of a folder is nobody's mistake.
import type { GivenPhoto } from './photo';

const PHOTO_NAME = /\.(jpe?g|jfif|png|gif|webp|avif|heic|heif|bmp|tiff?|tga|psd|pnm|ppm|pgm|ico)$/i;

function looksLikePhoto(file: File): boolean {
  if (file.name.startsWith('.') || file.type === 'image/svg+xml') return false;
  return file.type.startsWith('image/') || PHOTO_NAME.test(file.name);
}

// From an <input type=file>, with `webkitdirectory` or without.
export function fromFileList(files: Iterable<File>): GivenPhoto[] {
  return [...files]
    .filter((file) => !file.webkitRelativePath || looksLikePhoto(file))
    .map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

// From a drop: files and whole folders. Yields batches, so that the first photos of a large folder are
// read while the rest is still being listed. Call it within the event: the items are gone after it.
export function fromDrop(transfer: DataTransfer): AsyncGenerator<GivenPhoto[]> {
  const files: GivenPhoto[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
    else if (file) files.push({ name: file.name, file });
  }
  return batches(files, folders);
}

async function* batches(
  files: GivenPhoto[],
  folders: FileSystemDirectoryEntry[],
): AsyncGenerator<GivenPhoto[]> {
  if (files.length > 0) yield files;
  for (const folder of folders) yield* inFolder(folder);
}

async function* inFolder(folder: FileSystemDirectoryEntry): AsyncGenerator<GivenPhoto[]> {
  const reader = folder.createReader();
  for (;;) {
    // A reader gives its entries in portions, and none when it is at the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return;
    const photos = await Promise.all(
      entries.filter((entry) => entry.isFile).map((entry) => openFile(entry as FileSystemFileEntry)),
    );
    const found = photos.filter((photo) => photo !== null);
    if (found.length > 0) yield found;
    for (const entry of entries) if (entry.isDirectory) yield* inFolder(entry as FileSystemDirectoryEntry);
  }
}

async function openFile(entry: FileSystemFileEntry): Promise<GivenPhoto | null> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return looksLikePhoto(file) ? { name: entry.fullPath.replace(/^\//, ''), file } : null;
}
