// Hands a dataset's photos to the trainer's worker, two at a time: while it prepares one, it reads the next.
import { PhotoloupeError } from '../error';
import { pack } from '../picture';
import { labelOf, nameOf, type Photos } from './dataset';
import type { AddCall, Part, Results } from './protocol';
import type { TrainerWorker } from './trainer-worker';
import type { LabelledImage } from './types';

export async function sendPhotos(
  worker: TrainerWorker,
  part: Part,
  { items }: Photos,
  onDone: (outcome: Results['add']) => void,
): Promise<void> {
  let number = 0;
  let last: Promise<void> = Promise.resolve();
  for await (const photo of items) {
    const { call, transfer } = await parcelOf(part, photo, number++);
    await last;
    last = worker.call(call, { transfer }).then(onDone);
    last.catch(() => {}); // is thrown by the next round, or at the end
  }
  await last;
}

async function parcelOf(
  part: Part,
  photo: LabelledImage,
  number: number,
): Promise<{ call: AddCall; transfer: Transferable[] }> {
  const className = labelOf(photo, number);
  const call = { kind: 'add' as const, part, name: nameOf(photo, number), className };
  try {
    const { picture, transfer } = await pack(photo.image);
    return { call: { ...call, picture }, transfer };
  } catch (error) {
    if (!(error instanceof PhotoloupeError)) throw error;
    return { call: { ...call, picture: { kind: 'none', reason: error.message } }, transfer: [] };
  }
}
