// What photos are given as: a folder, or files with or without paths.
import type { PhotoFiles, PhotoFolder } from './types';

export function isFolder(photos: PhotoFolder | PhotoFiles): photos is PhotoFolder {
  return 'kind' in photos && photos.kind === 'directory';
}

// Those with a path by their folder, those without one together under an empty name.
export function byFolder(files: PhotoFiles): Map<string, { file: File; path: string }[]> {
  const byName = new Map<string, { file: File; path: string }[]>();
  for (const file of files) {
    const [folder, path] = splitPath(file.webkitRelativePath || file.name);
    if (!byName.has(folder)) byName.set(folder, []);
    byName.get(folder)!.push({ file, path });
  }
  return byName;
}

function splitPath(path: string): [folder: string, below: string] {
  const slash = path.indexOf('/');
  return slash < 0 ? ['', path] : [path.slice(0, slash), path.slice(slash + 1)];
}

export async function fileIn(folder: FileSystemDirectoryHandle, path: string): Promise<File | null> {
  const parts = path.split('/');
  try {
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    return await (await folder.getFileHandle(parts.at(-1)!)).getFile();
  } catch {
    return null;
  }
}
