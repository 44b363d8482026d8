// Photos to train on: noise of two brightnesses, which any network tells apart within an epoch or two.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { bmpHeader } from "./files";

const { zipSync } = createRequire(path.resolve(__dirname, "../../../web/package.json"))("fflate") as {
  zipSync(files: Record<string, Uint8Array>): Uint8Array;
};

const SIDE = 32; // pixels

// A folder with a folder for each class; names of photos such as night/night-1.bmp.
export function labelledFolder(folder: string, sizes: Record<string, number>): string {
  for (const [name, bytes] of photosOf(sizes)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

export function labelledZip(file: string, sizes: Record<string, number>): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, zipSync(Object.fromEntries(photosOf(sizes))));
  return file;
}

function photosOf(sizes: Record<string, number>): [name: string, bytes: Buffer][] {
  return Object.entries(sizes).flatMap(([label, size], index) =>
    Array.from({ length: size }, (_, number): [string, Buffer] => [
      `${label}/${label}-${number + 1}.bmp`,
      noise(index * 120, number),
    ]),
  );
}

function noise(darkest: number, seed: number): Buffer {
  let state = seed + 1;
  const pixels = Buffer.alloc(3 * SIDE * SIDE);
  for (let index = 0; index < pixels.length; index++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    pixels[index] = darkest + ((state >> 16) % 120);
  }
  return Buffer.concat([bmpHeader(SIDE, SIDE), pixels]);
}
