// The photos of a folder at this moment, and how to read each.
import { PhotoloupeError } from '../../error';
import type { Source } from '../protocol';
import type { ListedFile } from './embind';

const PHOTO = /\.(avif|bmp|gif|heic|heif|jfif|jpe?g|p[gnp]m|png|psd|tga|webp)$/i;
const AT_ONCE = 16; // files that the browser is asked about

export interface Listing {
  files: ListedFile[];
  sources: (File | FileSystemFileHandle)[]; // of each
  unreadable: string[]; // photos, and folders below, by path, that cannot be examined
}

export async function listPhotos(source: Source): Promise<Listing> {
  const listing: Listing = { files: [], sources: [], unreadable: [] };
  if (source.kind === 'folder') await listFolder(source.handle, '', listing);
  else for (const { file, path } of source.files) if (isPhoto(path)) add(listing, file, path, file);
  return listing;
}

// Hidden files and folders are left out.
async function listFolder(folder: FileSystemDirectoryHandle, path: string, listing: Listing): Promise<void> {
  const folders: FileSystemDirectoryHandle[] = [];
  const photos: FileSystemFileHandle[] = [];
  try {
    for await (const entry of folder.values()) {
      if (entry.name.startsWith('.')) continue;
      if (entry.kind === 'directory') folders.push(entry as FileSystemDirectoryHandle);
      else if (isPhoto(entry.name)) photos.push(entry as FileSystemFileHandle);
    }
  } catch (error) {
    if (path === '') throw new PhotoloupeError('storage', whyNot(folder.name, error), { cause: error });
    if (!isGone(error)) listing.unreadable.push(path);
    return;
  }
  const pathOf = (name: string) => (path ? `${path}/${name}` : name);
  for (let at = 0; at < photos.length; at += AT_ONCE) {
    const some = photos.slice(at, at + AT_ONCE);
    const files = await Promise.all(some.map((photo) => photo.getFile().catch((error: unknown) => error)));
    files.forEach((file, index) => {
      const path = pathOf(some[index]!.name);
      if (file instanceof File) add(listing, file, path, some[index]!);
      else if (!isGone(file)) listing.unreadable.push(path);
    });
  }
  for (const below of folders) await listFolder(below, pathOf(below.name), listing);
}

function add(listing: Listing, file: File, path: string, source: File | FileSystemFileHandle): void {
  listing.files.push({ path, bytes: file.size, modified: file.lastModified });
  listing.sources.push(source);
}

function whyNot(folder: string, error: unknown): string {
  if (!isGone(error)) return `${folder} cannot be read (${String(error)})`;
  return `${folder} is no longer where it was: it was moved, renamed or deleted, or its disk is not connected`;
}

function isGone(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}

function isPhoto(path: string): boolean {
  return PHOTO.test(path) && !path.split('/').some((part) => part.startsWith('.'));
}
