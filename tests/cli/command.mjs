// Runs the tool as a user does: LOUPE_CLI is its executable, LOUPE_SAMPLES the folder of sample photos.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const samples = process.env.LOUPE_SAMPLES;
export const sample = (name) => path.join(samples, name);

// Resolves to { status, stdout, stderr, lines }: `lines` are those of standard output.
export function photoloupe(args, { input = '', env = {}, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.env.LOUPE_CLI, args, { env: { ...process.env, ...env }, cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status, stdout, stderr, lines: stdout.split('\n').filter(Boolean) }),
    );
    child.stdin.on('error', () => {}); // it may end without having read all
    child.stdin.end(input);
  });
}

// A folder that is gone when the test is over.
export function temporaryFolder(test) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'photoloupe-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
