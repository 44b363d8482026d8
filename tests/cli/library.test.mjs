import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { index, makeAlbum, namesOf, paintMany, run, search } from './album.mjs';
import { photoloupe, sample } from './command.mjs';

test('a folder is indexed once, and searched by what is in its photos', async (t) => {
  const album = makeAlbum(t);
  const report = await index(album);
  assert.equal(report.photos, 4);
  assert.equal(report.added, 4);
  assert.equal((await index(album)).unchanged, 4);

  const [cat, ...others] = await search(album, 'cat');
  assert.deepEqual(others, []);
  assert.deepEqual(Object.keys(cat), ['file', 'score', 'tags']);
  assert.equal(cat.file, path.join(album.photos, 'cat.png'));
  assert.ok(cat.score > 0.5 && cat.score <= 1);
  assert.ok(cat.tags.some((tag) => tag.includes('cat')));
  assert.deepEqual(namesOf(await search(album, 'feline')), ['cat.png']);
  assert.deepEqual(await search(album, 'cat coffee'), []);
  assert.ok(!namesOf(await search(album, '-cat')).includes('cat.png'));
  assert.ok(!namesOf(await search(album, '--', '-cat', 'temple')).includes('cat.png'));
  assert.deepEqual(await search(album, 'feline', '--', '-cat'), []);
  assert.equal((await search(album, 'rocket')).length, 1, 'by its name');

  const mistyped = await run('search', album.library, 'felin animl', '--json');
  assert.equal(mistyped.stdout, '[]\n');
  assert.match(mistyped.stderr, /did you mean 'feline animal'/);
  const foundByNone = await run('search', album.library, 'coffe mgu');
  assert.doesNotMatch(foundByNone.stderr, /did you mean/, 'no photo is of a coffee mug');
});

test('moved, removed and broken photos are told apart', async (t) => {
  const album = makeAlbum(t);
  writeFileSync(path.join(album.photos, 'broken.jpg'), 'no photo');
  const first = await photoloupe(['index', album.photos, '--library', album.library]);
  assert.equal(first.status, 0);
  assert.match(first.stderr, /skipped: .*broken\.jpg/);
  renameSync(path.join(album.photos, 'cat.png'), path.join(album.photos, 'tom.png'));
  rmSync(path.join(album.photos, 'rocket.jpg'));
  const { moved, removed, added } = await index(album);
  assert.deepEqual({ moved, removed, added }, { moved: 1, removed: 1, added: 0 });
  assert.deepEqual(namesOf(await search(album, 'cat')), ['tom.png']);
});

test('similar photos are found for a photo of the library and for another one', async (t) => {
  const album = makeAlbum(t);
  await index(album);
  const similar = async (photo) =>
    JSON.parse((await run('similar', album.library, photo, '--limit', '2', '--json')).stdout);
  const own = await similar(path.join(album.photos, 'temple.jpg'));
  assert.equal(path.basename(own[0].file), 'temple.jpg');
  assert.ok(own[0].score > 0.999);
  assert.equal(own.length, 2);
  const other = await similar(sample('flower.jpg'));
  assert.ok(other[0].score < 0.9);
});

test('tags are added, removed, taught, listed and exported', async (t) => {
  const album = makeAlbum(t);
  await index(album);
  const cat = path.join(album.photos, 'cat.png');
  await run('tag', 'add', album.library, 'Shrek', cat);
  await run('tag', 'remove', album.library, 'feline', cat);
  assert.deepEqual(namesOf(await search(album, 'shrek')), ['cat.png']);
  assert.deepEqual(await search(album, 'feline'), []);
  await run(
    'tag',
    'teach',
    album.library,
    'Ride',
    '--yes',
    path.join(album.photos, 'temple.jpg'),
    '--no',
    cat,
  );
  assert.ok(namesOf(await search(album, 'ride')).includes('temple.jpg'));
  await run('tag', 'teach', album.library, 'Ride', '--no', path.join(album.photos, 'coffee.png'));
  assert.ok(!namesOf(await search(album, 'ride')).includes('coffee.png'));
  const tags = JSON.parse((await run('tag', 'list', album.library, '--json')).stdout);
  assert.deepEqual(
    tags.find(({ name }) => name === 'Shrek'),
    { name: 'Shrek', photos: 1, own: true, taught: false },
  );
  assert.ok(existsSync(`${album.library}.tags.json`));

  const json = path.join(album.folder, 'tags.json');
  await run('export', album.library, '--to', 'json', json);
  const exported = JSON.parse(readFileSync(json, 'utf8')).find(({ file }) => file === cat);
  assert.equal(exported.tags[0].name, 'Shrek');
  await run('export', album.library, '--to', 'csv', path.join(album.folder, 'tags.csv'));
  await run('export', album.library, '--to', 'xmp', album.photos);
  assert.equal((await photoloupe(['export', album.library, '--to', 'onnx', json])).status, 2);
  assert.equal((await photoloupe(['export', 'efficientnet-lite0', '--to', 'csv', json])).status, 2);
});

test('a damaged library is reported, and made again with the tags that people gave', async (t) => {
  const album = makeAlbum(t);
  await index(album);
  await run('tag', 'add', album.library, 'Shrek', path.join(album.photos, 'cat.png'));
  truncateSync(album.library, 9000);
  const searched = await photoloupe(['search', album.library, 'cat']);
  assert.equal(searched.status, 1);
  assert.match(searched.stderr, /^photoloupe: error: .*damaged/);
  const indexed = await run('index', album.photos, '--library', album.library);
  assert.match(indexed.stderr, /damaged.*made anew/);
  assert.ok(existsSync(`${album.library}.damaged`));
  assert.deepEqual(namesOf(await search(album, 'shrek')), ['cat.png']);
});

test("another model is refused, unless it looks at all photos again; people's tags stay", async (t) => {
  const album = makeAlbum(t, ['cat.png', 'coffee.png']);
  await index(album);
  await run('tag', 'add', album.library, 'Shrek', path.join(album.photos, 'cat.png'));
  const other = ['--model', 'efficientnet-lite0-float32', '--json'];
  const refused = await photoloupe(['index', album.photos, '--library', album.library, ...other]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^photoloupe: error: .*another model.*again/);
  const similar = await photoloupe(['similar', album.library, sample('rocket.jpg'), ...other]);
  assert.match(similar.stderr, /^photoloupe: error: .*another model/);
  const { lines } = await run('index', album.photos, '--library', album.library, '--again', ...other);
  assert.equal(JSON.parse(lines[0]).changed, 2);
  assert.deepEqual(namesOf(await search(album, 'shrek')), ['cat.png']);
});

test('what is absent is said in one line', async (t) => {
  const album = makeAlbum(t, ['cat.png']);
  for (const args of [
    ['search', album.library, 'cat'],
    ['index', path.join(album.folder, 'absent'), '--library', album.library],
    ['similar', album.library, path.join(album.folder, 'absent.jpg')],
    ['tag', 'add', album.library, 'x', path.join(album.folder, 'absent.jpg')],
    ['tag', 'teach', album.library, 'x', '--no', path.join(album.photos, 'cat.png')],
  ]) {
    const { status, stderr } = await photoloupe(args);
    assert.equal(status, 1, args.join(' '));
    assert.match(stderr, /^photoloupe: error: [^\n]+\n$/);
  }
  assert.ok(!existsSync(album.library), 'nothing is made of a folder that is not there');
  assert.equal((await photoloupe(['tag'])).status, 2);
  assert.equal((await photoloupe(['search', album.library])).status, 2);
  assert.equal((await photoloupe(['search', album.library, 'cat', '--jsn'])).status, 2);
  assert.equal((await photoloupe(['tag', 'teach', album.library, 'Ride'])).status, 2);
  assert.equal((await photoloupe(['index', album.photos])).status, 2);
});

test('a library that is watched follows its folder, and ends when it is asked to', async (t) => {
  const album = makeAlbum(t, ['cat.png']);
  const args = ['index', album.photos, '--library', album.library, '--watch', '--json'];
  const child = spawn(process.env.LOUPE_CLI, args);
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const warnings = createInterface(child.stderr)[Symbol.asyncIterator]();
  const update = async () => JSON.parse((await lines.next()).value);
  assert.equal((await update()).added, 1);

  // All at once: it comes into the folder as a whole.
  const below = path.join(album.folder, 'below');
  mkdirSync(below);
  copyFileSync(sample('coffee.png'), path.join(below, 'coffee.png'));
  renameSync(path.join(album.photos, 'cat.png'), path.join(below, 'tom.png'));
  writeFileSync(path.join(below, 'broken.jpg'), 'no photo');
  renameSync(below, path.join(album.photos, 'below'));
  const { added, moved, failed } = await update();
  assert.deepEqual({ added, moved, failed }, { added: 1, moved: 1, failed: 1 });
  assert.match((await warnings.next()).value, /skipped: .*broken\.jpg/);

  const elsewhere = path.join(album.folder, 'elsewhere');
  renameSync(album.photos, elsewhere);
  assert.match((await warnings.next()).value, /^photoloupe: waiting: .*photos: .*cannot be read/);
  rmSync(path.join(elsewhere, 'below', 'coffee.png'));
  renameSync(elsewhere, album.photos);
  assert.equal((await update()).removed, 1);

  child.kill('SIGINT');
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(status, 0);
  assert.deepEqual(namesOf(await search(album, '')), ['tom.png']);
});

test('killed at fifty moments, a library opens with all that was committed', async (t) => {
  const KILLS = 50;
  const PHOTOS = 300;
  const album = makeAlbum(t, []);
  paintMany(album, PHOTOS);
  let known = 0;
  let slowness = 1; // of a machine that is too busy to have committed anything by then
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(process.env.LOUPE_CLI, ['index', album.photos, '--library', album.library]);
    const closed = new Promise((resolve) => child.on('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, slowness * (20 + ((kill * 37) % 400))));
    child.kill('SIGKILL');
    await closed;
    if (known === 0 && kill % 10 === 9) slowness *= 2;
    if (!existsSync(album.library)) continue;
    const count = (await search(album, '')).length;
    assert.ok(count >= known, `${count} photos after ${known}`);
    known = count;
  }
  assert.ok(known > 0);
  assert.equal((await index(album)).photos, PHOTOS);
  assert.equal((await search(album, '')).length, PHOTOS);
});
