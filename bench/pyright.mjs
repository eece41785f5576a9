// Pyright, to compare with: installed from npm into .cache on first use, for it is as large as a quarter of everything else.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const version = '1.1.414';
const folder = join(import.meta.dirname, '../.cache/pyright');
const cli = join(folder, 'node_modules/pyright/index.js');

/** `cli` is null where it cannot be had, and `why` says the reason. */
export function installPyright() {
  if (existsSync(cli)) return { version, cli, why: null };
  const install = ['install', '--no-audit', '--no-fund', '--prefix', folder, `pyright@${version}`];
  const { status, stderr, error } = spawnSync('npm', install, { encoding: 'utf8' });
  const why = error?.message ?? (status === 0 ? null : stderr.trim().split('\n', 1)[0]);
  return { version, cli: why === null ? cli : null, why };
}
