// What of the photos keeps the answers from being right: classes of few photos, classes that look alike, photos that
// are perhaps in the wrong class.
import { count } from '../../dom/words';
import type { Answer, Report } from '../learner/report';
import type { PhotoClass } from '../project/content';

const LOPSIDED = 4; // times as many photos in the largest class as in the smallest
const ENOUGH = 8; // photos of a class, from which on no imbalance is pointed out
const ALIKE = 0.1; // of the photos of two classes are taken for the other
const ALIKE_PHOTOS = 2;
const DOUBTFUL = 0.25; // probability of its own class
const SHOWN = 6;

export interface LookAlikes {
  one: PhotoClass;
  other: PhotoClass;
  answers: Answer[]; // that mix them up
}

// [class of the photo][class that it was given]
export function cellsOf({ answers }: Report, classes: readonly PhotoClass[]): Answer[][][] {
  const at = new Map(classes.map(({ id }, index) => [id, index]));
  const cells = classes.map(() => classes.map((): Answer[] => []));
  for (const answer of answers)
    cells[at.get(answer.classId) ?? -1]?.[at.get(answer.given) ?? -1]?.push(answer);
  return cells;
}

// The classes that the judged photos are of, in the project's order.
export function judgedClasses({ answers }: Report, classes: readonly PhotoClass[]): PhotoClass[] {
  const seen = new Set(answers.flatMap(({ classId, given }) => [classId, given]));
  return classes.filter(({ id, off }) => !off && seen.has(id));
}

export function imbalance({ answers }: Report, classes: readonly PhotoClass[]): string {
  const sizes = classes
    .map(({ id, name }) => ({ name, size: answers.filter(({ classId }) => classId === id).length }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.size - b.size);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (!smallest || !largest || smallest.size >= ENOUGH || largest.size < LOPSIDED * smallest.size) return '';
  const few = count(smallest.size, 'photo');
  return `“${smallest.name}” has ${few}, “${largest.name}” ${largest.size}: a few more would help.`;
}

export function lookAlikes(cells: readonly Answer[][][], classes: readonly PhotoClass[]): LookAlikes[] {
  const pairs: LookAlikes[] = [];
  classes.forEach((one, i) =>
    classes.slice(0, i).forEach((other, j) => {
      const answers = [...cells[i]![j]!, ...cells[j]![i]!];
      const all = [...cells[i]!, ...cells[j]!].reduce((sum, cell) => sum + cell.length, 0);
      if (answers.length >= ALIKE_PHOTOS && answers.length >= ALIKE * all)
        pairs.push({ one, other, answers });
    }),
  );
  return pairs.sort((a, b) => b.answers.length - a.answers.length);
}

// The least probable first.
export function doubtful({ answers }: Report): Answer[] {
  return answers
    .filter(({ classId, given, probability }) => given !== classId && probability < DOUBTFUL)
    .sort((a, b) => a.probability - b.probability)
    .slice(0, SHOWN);
}
