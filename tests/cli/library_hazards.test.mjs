// What can happen to a library besides being used: odd names, other programs, full disks and kills.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { index, makeAlbum, paintMany, run, search } from './album.mjs';
import { photoloupe, sample } from './command.mjs';

const closed = (child) => new Promise((resolve) => child.on('close', resolve));

test('names that are no text, or no line, come out as JSON; errors stay one line', async (t) => {
  const album = makeAlbum(t, []);
  const broken = Buffer.concat([
    Buffer.from(`${album.photos}/`),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('.png'),
  ]);
  copyFileSync(sample('cat.png'), broken);
  const line = path.join(album.photos, 'two\nlines.png');
  copyFileSync(sample('coffee.png'), line);
  assert.equal((await index(album)).added, 2);
  const files = (await search(album, '')).map(({ file }) => path.basename(file)).sort();
  assert.deepEqual(files, ['two\nlines.png', '\ufffd\ufffd.png']);
  assert.equal((await run('similar', album.library, line, '--json')).lines.length, 1);
  const { stderr } = await photoloupe(['similar', album.library, `${line}.absent`]);
  assert.match(stderr, /^photoloupe: error: [^\n]+\n$/);
});

test('a file that is no library is not taken for a damaged one', async (t) => {
  const album = makeAlbum(t, ['cat.png']);
  const other = path.join(album.folder, 'notes.txt');
  writeFileSync(other, 'to do');
  const { status, stderr } = await photoloupe(['index', album.photos, '--library', other]);
  assert.equal(status, 1);
  assert.match(stderr, /notes\.txt: this is another file, and no library/);
  assert.equal(readFileSync(other, 'utf8'), 'to do');
});

test("an XML parser reads sidecars, and other programs' ones stay as they are", async (t) => {
  const album = makeAlbum(t);
  await index(album);
  const [cat, coffee] = ['cat.png', 'coffee.png'].map((name) => path.join(album.photos, name));
  const added = await run('tag', 'add', album.library, 'Family|Anna & <Bea>', cat, coffee, '--json');
  assert.deepEqual(JSON.parse(added.stdout), { name: 'Family|Anna & <Bea>', photos: 2 });
  const removed = await run('tag', 'remove', album.library, 'family|anna & <bea>', coffee, '--json');
  assert.equal(JSON.parse(removed.stdout).photos, 1);

  const foreign = '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 5.5.0"/>';
  writeFileSync(`${coffee}.xmp`, foreign);
  const exported = await run('export', album.library, '--to', 'xmp', album.photos, '--json');
  assert.match(exported.stderr, /skipped: .*coffee\.png\.xmp: another program/);
  assert.ok(JSON.parse(exported.stdout).files >= 1);
  assert.equal(readFileSync(`${coffee}.xmp`, 'utf8'), foreign);
  await run('export', album.library, '--to', 'xmp', album.photos); // its own it writes again

  const script = fileURLToPath(new URL('read_xmp.py', import.meta.url));
  const xmp = JSON.parse(execFileSync('python3', [script, `${cat}.xmp`], { encoding: 'utf8' }));
  const items = (name) => xmp[Object.keys(xmp).find((key) => key.endsWith(`}${name}`))];
  assert.deepEqual(items('subject').slice(0, 2), ['Family', 'Anna & <Bea>']);
  assert.equal(items('hierarchicalSubject')[0], 'Family|Anna & <Bea>');
  assert.equal(items('TagsList')[0], 'Family/Anna & <Bea>');
  assert.ok(items('hierarchicalSubject').some((path) => /^animal\|.*cat/.test(path)));
});

test('two programs can index at once while a third searches', async (t) => {
  const PHOTOS = 60;
  const album = makeAlbum(t, []);
  paintMany(album, PHOTOS);
  let running = 2;
  const both = [1, 2].map(() => index(album).finally(() => running--));
  while (!existsSync(album.library)) await new Promise((resolve) => setTimeout(resolve, 10));
  while (running > 0) assert.ok((await search(album, '')).length <= PHOTOS);
  await Promise.all(both);
  assert.equal((await search(album, '')).length, PHOTOS);
  assert.equal((await index(album)).unchanged, PHOTOS);
});

test('a file that may grow no more is an error in one line, and loses nothing', async (t) => {
  const album = makeAlbum(t, []);
  paintMany(album, 60);
  const script = 'ulimit -f 300 && exec "$0" index "$1" --library "$2"'; // KB
  const child = spawn('bash', ['-c', script, process.env.LOUPE_CLI, album.photos, album.library]);
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  assert.equal(await closed(child), 1);
  assert.match(stderr, /^photoloupe: error: [^\n]*L\.sqlite: [^\n]+\n$/);
  const kept = (await search(album, '')).length;
  const { added, unchanged } = await index(album);
  assert.deepEqual({ added, unchanged }, { added: 60 - kept, unchanged: kept });
});

test('an index that is interrupted keeps what it has, and does not look like a whole one', async (t) => {
  const album = makeAlbum(t, []);
  paintMany(album, 300);
  const args = ['index', album.photos, '--library', album.library, '--jobs', '1'];
  const child = spawn(process.env.LOUPE_CLI, args);
  while (!existsSync(album.library)) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGINT');
  assert.equal(await closed(child), 130);
  assert.ok((await search(album, '')).length < 300);
});

test('killed while it teaches, looks again or exports, a library keeps its photos and tags', async (t) => {
  const album = makeAlbum(t);
  paintMany(album, 20);
  await index(album);
  const cat = path.join(album.photos, 'cat.png');
  const out = path.join(album.folder, 'tags.json');
  await run('tag', 'add', album.library, 'Shrek', cat);
  const commands = [
    ['tag', 'teach', album.library, 'Pet', '--yes', cat],
    ['index', album.photos, '--library', album.library, '--again'],
    ['export', album.library, '--to', 'json', out],
  ];
  for (let kill = 0; kill < 15; kill++) {
    const child = spawn(process.env.LOUPE_CLI, commands[kill % commands.length]);
    const isOver = closed(child);
    await new Promise((resolve) => setTimeout(resolve, 5 + 12 * kill));
    child.kill('SIGKILL');
    await isOver;
    assert.equal((await search(album, '')).length, 24);
    assert.equal((await search(album, 'shrek')).length, 1);
    if (existsSync(out)) assert.equal(JSON.parse(readFileSync(out, 'utf8')).length, 24);
    assert.equal(JSON.parse(readFileSync(`${album.library}.tags.json`, 'utf8')).version, 1);
  }
  assert.equal((await index(album)).photos, 24);
});
