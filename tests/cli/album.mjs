// A folder of photos and the library that the tool makes of it.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { photoloupe, sample, temporaryFolder } from './command.mjs';

// A folder of sample photos and the name of a library of it.
export function makeAlbum(t, names = ['cat.png', 'coffee.png', 'rocket.jpg', 'temple.jpg']) {
  const folder = temporaryFolder(t);
  const photos = path.join(folder, 'photos');
  mkdirSync(photos);
  for (const name of names) copyFileSync(sample(name), path.join(photos, name));
  return { folder, photos, library: path.join(folder, 'L.sqlite') };
}

export async function run(...args) {
  const result = await photoloupe(args);
  assert.equal(result.status, 0, result.stderr);
  return result;
}

export const index = async ({ photos, library }) =>
  JSON.parse((await run('index', photos, '--library', library, '--json')).stdout);

export async function search({ library }, ...query) {
  const { lines } = await run('search', library, '--limit', '1000', '--json', ...query);
  assert.equal(lines.length, 1);
  return JSON.parse(lines[0]);
}

export const namesOf = (found) => found.map(({ file }) => path.basename(file)).sort();

// Photos of one picture, none like another: a comment makes the difference.
export function paintMany({ photos }, count) {
  const picture = readFileSync(sample('rocket.jpg'));
  for (let i = 0; i < count; i++) {
    const comment = Buffer.from([0xff, 0xfe, 0, 4, i >> 8, i & 255]);
    const file = Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
    writeFileSync(path.join(photos, `${i}.jpg`), file);
  }
}
