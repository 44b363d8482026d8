// A static web server for the built site: what scripts/serve runs, and what tests and measurements run in.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webmanifest': 'application/manifest+json',
};

// Without these a page has no SharedArrayBuffer, and so no threads.
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

// For a page that talks to the place that it came from and to nobody else. The page's own <meta> says the
// same, for hosts that cannot set headers.
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

// `folders` maps URL prefixes to folders, the longest prefix first: { '/': 'web/dist' }. Port 0 takes a free
// one. `isolated` sends COOP and COEP; `policy` is the Content-Security-Policy, none when empty; browsers
// ask again for what they have unless `maxAge` seconds are given; `crossOrigin` lets pages of other origins have all.
//
// Resolves to { origin, sent, close }: `sent` lists { url, bytes } of every file in the order in which they
// were asked for. Rejects when the port is taken.
export async function serve({
  folders,
  host = '127.0.0.1',
  port = 0,
  isolated = true,
  policy = CONTENT_SECURITY_POLICY,
  maxAge = 0,
  crossOrigin = false,
}) {
  const headers = {
    ...(isolated ? ISOLATION : {}),
    ...(crossOrigin ? { 'access-control-allow-origin': '*' } : {}),
    ...(policy ? { 'content-security-policy': policy } : {}),
    'cache-control': maxAge ? `max-age=${maxAge}` : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  const sent = [];
  const server = http.createServer((request, response) =>
    answer({ request, response, folders, headers, sent }).catch(() => response.destroy()),
  );
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    origin: `http://${name}:${server.address().port}`,
    sent,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer({ request, response, folders, headers, sent }) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const found = await findFile(request.url, folders);
  if (!found) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    return;
  }
  const { url, file, info } = found;
  const etag = `"${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { ...headers, etag }).end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    etag,
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'content-length': info.size,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  sent.push({ url, bytes: info.size });
  pipeline(createReadStream(file), response, () => {});
}

// Nothing outside the folders is ever found: the path is normalised before it is joined to one.
async function findFile(address, folders) {
  let url;
  try {
    url = path.posix.normalize(decodeURIComponent(address.split('?')[0]));
  } catch {
    return null;
  }
  const prefix = Object.keys(folders).find((candidate) => url.startsWith(candidate));
  if (!prefix || url.includes('\0')) return null;
  const rest = path.posix.normalize(`/${url.slice(prefix.length)}`);
  const file = path.join(folders[prefix], rest.endsWith('/') ? `${rest}index.html` : rest);
  const info = await stat(file).catch(() => null);
  return info?.isFile() ? { url, file, info } : null;
}
