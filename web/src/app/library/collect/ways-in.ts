// The ways in: a folder that is remembered where the browser can, a folder or photos that are not, samples, and a
// library that the command line made.
import type { PhotoFiles, PhotoFolder } from '../../../client/library/types';
import { listSamples, openSample } from '../../classify/samples';
import { count } from '../../dom/words';
import { problemFrom } from '../../engine/problem';
import { fromDrop } from '../../photos/collect';
import type { GivenPhoto } from '../../photos/photo';
import { indexer } from '../state/indexing';
import { say } from '../state/notice';
import { photoLibrary } from '../state/photo-library';

type PickFolder = (options: { id: string; mode: 'read'; startIn: string }) => Promise<PhotoFolder>;

const pickFolder = (globalThis as { showDirectoryPicker?: PickFolder }).showDirectoryPicker;

const LIBRARY_FILE = /\.(sqlite3?|db)$/i;

export const canRememberFolders = pickFolder !== undefined;

// Resolves without one when nobody chose any.
export async function addFolder(): Promise<void> {
  let folder: PhotoFolder;
  try {
    folder = await pickFolder!.call(globalThis, { id: 'photos', mode: 'read', startIn: 'pictures' });
  } catch (error) {
    if ((error as DOMException).name === 'AbortError') return;
    return say(`The folder could not be opened: ${(error as Error).message}`, { trouble: true });
  }
  indexFolder(folder);
}

export function indexFolder(folder: PhotoFolder): void {
  void indexer.run(folder.name, (options) => photoLibrary.client.add(folder, options));
}

export function updateFolder(id: number, name: string): void {
  void indexer.run(name, (options) => photoLibrary.client.update(id, options));
}

export function addFiles(files: PhotoFiles, what?: string): void {
  const list = [...files];
  if (list.length === 0) return say('There are no photos in it.', { trouble: true });
  const name = what ?? list[0]!.webkitRelativePath.split('/')[0];
  void indexer.run(name || count(list.length, 'photo'), (options) => photoLibrary.client.add(list, options));
}

export async function addSamples(): Promise<void> {
  const samples = await Promise.all((await listSamples()).map(openSample));
  if (samples.length === 0) return say('The sample photos cannot be reached.', { trouble: true });
  addFiles(samples.map(asFile), 'the sample photos');
}

// Files and folders, as they were dropped; a library's file is opened instead. Call it within the event.
export async function addDropped(transfer: DataTransfer): Promise<void> {
  const dropped = fromDrop(transfer);
  const handles = await foldersOf(transfer);
  const photos: GivenPhoto[] = [];
  for await (const batch of dropped) {
    photos.push(...batch);
    if (handles.length > 0) break; // loose files come first; the folders are listed in the library's worker
  }
  const library = photos.find(({ name }) => LIBRARY_FILE.test(name));
  if (library) return openLibraryFile(library.file, library.name);
  for (const folder of handles) indexFolder(folder);
  const loose = handles.length > 0 ? photos.filter(({ name }) => !name.includes('/')) : photos;
  if (loose.length > 0 || handles.length === 0) addFiles(loose.map(asFile), count(loose.length, 'photo'));
}

// In place of what is there.
export async function openLibraryFile(file: Blob, name: string): Promise<void> {
  const { table } = photoLibrary.state;
  if (table && table.ids.length > 0) {
    const { confirmed } = await import('./confirm');
    const agreed = await confirmed({
      title: `Open ${name} instead?`,
      words: `It takes the place of the ${count(table.ids.length, 'photo')} here, with their tags. Export this library first to keep it.`,
      action: 'Open it instead',
    });
    if (!agreed) return;
  }
  try {
    await photoLibrary.client.import(file);
    await photoLibrary.changed();
    say(`${name} is open: ${count(photoLibrary.state.table?.ids.length ?? 0, 'photo')}.`);
  } catch (error) {
    say(`${name} could not be opened: ${problemFrom(error).detail}`, { trouble: true });
  }
}

// Where the browser gives handles, a dropped folder is remembered as one that was chosen.
async function foldersOf(transfer: DataTransfer): Promise<PhotoFolder[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const handles = await Promise.all(items.map((item) => handleOf(item)));
  return handles.filter((handle): handle is PhotoFolder => handle?.kind === 'directory');
}

async function handleOf(item: DataTransferItem): Promise<FileSystemHandle | null> {
  const { getAsFileSystemHandle } = item as {
    getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
  };
  return (await getAsFileSystemHandle?.call(item).catch(() => null)) ?? null;
}

// With the folders that it came with: a File's own path cannot be set.
function asFile({ name, file }: GivenPhoto): File {
  const named = file instanceof File ? file : new File([file], name, { type: file.type });
  if (name.includes('/') && !named.webkitRelativePath)
    Object.defineProperty(named, 'webkitRelativePath', { value: name });
  return named;
}
