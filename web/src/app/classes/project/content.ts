// What a project consists of: classes and their photos. Never changed in place, so that any former content is still
// there to go back to.
export interface PhotoClass {
  id: number;
  name: string;
  colour: string; // #rrggbb
  off: boolean; // takes no part
}

export interface ClassPhoto {
  id: number;
  classId: number;
  name: string;
  hash: string | null; // of its bytes; null on pages that are no secure context
}

export interface Content {
  classes: readonly PhotoClass[];
  photos: readonly ClassPhoto[];
}

export const NOTHING: Content = { classes: [], photos: [] };

// Told apart from each other, and from the page, in light and dark: 3:1 against both.
const COLOURS = [
  '#2f81c4',
  '#d9541e',
  '#1f9a75',
  '#b94bb0',
  '#a67c00',
  '#7768d8',
  '#cf4668',
  '#5f8f2d',
  '#1b93a8',
  '#8a7160',
];

export function newClass(id: number, { classes }: Content, name = ''): PhotoClass {
  return { id, name: name || freeName(classes), colour: freeColour(classes), off: false };
}

// Two classes of one name become one: the photos of the renamed one go to the other.
export function renamed({ classes, photos }: Content, id: number, name: string): Content {
  const twin = classes.find((each) => each.name === name && each.id !== id);
  if (!twin) return { classes: classes.map((each) => (each.id === id ? { ...each, name } : each)), photos };
  return {
    classes: classes.filter((each) => each.id !== id),
    photos: photos.map((photo) => (photo.classId === id ? { ...photo, classId: twin.id } : photo)),
  };
}

export function without({ classes, photos }: Content, classId: number): Content {
  return {
    classes: classes.filter(({ id }) => id !== classId),
    photos: photos.filter((photo) => photo.classId !== classId),
  };
}

export function moved(content: Content, ids: ReadonlySet<number>, classId: number): Content {
  const photos = content.photos.map((photo) => (ids.has(photo.id) ? { ...photo, classId } : photo));
  return { ...content, photos };
}

// Without the folders that it came out of.
export function baseName(path: string): string {
  return path.split('/').at(-1)!;
}

function freeName(classes: readonly PhotoClass[]): string {
  const taken = new Set(classes.map(({ name }) => name));
  let number = 1;
  while (taken.has(`Class ${number}`)) number++;
  return `Class ${number}`;
}

function freeColour(classes: readonly PhotoClass[]): string {
  const taken = new Set(classes.map(({ colour }) => colour));
  return COLOURS.find((colour) => !taken.has(colour)) ?? COLOURS[classes.length % COLOURS.length]!;
}
