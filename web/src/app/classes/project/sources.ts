// What My classes can be given: photos, loose or in a folder for each class, projects and models; each of them as a zip,
// or unpacked, as some browsers do with what they download.
import { PhotoloupeError } from '../../../client/photoloupe';
import { CLASS_IN_NAME, isPhoto, labelByFolder } from '../../../client/training/folders';
import { looksLikePhoto } from '../../photos/collect';
import type { GivenPhoto } from '../../photos/photo';
import { baseName } from './content';
import { PROJECT_FILE, readProjectFile, type ProjectFile } from './project-file';

const ARCHIVE = /\.(zip|tm)$/i; // a Teachable Machine project is a zip
const OWN_MODEL = /\.safetensors$/i;
const MANIFEST = 'manifest.json'; // of a Teachable Machine project
const EXPORTED_MODEL = 'model.json'; // by Teachable Machine, with metadata.json and weights.bin beside it
const OTHER_MODEL = /\.(h5|keras|tflite)$/i; // by Teachable Machine too
const PART = /\.(json|bin)$/i; // of one of these
const DOWNLOADED_SAMPLES = /-samples$/; // as Teachable Machine calls the zip of a class
const NEAR_THE_TOP = /^([^/]+\/)?[^/]+$/;

export interface LabelledPhoto extends GivenPhoto {
  label: string; // empty for a loose one
}

export interface Source {
  photos: LabelledPhoto[];
  described: ProjectFile | null;
  model: GivenPhoto | null; // there is nothing else then
}

// Out of a folder, where archives are something else.
export function isWanted(file: File): boolean {
  const { name } = file;
  const isPart = isPhoto(name) || PART.test(name) || OWN_MODEL.test(name);
  return looksLikePhoto(file) || (isPart && !name.startsWith('.'));
}

// By its name. It cannot be tried as a photo.
export function isProjectOrModel({ name }: File): boolean {
  return ARCHIVE.test(name) || OWN_MODEL.test(name);
}

// Each archive is one, and so is everything else together. `onPhoto`: is told of each one that is unpacked.
export async function* sourcesIn(given: readonly GivenPhoto[], onPhoto: () => void): AsyncGenerator<Source> {
  const files = given.filter(({ name }) => !ARCHIVE.test(name));
  if (files.length > 0) yield await fromFiles(files);
  for (const archive of given.filter(({ name }) => ARCHIVE.test(name))) {
    try {
      yield* fromArchive(archive, onPhoto);
    } catch (error) {
      if (!(error instanceof PhotoloupeError)) throw error;
      throw new Error(`“${archive.name}” cannot be opened: ${error.message}.`, { cause: error });
    }
  }
}

async function fromFiles(files: readonly GivenPhoto[]): Promise<Source> {
  const names = files.map(({ name }) => name);
  const [first] = files;
  if (files.length === 1 && OWN_MODEL.test(first!.name)) return modelAlone(first!);
  if (holdModel(names)) {
    const { packed } = await import('./unpacked-model');
    return modelAlone(await packed(files.filter(({ name }) => PART.test(name))));
  }
  const open = (name: string) => files.find((file) => file.name === name)?.file ?? null;
  await requireImages(names, open);
  return { photos: labelled(files), described: await descriptionAmong(names, open), model: null };
}

// Of a zip of zips each is one.
async function* fromArchive(
  archive: GivenPhoto,
  onPhoto: () => void,
  isInner = false,
): AsyncGenerator<Source> {
  const { fileInZip, photosInZip } = await import('../../../client/training/zip');
  const { items, names } = await photosInZip(archive.file, { loose: true });
  if (holdModel(names)) {
    yield modelAlone(archive);
    return;
  }
  if (names.some((name) => OTHER_MODEL.test(name)) && !names.some(isPhoto))
    throw new PhotoloupeError(
      'bad-model',
      'it is a model for other programs; what Teachable Machine exports for TensorFlow.js opens here',
    );
  const open = (name: string) => fileInZip(archive.file, name);
  await requireImages(names, open);
  const loose = baseName(archive.name).replace(ARCHIVE, '').replace(DOWNLOADED_SAMPLES, '');
  const photos: LabelledPhoto[] = [];
  for await (const { image, label, name = 'photo' } of items) {
    photos.push({ file: image as Blob, label: label || loose, name });
    onPhoto();
  }
  yield { photos, described: await descriptionAmong(names, open), model: null };
  if (photos.length > 0 || isInner) return;
  for (const name of names.filter((each) => ARCHIVE.test(each)))
    yield* fromArchive({ name, file: (await open(name))! }, onPhoto, true);
}

function modelAlone(model: GivenPhoto): Source {
  return { photos: [], described: null, model };
}

function holdModel(names: readonly string[]): boolean {
  return names.some((name) => baseName(name) === EXPORTED_MODEL) && !names.some(isPhoto);
}

function labelled(files: readonly GivenPhoto[]): LabelledPhoto[] {
  const inFolders = labelByFolder(files, ({ name }) => name);
  const known = new Set(inFolders.map(({ item }) => item));
  const loose = files.filter(
    (file) => !file.name.includes('/') && !known.has(file) && !isDescription(file.name),
  );
  return [
    ...inFolders.map(({ item, label }) => ({ ...item, label })),
    ...loose.map((photo) => ({ ...photo, label: '' })),
  ];
}

type Open = (name: string) => Blob | null | Promise<Blob | null>;

async function descriptionAmong(names: readonly string[], open: Open): Promise<ProjectFile | null> {
  const name = names.find((each) => NEAR_THE_TOP.test(each) && baseName(each) === PROJECT_FILE);
  const file = name === undefined ? null : await open(name);
  return file && readProjectFile(await file.text());
}

// Teachable Machine has projects of sounds and poses too; each says what it is.
async function requireImages(names: readonly string[], open: Open): Promise<void> {
  const name = names.find((each) => baseName(each) === MANIFEST);
  if (name === undefined || !names.some((each) => each.includes(CLASS_IN_NAME))) return;
  const text = (await (await open(name))?.text()) ?? '';
  const type = /"type"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? 'image';
  if (type === 'image') return;
  throw new Error(
    `This is a Teachable Machine project of the kind “${type}”. Those of images can be opened.`,
  );
}

function isDescription(name: string): boolean {
  return name === PROJECT_FILE || name === MANIFEST;
}
