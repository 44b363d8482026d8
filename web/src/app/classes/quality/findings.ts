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
const SHOWN_PAIRS = 6;
const SHOWN_PHOTOS = 6;
const SURE = 1.96; // standard deviations: 95 of 100 times

export interface Judgement {
  photos: number; // that were judged
  accuracy: number;
  low: number; // between these it is on new photos, 95 of 100 times
  high: number;
}

export interface LookAlikes {
  one: PhotoClass;
  other: PhotoClass;
  answers: Answer[]; // that mix them up
}

// Null while no photo can be judged. Photos of one shot say no more than one of them: the interval counts shots.
// Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
export function judgementOf({ answers }: Report): Judgement | null {
  const judged = answers.filter((answer) => answer.judged);
  if (judged.length === 0) return null;
  const accuracy = judged.filter(({ classId, given }) => classId === given).length / judged.length;
  const shots = new Set(judged.map(({ shot }) => shot)).size;
  const squared = SURE ** 2 / shots;
  const middle = (accuracy + squared / 2) / (1 + squared);
  const half = Math.sqrt(squared * (accuracy * (1 - accuracy) + squared / 4)) / (1 + squared);
  return {
    photos: judged.length,
    accuracy,
    low: Math.max(0, middle - half),
    high: Math.min(1, middle + half),
  };
}

// Classes of which photos are too much alike to judge each other, with those photos.
export function unjudged(
  { answers }: Report,
  classes: readonly PhotoClass[],
): { of: PhotoClass; answers: Answer[] }[] {
  return classes
    .map((of) => ({ of, answers: answers.filter(({ classId, judged }) => classId === of.id && !judged) }))
    .filter((each) => each.answers.length > 0);
}

// [class of the photo][class that it was given]
export function cellsOf({ answers }: Report, classes: readonly PhotoClass[]): Answer[][][] {
  const at = new Map(classes.map(({ id }, index) => [id, index]));
  const cells = classes.map(() => classes.map((): Answer[] => []));
  for (const answer of answers.filter(({ judged }) => judged))
    cells[at.get(answer.classId) ?? -1]?.[at.get(answer.given) ?? -1]?.push(answer);
  return cells;
}

// The classes that there are photos of, in the project's order.
export function taughtClasses({ answers }: Report, classes: readonly PhotoClass[]): PhotoClass[] {
  const seen = new Set(answers.map(({ classId }) => classId));
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

// The most mixed up first, and how many there are besides.
export function lookAlikes(
  cells: readonly Answer[][][],
  classes: readonly PhotoClass[],
): { pairs: LookAlikes[]; more: number } {
  const pairs: LookAlikes[] = [];
  classes.forEach((one, i) =>
    classes.slice(0, i).forEach((other, j) => {
      const answers = [...cells[i]![j]!, ...cells[j]![i]!];
      const all = [...cells[i]!, ...cells[j]!].reduce((sum, cell) => sum + cell.length, 0);
      if (answers.length >= ALIKE_PHOTOS && answers.length >= ALIKE * all)
        pairs.push({ one, other, answers });
    }),
  );
  pairs.sort((a, b) => b.answers.length - a.answers.length);
  return { pairs: pairs.slice(0, SHOWN_PAIRS), more: Math.max(0, pairs.length - SHOWN_PAIRS) };
}

// The least probable first.
export function doubtful({ answers }: Report): Answer[] {
  return answers
    .filter(
      ({ judged, classId, given, probability }) => judged && given !== classId && probability < DOUBTFUL,
    )
    .sort((a, b) => a.probability - b.probability)
    .slice(0, SHOWN_PHOTOS);
}
