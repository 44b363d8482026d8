// What My classes works out of its photos' answers, without a page.
import { expect, test } from '@playwright/test';
import { cellsOf, lookAlikes } from '../../web/src/app/classes/quality/findings';
import type { Report } from '../../web/src/app/classes/learner/report';

const classes = ['a', 'b', 'c', 'd', 'e'].map((name, index) => ({
  id: index + 1,
  name,
  colour: '#000000',
  off: false,
}));

// Of each pair of classes some photos are taken for the other; by the pairs, in order.
function reportOf(mixedUp: readonly number[]): Report {
  const pairs = classes.flatMap((one, i) => classes.slice(0, i).map((other) => [one, other] as const));
  const answers = mixedUp.flatMap((photos, pair) =>
    Array.from({ length: photos }, () => {
      const [one, other] = pairs[pair]!;
      return { classId: one.id, given: other.id, judged: true, shot: 0, photo: 0, probability: 0.1 };
    }),
  );
  return { answers, milliseconds: 1 };
}

test('of pairs of classes that look alike the six most mixed up are shown, and the others counted', () => {
  const found = (mixedUp: readonly number[]) => lookAlikes(cellsOf(reportOf(mixedUp), classes), classes);
  const six = found([2, 3, 4, 5, 6, 7]);
  expect(six.pairs.map(({ answers }) => answers.length)).toEqual([7, 6, 5, 4, 3, 2]);
  expect(six.more).toBe(0);
  const ten = found([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(ten.pairs.map(({ answers }) => answers.length)).toEqual([11, 10, 9, 8, 7, 6]);
  expect(ten.more).toBe(4);
});
