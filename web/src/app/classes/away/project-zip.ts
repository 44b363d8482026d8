// The whole project as one zip: a folder for each class with its photos, as Keras and the Train tab read it, and beside
// them the model and what folders cannot tell. Photos stay as they are.
import { CLASS_IN_NAME } from '../../../client/training/folders';
import { zipOf } from '../../away/zip';
import { baseName } from '../project/content';
import { project } from '../project/project';
import { PROJECT_FILE, writeProjectFile } from '../project/project-file';
import { modelOfProject } from './model';
import { withTrueEnding } from './true-ending';

const MODEL = 'model.safetensors';
const OF_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i; // devices, in whatever folder

export async function projectZip(): Promise<Blob> {
  const { name: projectName, content } = project.state;
  const { classes, photos } = content;
  const folders = distinct(classes.map(({ id, name }) => [id, safe(name)]));
  const [opened, model] = await Promise.all([
    Promise.all(photos.map(({ id }) => project.fileOf(id))), // at once: another project may be opened meanwhile
    modelOfProject().catch(() => null), // there is none of a single class
  ]);
  const files = new Map([[PROJECT_FILE, writeProjectFile(projectName, content, folders)]]);
  if (model) files.set(MODEL, model);
  const taken = new Set<string>();
  for (const [index, { classId, name }] of photos.entries()) {
    const file = opened[index];
    if (!file) continue;
    const own = await withTrueEnding(safe(baseName(name)), file);
    files.set(free(`${folders.get(classId)!}/${own}`, taken), file);
  }
  return zipOf(files);
}

function distinct(names: [id: number, name: string][]): Map<number, string> {
  const taken = new Set<string>([PROJECT_FILE, MODEL]);
  return new Map(names.map(([id, name]) => [id, free(name, taken)]));
}

// Numbers those that share a name, before the name's ending.
function free(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++)
    free = name.replace(/(\.[^./]*)?$/, `-${number}$1`);
  taken.add(free.toLowerCase());
  return free;
}

// What no file system minds, and does not hide, nor says a class as names of Teachable Machine's photos do.
function safe(name: string): string {
  const plain =
    name
      .replaceAll(CLASS_IN_NAME, '-')
      .replace(/[\\/:*?"<>|\p{Cc}]/gu, '-')
      .replace(/^[.\s]+|[.\s]+$/g, '') || 'unnamed';
  return OF_WINDOWS.test(plain) ? `_${plain}` : plain;
}
