// How right a model is about labelled photos: src/train/metrics.h counts the same.
import { abortedBy, PhotoloupeError } from '../error';
import type { ErrorCode, Model } from '../types';
import { labelOf, openDataset } from './dataset';
import type { Dataset, EvaluateOptions, Evaluation, LabelledImage } from './types';

// What is one photo's fault; the others go on.
const SKIPPED: ErrorCode[] = ['bad-image', 'unsupported-format', 'image-too-large', 'network', 'storage'];

export async function evaluate(
  model: Model,
  dataset: Dataset,
  { signal, onPhoto }: EvaluateOptions = {},
): Promise<Evaluation> {
  const classes = [...model.classNames];
  const confusion = classes.map(() => classes.map(() => 0));
  const { total, items } = await openDataset(dataset);
  const progress = { done: 0, skipped: 0, ...(total !== undefined && { total }) };

  const count = async (actual: number, given: Promise<number | null>) => {
    const index = await given;
    if (index === null) progress.skipped++;
    else confusion[actual]![index]!++;
    progress.done++;
    onPhoto?.({ ...progress });
  };

  let last: Promise<void> = Promise.resolve();
  for await (const photo of items) {
    if (signal?.aborted) throw abortedBy(signal);
    const actual = classOf(photo, progress.done, classes);
    const given = classGiven(model, photo, signal); // while the one before is classified
    given.catch(() => {});
    await last;
    last = count(actual, given);
    last.catch(() => {});
  }
  await last;
  return summarize(classes, confusion);
}

function classOf(photo: LabelledImage, number: number, classes: string[]): number {
  const label = labelOf(photo, number);
  const index = classes.indexOf(label);
  if (index >= 0) return index;
  throw new PhotoloupeError(
    'bad-dataset',
    `'${label}' is no class of the model, whose classes start with '${classes[0]}'`,
  );
}

// null for a photo that cannot be read.
async function classGiven(
  model: Model,
  { image }: LabelledImage,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  try {
    const [best] = await model.classify(image, { topK: 1, ...(signal && { signal }) });
    return best!.index;
  } catch (error) {
    if (isPhotosFault(error)) return null;
    throw error;
  }
}

export function isPhotosFault(error: unknown): boolean {
  return error instanceof PhotoloupeError && SKIPPED.includes(error.code);
}

function summarize(classes: string[], confusion: number[][]): Evaluation {
  const right = classes.map((_, index) => confusion[index]![index]!);
  const count = sum(confusion.map(sum));
  if (count === 0) throw new PhotoloupeError('bad-dataset', 'there is no photo among these that can be read');
  const perClass = classes.map((label, index) => {
    const photos = sum(confusion[index]!);
    const named = sum(confusion.map((row) => row[index]!));
    return {
      label,
      count: photos,
      precision: share(right[index]!, named),
      recall: share(right[index]!, photos),
    };
  });
  return { accuracy: sum(right) / count, count, classes, confusion, perClass };
}

function share(part: number, whole: number): number {
  return whole ? part / whole : 0;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
