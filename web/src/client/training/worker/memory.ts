// How much memory a training may take.
const ENGINE_BYTES = 1_900_000_000; // of the 2 GiB that the engine can address
const GIGABYTE = 1e9;

export function memoryLimit(): number {
  // Some browsers tell, in gigabytes; more than half of it would drive out everything else.
  const { deviceMemory } = navigator as WorkerNavigator & { deviceMemory?: number };
  return Math.round(Math.min(ENGINE_BYTES, ((deviceMemory ?? Infinity) * GIGABYTE) / 2));
}
