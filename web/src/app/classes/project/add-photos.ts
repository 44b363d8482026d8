// Photos on their way into classes: into the one that they are given to, or each into that of its folder. What is there
// already, by its content, is not added again.
import { isPhoto } from '../../../client/training/folders';
import { count } from '../../dom/words';
import type { GivenPhoto } from '../../photos/photo';
import { Store } from '../../state/store';
import { baseName, newClass, type PhotoClass } from './content';
import { project, type NewPhoto } from './project';
import type { ProjectFile } from './project-file';
import { sourcesIn, type LabelledPhoto } from './sources';

const order = new Intl.Collator(undefined, { numeric: true }).compare;
const HASHED_AT_ONCE = 8; // files in memory

// The project that the photos were given to is no longer the open one: they go nowhere.
class Left extends Error {}

interface AddingState {
  problem: string;
  duplicates: string;
  unreadable: readonly string[]; // names of what was left out
}

const NOTHING: AddingState = { problem: '', duplicates: '', unreadable: [] };

// What the last photos that were given to this project met with, in words.
export const adding = new Store(NOTHING);

let { id: last } = project.state;
project.subscribe(() => {
  const { id } = project.state;
  if (id !== last) adding.update(NOTHING);
  last = id;
});

// Names of what was not added.
interface LeftOut {
  twins: string[];
  unreadable: string[];
}

// Into the class, or each into the class of its folder's name; loose ones into a class of their own.
export async function addPhotos(
  batches: AsyncIterable<GivenPhoto[]> | Iterable<GivenPhoto[]>,
  into: number | null,
): Promise<void> {
  adding.update(NOTHING);
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
  const photos: LabelledPhoto[] = [];
  const token = {};
  let isDescribed = false; // a project may have no photos
  let unpacked = 0;
  for await (const source of sourcesIn(given, () => project.update({ adding: ++unpacked }))) {
    requireOpen(id);
    if (source.model) return await useModel(source.model);
    if (source.described && into === null) useDescription(source.described, source.photos, token);
    isDescribed ||= source.described !== null;
    photos.push(...source.photos);
  }
  if (photos.length === 0 && !isDescribed) throw new Error('There is no photo in what you gave.');
  const leftOut: LeftOut = { twins: [], unreadable: [] };
  const names = [...new Set(photos.map(({ label }) => label))].sort(order);
  if (into !== null) await addTo(() => into, photos, token, leftOut);
  else
    for (const name of names) {
      const ofClass = photos.filter(({ label }) => label === name);
      await addTo(() => classNamed(name, token), ofClass, token, leftOut);
    }
  report(leftOut);
}

// An existing class of that name, or a new one. Without a name it gets one.
export function classNamed(name: string, token: unknown = null, looks: Partial<PhotoClass> = {}): number {
  const trimmed = name.trim();
  const existing = project.state.content.classes.find((each) => each.name === trimmed);
  if (existing) return existing.id;
  const added = { ...newClass(project.newId(), project.state.content, trimmed), ...looks };
  project.edit(
    `“${added.name}” added`,
    (content) => ({ ...content, classes: [...content.classes, added] }),
    token,
  );
  return added.id;
}

// The class is asked for when there is something for it. Twins are photos that are here already by the time that all
// are read.
async function addTo(
  classId: () => number,
  photos: readonly LabelledPhoto[],
  token: unknown,
  { twins, unreadable }: LeftOut,
): Promise<void> {
  const { id } = project.state;
  const read: NewPhoto[] = [];
  for (let start = 0; start < photos.length; start += HASHED_AT_ONCE) {
    const some = photos.slice(start, start + HASHED_AT_ONCE);
    const hashes = await Promise.all(some.map(hashOfPhoto));
    requireOpen(id);
    some.forEach(({ name, file }, index) => {
      const hash = hashes[index];
      if (hash === undefined) unreadable.push(baseName(name));
      else read.push({ name, file, hash });
    });
  }
  const known = new Set(project.state.content.photos.map(({ hash }) => hash));
  const fresh: NewPhoto[] = [];
  for (const photo of read) {
    const isKnown = photo.hash !== null && known.has(photo.hash);
    if (isKnown) twins.push(photo.name);
    else fresh.push(photo);
    known.add(photo.hash);
  }
  if (fresh.length > 0) project.addPhotos(classId(), fresh, 'Photos added', token);
}

// Undefined for what the browser knows to be something else, for what is empty, as what is damaged in a zip is, and for
// what the disk does not give.
async function hashOfPhoto({ name, file }: GivenPhoto): Promise<string | null | undefined> {
  const isElse = file.type !== '' && !file.type.startsWith('image/') && !isPhoto(name);
  return isElse || file.size === 0 ? undefined : hashOf(file).catch(() => undefined);
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
function report({ twins, unreadable }: LeftOut): void {
  adding.update({ unreadable });
  if (twins.length === 0) return;
  const [first] = twins;
  const which =
    twins.length === 1
      ? `“${baseName(first!)}” is here already and was not added again.`
      : `${count(twins.length, 'photo')} are here already and were not added again.`;
  adding.update({ duplicates: which });
}

// A model that was taken away, here or elsewhere.
async function useModel({ file, name }: GivenPhoto): Promise<void> {
  const { useInClassify } = await import('../../train/models/use-in-classify');
  await useInClassify(file, baseName(name).replace(/\.(safetensors|zip)$/i, ''));
}

// Makes the classes that a project's zip describes, and gives the photos their names. An empty project becomes that one.
function useDescription(described: ProjectFile, photos: LabelledPhoto[], token: unknown): void {
  const { name: projectName, classes } = described;
  const wasEmpty = project.state.content.classes.length === 0;
  const names = new Map(classes.map((each) => [each.folder, each.name]));
  for (const photo of photos) photo.label = names.get(photo.label) ?? photo.label;
  for (const { name, colour, off } of classes) classNamed(name, token, { colour, off });
  if (wasEmpty) project.rename(projectName, token);
}
