// What a project's zip says of it beside the photos: the project's name, and the classes in their order, with what
// their folders' names cannot tell. Folders alone are a project too.
import type { Content, PhotoClass } from './content';

export const PROJECT_FILE = 'project.json';

const LONGEST_NAME = 255; // characters, as folders' names have; the fields take fewer

export interface ProjectFile {
  name: string;
  classes: (Omit<PhotoClass, 'id'> & { folder: string })[];
}

// `folders`: by the classes' ids.
export function writeProjectFile(
  name: string,
  { classes }: Content,
  folders: ReadonlyMap<number, string>,
): Blob {
  const file: ProjectFile = {
    name,
    classes: classes.map(({ id, ...rest }) => ({ folder: folders.get(id)!, ...rest })),
  };
  return new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' });
}

// Null for what is none: anybody may have written it.
export function readProjectFile(text: string): ProjectFile | null {
  try {
    const { name, classes } = JSON.parse(text) as Partial<ProjectFile>;
    const known = (Array.isArray(classes) ? classes : []).filter(isClass);
    return isName(name) ? { name, classes: known } : null;
  } catch {
    return null;
  }
}

function isClass(value: unknown): value is ProjectFile['classes'][number] {
  const { folder, name, colour, off } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof folder === 'string' &&
    isName(name) &&
    /^#[0-9a-f]{6}$/i.test(String(colour)) &&
    typeof off === 'boolean'
  );
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() === value && value !== '' && value.length <= LONGEST_NAME;
}
