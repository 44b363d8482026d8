// A static server that isolates its pages (SharedArrayBuffer works) and remembers what it sent.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.webmanifest': 'application/manifest+json',
};

const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

// `folders` maps URL prefixes to folders, the longest prefix first; browsers may keep what they get only when
// `cached`. Returns { origin, sent, close }, where
// `sent` lists { url, bytes } of every file in the order in which they were asked for.
export async function serve(folders, { cached = false } = {}) {
  const headers = { ...ISOLATION, 'cache-control': cached ? 'max-age=3600' : 'no-store' };
  const sent = [];
  const server = http.createServer(async (request, response) => {
    const url = decodeURIComponent(request.url.split('?')[0]);
    const prefix = Object.keys(folders).find((candidate) => url.startsWith(candidate));
    const file = path.join(folders[prefix] ?? '', path.normalize(`/${url.slice(prefix?.length)}`));
    const name = file.endsWith('/') ? `${file}index.html` : file;
    const info = prefix && (await stat(name).catch(() => null));
    if (!info?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    sent.push({ url, bytes: info.size });
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'content-type': type, 'content-length': info.size });
    createReadStream(name).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    sent,
    close: () => server.close(),
  };
}
