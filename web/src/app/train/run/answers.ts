// What a trained network answered for the photos that it was tried on, and the ways to look at that.

export interface Answer {
  photo: number; // id in the project
  label: number; // index of the photo's class
  probabilities: number[]; // of all classes
}

export function guess({ probabilities }: Answer): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

export function isRight(answer: Answer): boolean {
  return guess(answer) === answer.label;
}

export function sureness(answer: Answer): number {
  return answer.probabilities[guess(answer)] ?? 0;
}

// [class of the photo][class that it was given]
export function confusionOf(answers: readonly Answer[], classes: number): Answer[][][] {
  const cells = Array.from({ length: classes }, () => Array.from({ length: classes }, (): Answer[] => []));
  for (const answer of answers) cells[answer.label]?.[guess(answer)]?.push(answer);
  return cells;
}

// Wrong ones, the most confident first.
export function worstMistakes(answers: readonly Answer[]): Answer[] {
  return answers.filter((answer) => !isRight(answer)).sort((a, b) => sureness(b) - sureness(a));
}

export interface ClassScore {
  name: string;
  count: number; // photos of the class
  precision: number | null; // null when nothing was named so
  recall: number | null; // null when there is no photo of it
}

export function scores(answers: readonly Answer[], classNames: readonly string[]): ClassScore[] {
  const cells = confusionOf(answers, classNames.length);
  return classNames.map((name, index) => {
    const right = cells[index]![index]!.length;
    const count = cells[index]!.reduce((sum, cell) => sum + cell.length, 0);
    const named = cells.reduce((sum, row) => sum + row[index]!.length, 0);
    return {
      name,
      count,
      precision: named > 0 ? right / named : null,
      recall: count > 0 ? right / count : null,
    };
  });
}
