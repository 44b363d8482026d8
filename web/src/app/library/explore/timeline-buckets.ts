// When photos were taken, counted by day, month or year. Times are seconds since 1970 of the camera's clock, which no
// time zone moves.

export type Unit = 'day' | 'month' | 'year';

// Unit by unit without a hole: the first is `first`, counted from the year 0 or from 1970-01-01.
export interface Timeline {
  unit: Unit;
  first: number;
  length: number;
  places: Int32Array; // photo -> its unit's place; -1 where nobody knows
}

const DAY = 86_400; // seconds
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

// In the finest unit of which `most` are enough; years if none is. Null when no photo has a date.
export function timelineOf(taken: Float64Array, most: number): Timeline | null {
  let earliest = Infinity;
  let latest = -Infinity;
  for (const time of taken) {
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  if (earliest === Infinity) return null;
  const units: Unit[] = ['day', 'month', 'year'];
  const span = (unit: Unit) => ordinal(latest, unit) - ordinal(earliest, unit) + 1;
  const unit = units.find((each) => span(each) <= most) ?? 'year';
  const first = ordinal(earliest, unit);
  const places = new Int32Array(taken.length);
  for (let photo = 0; photo < taken.length; photo++) {
    const time = taken[photo]!;
    places[photo] = Number.isNaN(time) ? -1 : ordinal(time, unit) - first;
  }
  return { unit, first, length: span(unit), places };
}

// How many of the photos there are in each unit.
export function countIn({ places, length }: Timeline, photos: Uint32Array): Uint32Array {
  const counts = new Uint32Array(length);
  for (const photo of photos) {
    const place = places[photo]!;
    if (place >= 0) counts[place]!++;
  }
  return counts;
}

// As a search takes it: 2019, 2019-05, 2019-05-24, or a range of these.
export function dateTerm(timeline: Timeline, from: number, to: number): string {
  const [start, end] = [written(timeline, from), written(timeline, to)];
  return start === end ? start : `${start}..${end}`;
}

// Such as "May 2019".
export function inWords({ unit, first }: Timeline, place: number): string {
  const { year, month, day } = partsOf(first + place, unit);
  if (unit === 'year') return String(year);
  if (unit === 'month') return `${MONTHS[month - 1]} ${year}`;
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

// The year that begins there, for the axis; empty where none does.
export function yearBeginning({ unit, first }: Timeline, place: number): string {
  const { year, month, day } = partsOf(first + place, unit);
  const begins = unit === 'year' || (month === 1 && (unit === 'month' || day === 1));
  return begins || place === 0 ? String(year) : '';
}

function written({ unit, first }: Timeline, place: number): string {
  const { year, month, day } = partsOf(first + place, unit);
  const two = (number: number) => String(number).padStart(2, '0');
  const years = String(year).padStart(4, '0');
  if (unit === 'year') return years;
  return unit === 'month' ? `${years}-${two(month)}` : `${years}-${two(month)}-${two(day)}`;
}

function ordinal(time: number, unit: Unit): number {
  const days = Math.floor(time / DAY);
  if (unit === 'day') return days;
  const { year, month } = civil(days);
  return unit === 'month' ? 12 * year + month - 1 : year;
}

function partsOf(ordinal: number, unit: Unit): { year: number; month: number; day: number } {
  if (unit === 'day') return civil(ordinal);
  if (unit === 'year') return { year: ordinal, month: 1, day: 1 };
  return { year: Math.floor(ordinal / 12), month: (ordinal % 12) + 1, day: 1 };
}

// The date of a day since 1970-01-01: Howard Hinnant's civil_from_days, since a Date for each of a hundred thousand
// photos would take ten times as long. https://howardhinnant.github.io/date_algorithms.html
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468; // since 0000-03-01
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
