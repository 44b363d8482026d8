// Zips, in and out, without a page.
import { expect, test } from '@playwright/test';
import { Zip, ZipPassThrough, unzipSync, zipSync } from 'fflate';
import { zipOf } from '../../web/src/app/away/zip';
import { contentOf, filesIn } from '../../web/src/client/training/zip-files';

// A photo that holds what looks like a file of a zip, as one does with a zip behind it.
const PHOTO = Buffer.concat([
  Buffer.from('\xff\xd8\xff photo ', 'latin1'),
  zipSync({ 'inner.txt': Buffer.from('x') }),
]);

async function contentsOf(zip: Blob): Promise<Record<string, Buffer>> {
  const files = await filesIn(zip);
  const contents = await Promise.all(files.map(contentOf));
  const bytes = await Promise.all(contents.map(async (file) => Buffer.from(await file.arrayBuffer())));
  return Object.fromEntries(files.map(({ name }, index) => [name, bytes[index]!]));
}

function streamed(files: Record<string, Uint8Array>): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((_, piece) => parts.push(piece));
  for (const [name, bytes] of Object.entries(files)) {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(bytes, true);
  }
  zip.end();
  return new Blob(parts);
}

test('a photo that holds a zip leaves a zip as it came, written here or as a stream', async () => {
  const expected = { 'Größe/1.jpg': PHOTO, 'Größe/2.txt': Buffer.from('two') };
  const written = await zipOf(
    new Map(Object.entries(expected).map(([name, bytes]) => [name, new Blob([bytes])])),
  );
  expect(await contentsOf(written)).toEqual(expected);
  expect(unzipSync(new Uint8Array(await written.arrayBuffer()))['Größe/1.jpg']).toEqual(
    new Uint8Array(PHOTO),
  );
  expect(await contentsOf(streamed(expected))).toEqual(expected);
});

test('reads names of macOS, which does not say that they are UTF-8, and of others', async () => {
  const zip = Buffer.from(zipSync({ 'Größe.jpg': PHOTO, 'Gr\u00f6\u00dfe2.jpg': PHOTO }));
  const flags = [6, zip.indexOf('PK\x01\x02', 'latin1') + 8];
  for (const at of flags) zip.writeUInt16LE(0, at);
  expect(Object.keys(await contentsOf(new Blob([zip])))[0]).toBe('Größe.jpg');
  const latin = Buffer.from(zipSync({ 'Gr__e.jpg': PHOTO }));
  for (const at of [latin.indexOf('Gr__e'), latin.lastIndexOf('Gr__e')]) latin.set([0xf6, 0xdf], at + 2);
  expect(Object.keys(await contentsOf(new Blob([latin])))).toEqual(['Größe.jpg']);
});

test('refuses to write more files than a zip can count', () => {
  const files = new Map(Array.from({ length: 65_535 }, (_, number) => [`${number}`, new Blob([])]));
  expect(() => zipOf(files)).toThrow('65534 files at most, and these are 65535');
});

test('unpacks nothing of a file that holds more than it is said to', async () => {
  const zip = Buffer.from(zipSync({ bomb: new Uint8Array(10_000_000) }));
  zip.writeUInt32LE(1000, zip.indexOf('PK\x01\x02', 'latin1') + 24);
  const [bomb] = await filesIn(new Blob([zip]));
  expect((await contentOf(bomb!)).size).toBe(0);
});

test('says of whatever is wrong with a zip that it is, and unpacks what is encrypted to nothing', async () => {
  const zip = Buffer.from(zipSync({ a: Buffer.from('content') }));
  for (let size = 2; size < zip.length; size += 7)
    await expect(filesIn(new Blob([zip.subarray(0, size)]))).rejects.toThrow('damaged, or ends too early');
  await expect(filesIn(new Blob(['text']))).rejects.toThrow('no zip');
  const directory = zip.indexOf('PK\x01\x02', 'latin1');
  for (let at = directory; at < zip.length; at++) {
    const damaged = Buffer.from(zip);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
    await contentsOf(new Blob([damaged])).catch((error: Error) => expect(error.message).toContain('damaged'));
  }
  zip.writeUInt16LE(1, directory + 8);
  expect(await contentsOf(new Blob([zip]))).toEqual({ a: Buffer.alloc(0) });
});
