// Photos side by side in rows that are all as wide as the window, as words are in justified text: each keeps its
// shape, and a row's height is what makes its photos fit. A hundred thousand take a few milliseconds.

export interface JustifiedLayout {
  photos: number;
  rows: number;
  starts: Uint32Array; // row -> its first photo; one more: all photos
  tops: Float64Array; // row -> pixels from the top; one more: where the next row would be
  lefts: Float32Array; // photo -> pixels
  widths: Float32Array; // photo -> pixels
  gap: number;
}

export interface RowSizes {
  width: number; // pixels, of all rows
  height: number; // that rows are about as high as
  gap: number; // between photos and between rows
}

// What is longer is cut: a panorama would have a row of its own, too low to see anything.
const NARROWEST = 0.55; // width over height
const WIDEST = 2.6;
const TALLEST_LAST = 1; // of the height that is wanted; the last row is not stretched

// `aspects` are widths over heights.
export function justify(aspects: Float32Array, { width, height, gap }: RowSizes): JustifiedLayout {
  const photos = aspects.length;
  const starts = new Uint32Array(photos + 1);
  const tops = new Float64Array(photos + 1);
  const lefts = new Float32Array(photos);
  const widths = new Float32Array(photos);
  let rows = 0;
  let top = 0;
  for (let start = 0; start < photos;) {
    const [end, fitting] = endOfRow(aspects, start, { width, height, gap });
    const rowHeight = Math.round(fitting);
    place(aspects, start, end, fitting, gap, lefts, widths);
    starts[rows] = start;
    tops[rows] = top;
    rows++;
    top += rowHeight + gap;
    start = end;
  }
  starts[rows] = photos;
  tops[rows] = top;
  return {
    photos,
    rows,
    starts: starts.slice(0, rows + 1),
    tops: tops.slice(0, rows + 1),
    lefts,
    widths,
    gap,
  };
}

// The row that holds the pixel, or the nearest one.
export function rowAt({ tops, rows }: JustifiedLayout, top: number): number {
  let low = 0;
  let high = Math.max(0, rows - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle]! <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function rowOfPhoto({ starts, rows }: JustifiedLayout, photo: number): number {
  let low = 0;
  let high = Math.max(0, rows - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= photo) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function rowHeight({ tops, gap }: JustifiedLayout, row: number): number {
  return tops[row + 1]! - tops[row]! - gap;
}

export function totalHeight({ tops, rows, gap }: JustifiedLayout): number {
  return rows === 0 ? 0 : tops[rows]! - gap;
}

// The photo of a row that is nearest to a place from the left, in pixels.
export function photoNear({ starts, lefts, widths }: JustifiedLayout, row: number, left: number): number {
  let photo = starts[row]!;
  while (photo + 1 < starts[row + 1]! && lefts[photo]! + widths[photo]! < left) photo++;
  return photo;
}

// Whether a row ends before or behind the photo that overfills it: whatever brings it nearer to the height.
function endOfRow(
  aspects: Float32Array,
  start: number,
  { width, height, gap }: RowSizes,
): [end: number, height: number] {
  let sum = 0;
  let before = Infinity; // the row's height without the photo
  for (let photo = start; photo < aspects.length; photo++) {
    sum += cut(aspects[photo]!);
    const fitting = (width - gap * (photo - start)) / sum;
    if (fitting <= height) {
      const without = photo > start && before / height < height / fitting;
      return without ? [photo, before] : [photo + 1, fitting];
    }
    before = fitting;
  }
  return [aspects.length, Math.min(before, TALLEST_LAST * height)];
}

// Edges lie on whole pixels, so that the gaps are all of one width.
function place(
  aspects: Float32Array,
  start: number,
  end: number,
  height: number,
  gap: number,
  lefts: Float32Array,
  widths: Float32Array,
): void {
  let left = 0;
  for (let photo = start; photo < end; photo++) {
    const right = left + cut(aspects[photo]!) * height;
    lefts[photo] = Math.round(left);
    widths[photo] = Math.max(1, Math.round(right) - lefts[photo]!);
    left = right + gap;
  }
}

function cut(aspect: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, aspect || 1));
}
