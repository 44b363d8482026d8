// Photos of two classes that a pretrained network tells apart from a few of each.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SIDE = 48; // pixels

// Stripes, as PPM files. From photo to photo their colours and their background differ, and a little their width.
function writeStripes(file, width, number) {
  const wide = width * (1 + (number % 3) / 4);
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  for (let i = 0; i < pixels.length; i++) {
    const column = Math.floor(i / 3) % SIDE;
    const isStripe = Math.floor(column / wide) % 2 === number % 2;
    pixels[i] = ((isStripe ? 67 : 40) * (number + 1) + (i % 3) * (isStripe ? 90 : 30 * number)) % 256;
  }
  writeFileSync(file, Buffer.concat([Buffer.from(`P6 ${SIDE} ${SIDE} 255\n`), pixels]));
}

// A folder of the classes "narrow" and "wide", with as many photos each, numbered from `first` on.
export function makeStripes(folder, first = 0, photos = 4) {
  for (const [name, width] of Object.entries({ narrow: 2, wide: 12 })) {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (let number = first; number < first + photos; number++)
      writeStripes(path.join(folder, name, `${number}.ppm`), width, number);
  }
  return folder;
}
