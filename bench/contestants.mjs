// What is measured: the gate, and what a user does today. Each is a function that runs it once and tells its milliseconds.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { root } from '../scripts/setup.mjs';

const database = 'migration_gate_bench';

/** On tmpfs where there is one, as the gate's own: nobody is measured against a disk. */
const fast = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** @param {{folder: string, python: string, postgres: string}} place the history's repository, the interpreter, the server's URL */
export function contestants({ folder, python, postgres }) {
  const scratch = mkdtempSync(join(fast, 'bench-'));
  const file = join(scratch, 'bench.db');
  const cache = ['--cache', join(scratch, 'cache')];

  const timed = (command, args, environment = {}) => {
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
    return performance.now() - started;
  };

  const emptyDatabase = async (engine) => {
    if (engine === 'sqlite') {
      rmSync(file, { force: true });
      return `sqlite:///${file}`;
    }
    const client = new pg.Client(postgres);
    await client.connect();
    await client.query(`DROP DATABASE IF EXISTS ${database}`);
    await client.query(`CREATE DATABASE ${database}`);
    await client.end();
    return Object.assign(new URL(postgres), { pathname: `/${database}` }).href;
  };

  return {
    /** The whole process with both engines and a report written; the base is built. */
    gate: () => timed(process.execPath, gateArguments(['--no-cache'])),
    /** The same with a base that an earlier run may have kept. */
    gateWithCache: () => timed(process.execPath, gateArguments(cache)),
    /** Bytes, the most that the gate's own process held. */
    gateMemory: () => {
      const peak = join(scratch, 'peak');
      timed(
        process.execPath,
        ['--import', join(import.meta.dirname, 'peak-memory.mjs'), ...gateArguments(['--no-cache'])],
        {
          BENCH_PEAK: peak,
        },
      );
      return Number(readFileSync(peak, 'utf8'));
    },
    /** Up to the head, back over what is new, up again: three processes. */
    commands: async (engine, fresh) => {
      const environment = { DATABASE_URL: await emptyDatabase(engine) };
      return ['upgrade head', `downgrade -${fresh}`, 'upgrade head']
        .map((command) => timed(python, ['-m', 'alembic', ...command.split(' ')], environment))
        .reduce((sum, one) => sum + one, 0);
    },
    /** Its four built-in tests. */
    pytestAlembic: async (engine) =>
      timed(python, ['-m', 'pytest', '--quiet', '--test-alembic', '-p', 'no:cacheprovider', 'tests'], {
        DATABASE_URL: await emptyDatabase(engine),
      }),
    /** The same movements in one Python process on an engine each, at once, with nothing observed: what no gate can be faster than. */
    floor: async (fresh) => {
      const urls = [await emptyDatabase('postgres'), await emptyDatabase('sqlite')];
      return timed(python, [join(import.meta.dirname, 'floor.py'), `${fresh}`, ...urls]);
    },
    dispose: async () => {
      rmSync(scratch, { recursive: true, force: true });
      const client = new pg.Client(postgres);
      await client.connect();
      const { rows } = await client.query(
        "SELECT datname FROM pg_database WHERE datname LIKE 'migration\\_gate\\_cache\\_%'",
      );
      for (const name of [database, ...rows.map(({ datname }) => datname)])
        await client.query(`DROP DATABASE IF EXISTS "${name}"`);
      await client.end();
    },
  };

  function gateArguments(flags) {
    const report = join(scratch, 'report.json');
    return [
      join(root, 'dist/cli.js'),
      ...['check', '--base', 'main', '--engines', 'postgres,sqlite', '--postgres', postgres, '--python', python],
      ...['--format', 'json', '--output', report],
      ...flags,
    ];
  }
}
