// Photos on their way into classes: a folder for each class, an archive of such, or photos for one class. What is
// there already, by its content, is not added again.
import { PhotoloupeError } from '../../../client/photoloupe';
import { labelByFolder } from '../../../client/training/folders';
import { count } from '../../dom/words';
import type { GivenPhoto } from '../../photos/photo';
import { Store } from '../../state/store';
import { newClass, type PhotoClass } from './content';
import { project, type NewPhoto } from './project';
import { PROJECT_FILE, readProjectFile, type ProjectFile } from './project-file';

const order = new Intl.Collator(undefined, { numeric: true }).compare;
const HASHED_AT_ONCE = 8; // files in memory

// The project that the photos were given to is no longer the open one: they go nowhere.
class Left extends Error {}

interface LabelledPhoto extends GivenPhoto {
  label: string; // empty for a loose one
}

// What the last photos that were given met with, in words.
export const adding = new Store({ problem: '', duplicates: '' });

// Into the class, or each into the class of its folder's name; loose ones into a class of their own.
export async function addPhotos(
  batches: AsyncIterable<GivenPhoto[]> | Iterable<GivenPhoto[]>,
  into: number | null,
): Promise<void> {
  adding.update({ problem: '', duplicates: '' });
  try {
    await add(batches, into);
  } catch (error) {
    if (!(error instanceof Left)) adding.update({ problem: (error as Error).message });
  }
  project.update({ adding: 0 });
}

async function add(
  batches: AsyncIterable<GivenPhoto[]> | Iterable<GivenPhoto[]>,
  into: number | null,
): Promise<void> {
  const given: GivenPhoto[] = [];
  const { id } = project.state;
  for await (const batch of batches) {
    requireOpen(id);
    given.push(...batch);
    project.update({ adding: given.length });
  }
  const model = given.find(({ name }) => /\.safetensors$/i.test(name));
  if (model && given.length === 1) return void (await useModel(model));
  if (given.some(({ name }) => name === 'model.json')) return void (await useUnpacked(given));
  const labelled = label(given.filter((photo) => !isArchive(photo)));
  const token = {};
  let isDescribed = false; // a project may have no photos
  for (const archive of given.filter(isArchive)) {
    const { photos, described, isModel } = await unpack(archive).catch(unopenable(archive));
    requireOpen(id);
    if (isModel) return void (await useModel(archive));
    if (described && into === null) useDescription(described, photos, token);
    isDescribed ||= described !== null;
    labelled.push(...photos);
  }
  if (labelled.length === 0 && !isDescribed) throw new Error('There is no photo in what you gave.');
  const twins: string[] = [];
  if (into !== null) {
    await addTo(into, labelled, token, twins);
    return report(twins);
  }
  const names = [...new Set(labelled.map((photo) => photo.label))].sort(order);
  for (const name of names) {
    const ofClass = labelled.filter((photo) => photo.label === name);
    await addTo(classNamed(name, token), ofClass, token, twins);
  }
  report(twins);
}

// An existing class of that name, or a new one. Without a name it gets one.
export function classNamed(name: string, token: unknown = null, looks: Partial<PhotoClass> = {}): number {
  const existing = project.state.content.classes.find((each) => each.name === name);
  if (existing) return existing.id;
  const added = { ...newClass(project.newId(), project.state.content, name), ...looks };
  project.edit(
    `“${added.name}” added`,
    (content) => ({ ...content, classes: [...content.classes, added] }),
    token,
  );
  return added.id;
}

// The names of those that are here already are put to the twins.
async function addTo(
  classId: number,
  photos: readonly LabelledPhoto[],
  token: unknown,
  twins: string[],
): Promise<void> {
  const { id } = project.state;
  const known = new Set(project.state.content.photos.map(({ hash }) => hash));
  const fresh: NewPhoto[] = [];
  for (let start = 0; start < photos.length; start += HASHED_AT_ONCE) {
    const some = photos.slice(start, start + HASHED_AT_ONCE);
    const hashes = await Promise.all(some.map(({ file }) => hashOf(file)));
    requireOpen(id);
    some.forEach(({ name, file }, index) => {
      const hash = hashes[index]!;
      if (hash !== null && known.has(hash)) return twins.push(name);
      known.add(hash);
      fresh.push({ name, file, hash });
    });
  }
  if (fresh.length > 0) project.addPhotos(classId, fresh, 'Photos added', token);
}

function requireOpen(id: number): void {
  if (project.state.id !== id) throw new Left();
}

// SHA-256 in hexadecimal.
export async function hashOf(file: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// How many others were added shows when all are looked at: what is no photo goes again.
function report(twins: readonly string[]): void {
  if (twins.length === 0) return;
  const [first] = twins;
  const which =
    twins.length === 1
      ? `“${first!.split('/').at(-1)}” is here already and was not added again.`
      : `${count(twins.length, 'photo')} are here already and were not added again.`;
  adding.update({ duplicates: which });
}

function label(photos: readonly GivenPhoto[]): LabelledPhoto[] {
  const inFolders = labelByFolder(photos, ({ name }) => name);
  const loose = photos.filter(({ name }) => !name.includes('/'));
  return [
    ...inFolders.map(({ item, label }) => ({ ...item, label })),
    ...loose.map((photo) => ({ ...photo, label: '' })),
  ];
}

// A model that was taken away, here or elsewhere.
async function useModel({ file, name }: GivenPhoto): Promise<void> {
  const { useInClassify } = await import('../../train/models/use-in-classify');
  await useInClassify(file, name.replace(/\.(safetensors|zip)$/i, ''));
}

async function useUnpacked(given: readonly GivenPhoto[]): Promise<void> {
  const { packed } = await import('./unpacked-model');
  await useModel(await packed(given));
}

interface Unpacked {
  photos: LabelledPhoto[];
  described: ProjectFile | null;
  isModel: boolean; // what Teachable Machine exports for TensorFlow.js
}

// A zip, or a Teachable Machine project, which is one.
async function unpack({ file: archive, name: archiveName }: GivenPhoto): Promise<Unpacked> {
  const { fileInZip, photosInZip } = await import('../../../client/training/zip');
  const { items, names } = await photosInZip(archive, { loose: true });
  if (/\.tm$/i.test(archiveName)) await requireImages(await fileInZip(archive, 'manifest.json'));
  const description = names.find(
    (name) => /^([^/]+\/)?[^/]+$/.test(name) && name.split('/').at(-1) === PROJECT_FILE,
  );
  const file = description === undefined ? null : await fileInZip(archive, description);
  const described = file && readProjectFile(await file.text());
  const photos: LabelledPhoto[] = [];
  for await (const { image, label, name } of items) {
    photos.push({ file: image as Blob, label, name: name ?? 'photo' });
    project.update({ adding: photos.length });
  }
  const isModel = photos.length === 0 && names.some((name) => name.split('/').at(-1) === 'model.json');
  return { photos, described, isModel };
}

// Says which of the files it was.
function unopenable({ name }: GivenPhoto): (error: unknown) => never {
  return (error) => {
    const isOfFile = error instanceof PhotoloupeError;
    throw isOfFile ? new Error(`“${name}” cannot be opened: ${error.message}.`) : error;
  };
}

// Makes the classes that a project's zip describes, and gives the photos their names. An empty project becomes that one.
function useDescription({ name, classes }: ProjectFile, photos: LabelledPhoto[], token: unknown): void {
  if (project.state.content.classes.length === 0) project.rename(name);
  const names = new Map(classes.map((each) => [each.folder, each.name]));
  for (const photo of photos) photo.label = names.get(photo.label) ?? photo.label;
  for (const { name, colour, off } of classes) classNamed(name, token, { colour, off });
}

// Teachable Machine has projects of sounds and poses too; each says what it is.
async function requireImages(manifest: Blob | null): Promise<void> {
  const text = (await manifest?.text()) ?? '';
  const type = /"type"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? 'image';
  if (type === 'image') return;
  throw new Error(
    `This is a Teachable Machine project of the kind “${type}”. Those of images can be opened.`,
  );
}

function isArchive({ name }: GivenPhoto): boolean {
  return /\.(zip|tm)$/i.test(name);
}
