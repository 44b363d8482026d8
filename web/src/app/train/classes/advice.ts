// What of the classes would keep a network from learning, in words.
import { count } from '../../dom/words';
import type { ProjectClass, ProjectPhoto } from '../project/project';

const LOPSIDED = 3; // times as many photos in the largest class as in the smallest
const FEW = 10; // photos of a class

interface Classes {
  classes: readonly ProjectClass[];
  photos: readonly ProjectPhoto[];
}

// Why training cannot start; empty when it can.
export function obstacle({ classes, photos }: Classes): string {
  if (classes.length < 2) return 'Two classes or more are needed to tell apart.';
  const sizes = sizesOf({ classes, photos });
  const empty = sizes.find(({ size }) => size === 0);
  return empty ? `“${empty.name}” has no photos yet.` : '';
}

// What is worth a thought, though it can start.
export function advice(state: Classes): string[] {
  const told = [obstacle(state)].filter(Boolean);
  const sizes = sizesOf(state).filter(({ size }) => size > 0);
  const smallest = sizes[0];
  const largest = sizes.at(-1);
  if (!smallest || !largest) return told;
  if (largest.size > LOPSIDED * smallest.size)
    told.push(
      `“${largest.name}” has ${count(largest.size, 'photo')}, “${smallest.name}” ${smallest.size}: the network may ` +
        'learn to answer what is frequent. Add photos, or switch on Balance classes.',
    );
  const few = sizes.filter(({ size }) => size < FEW);
  if (few.length > 0)
    told.push(
      few.length === 1
        ? `“${few[0]!.name}” has only ${count(few[0]!.size, 'photo')}: expect little. ${FEW} are a start, 100 are good.`
        : `${few.length} classes have fewer than ${FEW} photos: expect little. ${FEW} are a start, 100 are good.`,
    );
  return told;
}

function sizesOf({ classes, photos }: Classes): { name: string; size: number }[] {
  const sizes = new Map<number, number>();
  for (const { classId } of photos) sizes.set(classId, (sizes.get(classId) ?? 0) + 1);
  return classes.map(({ id, name }) => ({ name, size: sizes.get(id) ?? 0 })).sort((a, b) => a.size - b.size);
}
