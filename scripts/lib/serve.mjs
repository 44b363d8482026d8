// node serve.mjs FOLDER [--port N] [--host NAME]: serves the built site until it is stopped.
import { parseArgs } from 'node:util';
import { serve } from './server.mjs';

function fail(sentence, exitCode) {
  console.error(`photoloupe: error: ${sentence}`);
  process.exit(exitCode);
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '8080' },
        host: { type: 'string', default: '127.0.0.1' },
      },
    });
  } catch (error) {
    return fail(`${error.message}; usage: scripts/serve [--port 8080] [--host 127.0.0.1]`, 2);
  }
}

const {
  values: { port, host },
  positionals: [folder, ...rest],
} = readOptions();
if (rest.length > 0)
  fail(`'${rest[0]}' is not understood; usage: scripts/serve [--port 8080] [--host 127.0.0.1]`, 2);
if (!/^\d+$/.test(port) || Number(port) > 65535) fail(`--port must be 0 to 65535, not '${port}'`, 2);
try {
  const { origin } = await serve({ folders: { '/': folder }, host, port: Number(port) });
  console.log(`Photoloupe is at ${origin}/`);
} catch (error) {
  if (error.code === 'EADDRINUSE') fail(`port ${port} is taken; choose another with --port`, 1);
  fail(`cannot listen on ${host}, port ${port} (${error.message})`, 1);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
