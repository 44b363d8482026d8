// The whole project as one zip: a folder for each class with its photos, as Keras and the Train tab read it, and beside
// them the model and what folders cannot tell. Photos are stored as they are: they are compressed already.
import { Zip, ZipPassThrough } from 'fflate';
import { learner } from '../learner/learner';
import { project } from '../project/project';
import { PROJECT_FILE, writeProjectFile } from '../project/project-file';

const MODEL = 'model.safetensors';

// The browser keeps the finished parts as files: only one photo at a time is in memory.
export async function projectZip(): Promise<Blob> {
  const { name: projectName, content } = project.state;
  const { classes, photos } = content;
  const folders = distinct(classes.map(({ id, name }) => [id, safe(name)]));
  const parts: BlobPart[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    parts.push(new Blob([bytes]));
  });
  const names = distinct(
    photos.map(({ id, classId, name }) => [id, `${folders.get(classId)!}/${safe(name.split('/').at(-1)!)}`]),
  );
  await put(zip, PROJECT_FILE, writeProjectFile(projectName, content, folders));
  for (const { id } of photos) {
    const file = await project.fileOf(id);
    if (file) await put(zip, names.get(id)!, file);
  }
  const model = await learner.export().catch(() => null); // there is none of a single class
  if (model) await put(zip, MODEL, model);
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}

async function put(zip: Zip, name: string, file: Blob): Promise<void> {
  const entry = new ZipPassThrough(name);
  zip.add(entry);
  entry.push(new Uint8Array(await file.arrayBuffer()), true);
}

// Numbers those that share a name, before the name's ending.
function distinct(names: [id: number, name: string][]): Map<number, string> {
  const taken = new Set<string>();
  return new Map(
    names.map(([id, name]) => {
      let free = name;
      for (let number = 2; taken.has(free.toLowerCase()); number++)
        free = name.replace(/(\.[^./]*)?$/, `-${number}$1`);
      taken.add(free.toLowerCase());
      return [id, free];
    }),
  );
}

// What no file system minds, and does not hide.
function safe(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'unnamed';
}
