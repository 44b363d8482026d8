// Transfer learning in one call, as any other training.
import { abortedBy, PhotoloupeError } from '../error';
import type { ModelHost } from '../model';
import { labelOf, openDataset, type Photos } from '../training/dataset';
import { evaluate, isPhotosFault } from '../training/evaluation';
import { NewModel } from '../training/trained-model';
import type { Dataset, EpochReport, TrainedModel, TrainOptions } from '../training/types';
import type { Classes, ClassesOptions } from './types';

interface Opener {
  openClasses(options: ClassesOptions): Promise<Classes>;
}

export async function trainTransfer(
  opener: Opener,
  models: ModelHost,
  dataset: Dataset,
  options: TrainOptions,
): Promise<TrainedModel> {
  const { base, threads, signal, validation, onEpoch } = options;
  const start = performance.now();
  const classes = await opener.openClasses({
    ...(base !== undefined && { base }),
    ...(threads !== undefined && { threads }),
    ...(signal && { signal }),
  });
  try {
    await addAll(classes, await openDataset(dataset), options);
    await classes.setClasses([...classes.classNames].sort(byBytes));
    const { accuracy, photos } = await classes.crossValidate();
    const judged = photos.filter((photo) => photo.judged);
    const history: EpochReport[] = [];
    const outcome = { file: await classes.export('safetensors'), history, stopReason: '' };
    const model = await NewModel.load(models, outcome);
    const seconds = (performance.now() - start) / 1000;
    const losses = judged.map(({ probability }) => -Math.log(Math.max(probability, 1e-12)));
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    const validated =
      validation &&
      (await evaluate(model, validation, { ...(signal && { signal }) }).catch(disposing(model)));
    const valAccuracy = validated?.accuracy ?? null;
    history.push({
      epoch: 1,
      loss,
      accuracy: judged.length > 0 ? accuracy : NaN,
      valLoss: null,
      valAccuracy,
      seconds,
      learningRate: 0,
    });
    onEpoch?.(history[0]!);
    return model;
  } finally {
    await classes.dispose();
  }
}

// Two at a time: while one is looked at, the next is read.
async function addAll(
  classes: Classes,
  { total, items }: Photos,
  { signal, onPhoto }: TrainOptions,
): Promise<void> {
  const progress = { done: 0, skipped: 0, ...(total !== undefined && { total }) };
  const settle = async (added: Promise<unknown>) => {
    try {
      await added;
    } catch (error) {
      if (!isPhotosFault(error)) throw error;
      progress.skipped++;
    }
    progress.done++;
    onPhoto?.({ ...progress });
  };
  let number = 0;
  let last: Promise<void> = Promise.resolve();
  for await (const photo of items) {
    if (signal?.aborted) throw abortedBy(signal);
    const added = classes.add(photo.image, labelOf(photo, number++), { ...(signal && { signal }) });
    added.catch(() => {});
    await last;
    last = settle(added);
    last.catch(() => {});
  }
  await last;
  if (progress.done === progress.skipped)
    throw new PhotoloupeError('bad-dataset', 'there is no photo among these that can be read');
}

// As src/train/data/dataset.h sorts them: by the bytes of UTF-8, which is the order of Unicode.
function byBytes(a: string, b: string): number {
  const [x, y] = [Array.from(a, codePoint), Array.from(b, codePoint)];
  const at = x.findIndex((point, index) => point !== y[index]);
  return at < 0 ? x.length - y.length : x[at]! - (y[at] ?? -1);
}

function codePoint(character: string): number {
  return character.codePointAt(0)!;
}

function disposing(model: TrainedModel): (error: unknown) => never {
  return (error) => {
    void model.dispose();
    throw error;
  };
}
