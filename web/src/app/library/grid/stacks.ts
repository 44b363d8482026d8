// Shots of one burst, and copies, as one: the first that was found stands for all.
import type { PhotoTable } from '../../../client/library/types';

export interface Shown {
  rows: Uint32Array; // of the table, in the order in which they are shown
  sizes: Uint32Array; // how many each stands for
}

// Every photo for itself.
export function unstacked(rows: Uint32Array): Shown {
  return { rows, sizes: new Uint32Array(rows.length).fill(1) };
}

export function stacked(rows: Uint32Array, { bursts }: PhotoTable): Shown {
  const shown = new Uint32Array(rows.length);
  const sizes = new Uint32Array(rows.length);
  const places = new Map<number, number>(); // burst -> place of the one that stands for it
  let length = 0;
  for (const row of rows) {
    const burst = bursts[row]!;
    const place = burst === 0 ? undefined : places.get(burst);
    if (place !== undefined) {
      sizes[place]!++;
      continue;
    }
    if (burst !== 0) places.set(burst, length);
    shown[length] = row;
    sizes[length++] = 1;
  }
  return { rows: shown.slice(0, length), sizes: sizes.slice(0, length) };
}

// The rows, of those found, that the one in a stack stands for.
export function stackOf(row: number, found: Uint32Array, { bursts }: PhotoTable): number[] {
  const burst = bursts[row]!;
  if (burst === 0) return [row];
  const members: number[] = [];
  for (const each of found) if (bursts[each] === burst) members.push(each);
  return members;
}
