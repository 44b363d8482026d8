// Opens the photos of a cell of the confusion matrix, the surest first.
import type { Cell } from '../../charts/confusion-matrix';
import { percent } from '../../dom/words';
import { showPhotos } from '../photos/show-photos';
import { sureness, type Answer } from '../run/answers';

export function showCell(
  answers: readonly Answer[],
  { label, guessed }: Cell,
  classNames: readonly string[],
): void {
  const [is, said] = [classNames[label]!, classNames[guessed]!];
  void showPhotos({
    title: label === guessed ? `${is}, and taken for that` : `${is}, taken for ${said}`,
    photos: [...answers]
      .sort((a, b) => sureness(b) - sureness(a))
      .map((answer) => ({ id: answer.photo, caption: `${said} ${percent(sureness(answer))}` })),
  });
}
