// Zips, in and out, without a page.
import { expect, test } from '@playwright/test';
import { Zip, ZipPassThrough, unzipSync, zipSync } from 'fflate';
import { StoredZip } from '../../web/src/app/away/stored-zip';
import { contentOf, entriesOf } from '../../web/src/client/training/zip-directory';

// A photo that holds what looks like a file of a zip, as one does with a zip behind it.
const PHOTO = Buffer.concat([
  Buffer.from('\xff\xd8\xff photo ', 'latin1'),
  zipSync({ 'inner.txt': Buffer.from('x') }),
]);
const DEFLATED = 8;

async function filesIn(zip: Blob): Promise<Record<string, Buffer>> {
  const entries = await entriesOf(zip);
  const contents = await Promise.all(entries.map((entry) => contentOf(zip, entry)));
  const bytes = await Promise.all(contents.map(async (file) => Buffer.from(await file.arrayBuffer())));
  return Object.fromEntries(entries.map(({ name }, index) => [name, bytes[index]!]));
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
  const own = new StoredZip();
  await own.add('Größe/1.jpg', new Blob([PHOTO]));
  await own.add('Größe/2.txt', new Blob(['two']));
  const expected = { 'Größe/1.jpg': PHOTO, 'Größe/2.txt': Buffer.from('two') };
  const written = own.finish();
  expect(await filesIn(written)).toEqual(expected);
  expect(unzipSync(new Uint8Array(await written.arrayBuffer()))['Größe/1.jpg']).toEqual(
    new Uint8Array(PHOTO),
  );
  expect(await filesIn(streamed(expected))).toEqual(expected);
});

test('reads names of macOS, which does not say that they are UTF-8, and of others', async () => {
  const zip = Buffer.from(zipSync({ 'Größe.jpg': PHOTO, 'Gr\u00f6\u00dfe2.jpg': PHOTO }));
  const flags = [6, zip.indexOf('PK\x01\x02', 'latin1') + 8];
  for (const at of flags) zip.writeUInt16LE(0, at);
  expect(Object.keys(await filesIn(new Blob([zip])))[0]).toBe('Größe.jpg');
  const latin = Buffer.from(zipSync({ 'Gr__e.jpg': PHOTO }));
  for (const at of [latin.indexOf('Gr__e'), latin.lastIndexOf('Gr__e')]) latin.set([0xf6, 0xdf], at + 2);
  expect(Object.keys(await filesIn(new Blob([latin])))).toEqual(['Größe.jpg']);
});

test('writes and reads more files than the first zips could hold', async () => {
  const zip = new StoredZip();
  for (let number = 0; number < 66_000; number++) await zip.add(`${number}`, new Blob([]));
  const entries = await entriesOf(zip.finish());
  expect(entries).toHaveLength(66_000);
  expect(entries.at(-1)!.name).toBe('65999');
});

test('unpacks no more than a file is said to hold', async () => {
  const zip = Buffer.from(zipSync({ bomb: new Uint8Array(10_000_000) }));
  zip.writeUInt32LE(1000, zip.indexOf('PK\x01\x02', 'latin1') + 24);
  const [entry] = await entriesOf(new Blob([zip]));
  expect(entry!.method).toBe(DEFLATED);
  expect((await contentOf(new Blob([zip]), entry!)).size).toBe(1000);
});

test('says of whatever is wrong with a zip that it is, and unpacks what is encrypted to nothing', async () => {
  const zip = Buffer.from(zipSync({ a: Buffer.from('content') }));
  for (let size = 2; size < zip.length; size += 7)
    await expect(entriesOf(new Blob([zip.subarray(0, size)]))).rejects.toThrow('damaged, or ends too early');
  await expect(entriesOf(new Blob(['text']))).rejects.toThrow('no zip');
  const directory = zip.indexOf('PK\x01\x02', 'latin1');
  for (let at = directory; at < zip.length; at++) {
    const damaged = Buffer.from(zip);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
    await filesIn(new Blob([damaged])).catch((error: Error) => expect(error.message).toContain('damaged'));
  }
  zip.writeUInt16LE(1, directory + 8);
  expect(await filesIn(new Blob([zip]))).toEqual({ a: Buffer.alloc(0) });
});
