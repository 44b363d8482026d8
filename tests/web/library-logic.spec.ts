// What the Library tab works out without a page: where photos stand, when they were taken, what a query says.
import { expect, test } from '@playwright/test';
import { countIn, dateTerm, inWords, timelineOf } from '../../web/src/app/library/explore/timeline-buckets';
import { treeOf } from '../../web/src/app/library/explore/tag-tree-nodes';
import {
  justify,
  photoNear,
  rowAt,
  rowHeight,
  rowOfPhoto,
  totalHeight,
} from '../../web/src/app/library/grid/justified-layout';
import { stacked, stackOf } from '../../web/src/app/library/grid/stacks';
import { asTerm, datesOf, onlyName, withDates, withTag } from '../../web/src/app/library/search/query-text';

const SIZES = { width: 1000, height: 176, gap: 4 };

function someAspects(photos: number): Float32Array {
  return Float32Array.from({ length: photos }, (_, photo) => 0.6 + ((photo * 7919) % 140) / 100);
}

test('lays a hundred thousand photos in full rows of about one height, without holes', () => {
  const layout = justify(someAspects(100_000), SIZES);
  expect(layout.starts[layout.rows]).toBe(100_000);
  const heights = Array.from({ length: layout.rows - 1 }, (_, row) => rowHeight(layout, row));
  expect(Math.min(...heights)).toBeGreaterThan(0.7 * SIZES.height);
  expect(Math.max(...heights)).toBeLessThan(1.4 * SIZES.height);
  const isFull = (row: number) => {
    const last = layout.starts[row + 1]! - 1;
    const right = layout.lefts[last]! + layout.widths[last]!;
    return layout.lefts[layout.starts[row]!] === 0 && right === SIZES.width;
  };
  expect(heights.map((_, row) => row).filter((row) => !isFull(row))).toEqual([]);
  expect(totalHeight(layout)).toBe(layout.tops[layout.rows]! - SIZES.gap);
});

test('finds the row at a height, the row of a photo, and the photo below another', () => {
  const layout = justify(someAspects(500), SIZES);
  for (const row of [0, 3, layout.rows - 1]) {
    expect(rowAt(layout, layout.tops[row]!)).toBe(row);
    expect(rowAt(layout, layout.tops[row]! + rowHeight(layout, row))).toBe(row);
    expect(rowOfPhoto(layout, layout.starts[row]!)).toBe(row);
    expect(rowOfPhoto(layout, layout.starts[row + 1]! - 1)).toBe(row);
  }
  expect(rowAt(layout, -50)).toBe(0);
  expect(rowAt(layout, 1e9)).toBe(layout.rows - 1);
  expect(photoNear(layout, 1, 0)).toBe(layout.starts[1]);
  expect(photoNear(layout, 1, SIZES.width)).toBe(layout.starts[2]! - 1);
});

test('does not stretch a last row of one photo, nor stumbles over none', () => {
  const one = justify(Float32Array.of(1.5), SIZES);
  expect(rowHeight(one, 0)).toBe(SIZES.height);
  expect(one.widths[0]).toBe(264);
  const none = justify(new Float32Array(0), SIZES);
  expect([none.rows, totalHeight(none)]).toEqual([0, 0]);
});

test('counts photos by the finest unit that fits, and says it as a search takes it', () => {
  const at = (date: string) => Date.parse(`${date}T12:00:00Z`) / 1000;
  const taken = Float64Array.of(at('2019-12-31'), at('2020-02-29'), at('2020-02-01'), NaN);
  const months = timelineOf(taken, 12)!;
  expect([months.unit, months.length]).toEqual(['month', 3]);
  expect([...countIn(months, Uint32Array.of(0, 1, 2, 3))]).toEqual([1, 0, 2]);
  expect([...countIn(months, Uint32Array.of(1))]).toEqual([0, 0, 1]);
  expect(inWords(months, 2)).toBe('February 2020');
  expect(dateTerm(months, 0, 2)).toBe('2019-12..2020-02');
  const days = timelineOf(taken, 100)!;
  expect([days.unit, dateTerm(days, days.length - 1, days.length - 1)]).toEqual(['day', '2020-02-29']);
  const years = timelineOf(taken, 2)!;
  expect([years.unit, dateTerm(years, 0, 1)]).toEqual(['year', '2019..2020']);
  expect(timelineOf(Float64Array.of(NaN), 10)).toBeNull();
});

test('agrees with the calendar before 1970 and over centuries', () => {
  for (const date of ['1899-12-31', '1969-12-31', '1970-01-01', '2000-02-29', '2100-03-01']) {
    const day = timelineOf(Float64Array.of(Date.parse(date) / 1000), 1)!;
    expect(dateTerm(day, 0, 0)).toBe(date);
  }
});

test('stacks the photos of a burst under the first that was found', () => {
  const table = {
    ids: Uint32Array.of(10, 11, 12, 13),
    aspects: new Float32Array(4),
    taken: new Float64Array(4),
    bursts: Uint32Array.of(5, 0, 5, 0),
  };
  const found = Uint32Array.of(2, 1, 0, 3);
  const shown = stacked(found, table);
  expect([...shown.rows]).toEqual([2, 1, 3]);
  expect([...shown.sizes]).toEqual([2, 1, 1]);
  expect(stackOf(2, found, table)).toEqual([2, 0]);
  expect(stackOf(1, found, table)).toEqual([1]);
});

test('changes the dates of a query, or its words, and leaves the rest alone', () => {
  expect(withDates('dog "granny smith" 2019', '2020-05..2021')).toBe('dog "granny smith" 2020-05..2021');
  expect(withDates('..2019-05-24 -dog', '')).toBe('-dog');
  expect(datesOf('dog 2019..2021')).toBe('2019..2021');
  expect(withTag('cat 2019', 'golden retriever')).toBe('"golden retriever" 2019');
  expect([asTerm('dog'), asTerm('2019'), asTerm('say "hi"')]).toEqual(['dog', '"2019"', '"say hi"']);
  expect([onlyName('"red shoes"'), onlyName('dog beach'), onlyName('-dog')]).toEqual(['red shoes', '', '']);
});

test('makes a tree of the paths of tags, those of most photos first, without own ones', () => {
  const tag = (name: string, path: string[], photos: number, own = false) => ({
    name,
    path,
    photos,
    own,
    taught: false,
  });
  const tree = treeOf([
    tag('Rex', [], 9, true),
    tag('dog', ['animal', 'dog'], 4),
    tag('cup', ['artifact', 'cup'], 7),
    tag('Samoyed', ['animal', 'dog', 'Samoyed'], 2),
  ]);
  expect(tree.map(({ name, photos }) => [name, photos])).toEqual([
    ['artifact', 0],
    ['animal', 0],
  ]);
  expect(tree[1]!.below[0]!.below[0]!.name).toBe('Samoyed');
});
