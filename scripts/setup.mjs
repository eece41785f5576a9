// Makes a fresh clone ready: packages (with Node 24 of the project's own), a Python environment for tests and demo. Runs on Node 20 and up.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const python = join(root, '.cache/python/bin/python');
export const node = join(root, 'node_modules/node/bin/node');

/** Runs a command in the project's folder; its failure ends this process with the same code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) {
    console.error(`${command}: ${error.message}`);
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
}

const fingerprint = (file) =>
  createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex');

/** Does the work only when the file that decides about it has changed since it was done last. */
function once(stamp, decidedBy, work) {
  const want = fingerprint(decidedBy);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  work();
  writeFileSync(stamp, want);
}

function packages() {
  console.error('setup: installing packages (npm ci)');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (existsSync(node)) return;
  console.error(
    'setup: node_modules/node has no binary: its install script did not run. Allow install scripts (npm config set ignore-scripts false) and try again.',
  );
  process.exit(1);
}

function pythonEnvironment() {
  console.error('setup: creating a Python environment in .cache/python');
  const folder = join(root, '.cache/python');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(root, '.cache'), { recursive: true });
  run('python3', ['-m', 'venv', folder]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'test/requirements.txt']);
}

export function setup() {
  once(join(root, 'node_modules/.migration-gate-setup'), 'package-lock.json', packages);
  once(join(root, '.cache/python/.migration-gate-setup'), 'test/requirements.txt', pythonEnvironment);
}
