// Photos to train on: noise of two brightnesses, which any network tells apart within an epoch or two.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { bmpHeader } from './files';

const { zipSync } = createRequire(path.resolve(__dirname, '../../../web/package.json'))('fflate') as {
  zipSync(files: Record<string, Uint8Array>): Uint8Array;
};

const SIDE = 32; // pixels

type Draw = (label: number, number: number) => Buffer;

// A folder with a folder for each class; names of photos such as night/night-1.bmp.
export function labelledFolder(folder: string, sizes: Record<string, number>, draw: Draw = noise): string {
  for (const [name, bytes] of photosOf(sizes, draw)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

export function labelledZip(file: string, sizes: Record<string, number>): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, zipSync(Object.fromEntries(photosOf(sizes, noise))));
  return file;
}

// As Teachable Machine keeps an image project: all photos in one folder, their class in their name.
export function teachableMachineProject(file: string, sizes: Record<string, number>): string {
  const photos = photosOf(sizes, noise).map(([name, bytes]): [string, Uint8Array] => [
    name.replace(
      /\/.*-(\d+)(\.bmp)$/,
      (_, number: string, ending: string) => `-!-${number}${Number(number) % 2 ? ending : ''}`,
    ),
    bytes,
  ]);
  const manifest = Buffer.from(JSON.stringify({ type: 'image', version: '2.4.10', appdata: {} }));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, zipSync({ 'manifest.json': manifest, ...Object.fromEntries(photos) }));
  return file;
}

function photosOf(sizes: Record<string, number>, draw: Draw): [name: string, bytes: Buffer][] {
  return Object.entries(sizes).flatMap(([label, size], index) =>
    Array.from({ length: size }, (_, number): [string, Buffer] => [
      `${label}/${label}-${number + 1}.bmp`,
      draw(index, number),
    ]),
  );
}

function noise(label: number, number: number): Buffer {
  const darkest = label * 120;
  let state = number + 1;
  const pixels = Buffer.alloc(3 * SIDE * SIDE);
  for (let index = 0; index < pixels.length; index++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    pixels[index] = darkest + ((state >> 16) % 120);
  }
  return Buffer.concat([bmpHeader(SIDE, SIDE), pixels]);
}

const PATTERNS: ((u: number, v: number, scale: number) => number)[] = [
  (u, _, scale) => Math.sin(3 * scale * u),
  (_, v, scale) => Math.sin(3 * scale * v),
  (u, v, scale) => Math.sin(2 * scale * (u + v)),
  (u, v, scale) => Math.sin(4 * scale * Math.hypot(u, v)),
  (u, v, scale) => (Math.hypot(u, v) < 0.2 * scale ? 1 : -1),
  (u, v, scale) => Math.sin(3 * scale * u) * Math.sin(3 * scale * v),
];
const OF_CLASS = 0.35; // of the height

// A strip with a pattern of its class, above one of its own: of twelve of a class no two look nearly identical to
// a network, as all noise does. Of two classes.
export function picture(label: number, number: number): Buffer {
  const pixels = Buffer.alloc(3 * SIDE * SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const [u, v] = [(2 * x) / SIDE - 1, (2 * y) / SIDE - 1];
      const shared = y < OF_CLASS * SIDE;
      const pattern = PATTERNS[shared ? (label === 0 ? 5 : 3) : number % PATTERNS.length]!;
      const scale = shared ? 3 : 1.5 + 2 * Math.floor(number / PATTERNS.length) + (number % 3);
      const share = (1 + pattern(u, v, scale)) / 2;
      for (let channel = 0; channel < 3; channel++) {
        const hue = (shared ? label / 2 : number * 0.381966) + channel / 3;
        const bright = share * light(hue) + (shared ? 0 : (1 - share) * light(hue + 0.5));
        pixels[3 * ((SIDE - 1 - y) * SIDE + x) + 2 - channel] = label * 130 + 120 * bright;
      }
    }
  return Buffer.concat([bmpHeader(SIDE, SIDE), pixels]);
}

function light(hue: number): number {
  return (1 + Math.cos(2 * Math.PI * hue)) / 2;
}
