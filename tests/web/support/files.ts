// Photos to test with: the site's own samples, copies of them under other names, and files that are wrong.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';

export const SITE = path.resolve(__dirname, '../../../web/dist');
export const FIXTURES = path.resolve(__dirname, '../../fixtures');

export interface FileBytes {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function sample(name: string): string {
  return path.join(SITE, 'samples', name);
}

// A sample's bytes under a name of its own.
export function sampleAs(name: string, from = 'flower.jpg'): FileBytes {
  return { name, mimeType: 'image/jpeg', buffer: readFileSync(sample(from)) };
}

// As many photos in a folder, some in a folder below it, and a file that is none.
export function folderOf(photos: number, folder: string): string {
  const below = path.join(folder, 'below');
  mkdirSync(below, { recursive: true });
  for (let number = 1; number <= photos; number++)
    copyFileSync(sample('flower.jpg'), path.join(number % 2 ? folder : below, `photo-${number}.jpg`));
  copyFileSync(path.join(SITE, 'index.html'), path.join(folder, 'notes.txt'));
  return folder;
}

// Small ones, for runs whose length is what counts.
export function manyPhotos(photos: number, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const side = 64;
  const bytes = Buffer.concat([bmpHeader(side, side), Buffer.alloc(3 * side * side, 'photo')]);
  return Array.from({ length: photos }, (_, index) => {
    const photo = path.join(folder, `photo-${index + 1}.bmp`);
    writeFileSync(photo, bytes);
    return photo;
  });
}

export function textNamedJpg(): FileBytes {
  return { name: 'text.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('This is not a photo.\n') };
}

export function emptyFile(): FileBytes {
  return { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) };
}

export function truncatedJpeg(): FileBytes {
  const whole = readFileSync(sample('flower.jpg'));
  return { name: 'truncated.jpg', mimeType: 'image/jpeg', buffer: whole.subarray(0, 600) };
}

// A header that claims 60,000 x 60,000 pixels, and no pixels.
export function hugeClaim(): FileBytes {
  return { name: 'huge.bmp', mimeType: 'image/bmp', buffer: bmpHeader(60_000, 60_000) };
}

export function bmpHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54, 10); // where the pixels begin
  header.writeUInt32LE(40, 14); // the rest of the header
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26); // planes
  header.writeUInt16LE(24, 28); // bits a pixel
  return header;
}

// A grey PNG of any size, whose file is small.
export function blankPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits a pixel
  const rows = deflateSync(Buffer.alloc((width + 1) * height), { level: 1 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
