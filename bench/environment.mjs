// What the bench needs beside the project's own: a Python with pytest-alembic, and a Postgres.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../scripts/setup.mjs';
import { postgres } from '../src/engines/postgres/index.ts';
import { makeRunFolder } from '../src/gate/run-folder.ts';

const folder = join(root, '.cache/bench-python');
const requirements = ['test/requirements.txt', 'bench/requirements.txt'];

/** The interpreter on which everything runs: the gate, the commands and pytest. Made anew when what it must hold has changed. */
export function benchPython() {
  const python = join(folder, 'bin/python');
  const stamp = join(folder, '.migration-gate-bench');
  const wanted = requirements.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  const files = requirements.flatMap((file) => ['-r', file]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...files]);
  writeFileSync(stamp, wanted);
  return python;
}

/** @returns the URL of a server that runs, and `dispose()` that ends what was started here */
export async function benchServer(url) {
  if (url) return { url, words: 'a running server', dispose: async () => undefined };
  const runId = randomBytes(5).toString('hex');
  const runFolder = await makeRunFolder(runId);
  const options = {
    provider: 'embedded',
    version: 17,
    image: null,
    extensions: [],
    runAsOwner: false,
    cacheFolder: join(root, '.cache/embedded'),
  };
  const server = await postgres.start({
    postgres: options,
    environment: process.env,
    runFolder: runFolder.path,
    runId,
    signal: new AbortController().signal,
    say: (what) => console.error(what),
  });
  const { target } = await server.createDatabase('bench');
  return {
    url: `postgresql://${target.user}:${target.password}@${target.host}:${target.port}/postgres`,
    words: `Postgres ${server.description}, run by the bench for all of them`,
    dispose: async () => {
      await server[Symbol.asyncDispose]();
      await runFolder[Symbol.asyncDispose]();
    },
  };
}
