import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DatabaseTarget } from '../../src/domain/database.ts';
import type { StepResult } from '../../src/tools/tool.ts';
import {
  alembicProject,
  interpreter,
  open,
  postgresTarget,
  revision,
  type TestProject,
  traced,
} from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/mover', name), 'utf8');

type Arrival = 'scratch' | 'server' | 'file' | 'computed file' | 'copy';

/** Where each way of test/fixtures/mover/ways.py ends: on the scratch database, or refused as one to the decoy's server or file. */
const ways: Readonly<Record<string, Arrival>> = {
  hard_coded_psycopg2: 'scratch',
  hard_coded_psycopg: 'scratch',
  hard_coded_pg8000: 'scratch',
  hard_coded_asyncpg: 'scratch',
  hard_coded_psycopg_async: 'scratch',
  hard_coded_mysql: 'scratch',
  hard_coded_sqlite: 'scratch',
  hard_coded_sqlite_uri: 'scratch',
  hard_coded_aiosqlite: 'scratch',
  host_in_the_query: 'scratch',
  several_hosts: 'scratch',
  database_in_connect_args: 'scratch',
  address_in_connect_args: 'scratch',
  variables_of_libpq: 'scratch',
  address_among_the_variables: 'scratch',
  variables_and_asyncpg: 'scratch',
  service_of_libpq: 'scratch',
  creator: 'scratch',
  creator_psycopg: 'scratch',
  async_creator: 'scratch',
  pool_of_its_own: 'scratch',
  listener: 'scratch',
  connecting_listener: 'scratch',
  pool_from_url: 'scratch',
  engine_from_config: 'scratch',
  engine_by_hand: 'server',
  raw_psycopg2: 'server',
  raw_psycopg2_imported_by_name: 'server',
  raw_psycopg2_pool: 'server',
  raw_psycopg2_by_variables: 'server',
  raw_psycopg: 'server',
  raw_psycopg_async: 'server',
  raw_asyncpg: 'server',
  raw_asyncpg_pool: 'server',
  raw_pg8000: 'server',
  raw_pg8000_native: 'server',
  raw_sqlite: 'file',
  raw_sqlite_path: 'file',
  raw_sqlite_uri: 'file',
  raw_sqlite_class: 'file',
  raw_aiosqlite: 'file',
  attach: 'file',
  attach_by_parameter: 'computed file',
  attach_computed: 'computed file',
  attach_by_the_class: 'file',
  attach_by_an_engine: 'file',
  attach_on_connect: 'file',
  vacuum_into: 'copy',
  backup: 'file',
};
/** With these, a raw connection to the SQLite scratch database comes first, which on Postgres is another database itself. */
const byTheScratchFile = new Set(Object.keys(ways).filter((way) => /^(attach|vacuum|backup)/.test(way)));

let scratch: ScratchPostgres;
let decoy: ScratchPostgres;
let folder: string;
beforeAll(async () => {
  [scratch, decoy] = await Promise.all([startPostgres(), startPostgres()]);
  folder = mkdtempSync(join(tmpdir(), 'decoy-'));
  execFileSync(interpreter.path, [
    '-c',
    `import sqlite3; sqlite3.connect(${JSON.stringify(file())}).execute('CREATE TABLE t (a)')`,
  ]);
});
afterAll(async () => {
  await Promise.all([scratch[Symbol.asyncDispose](), decoy[Symbol.asyncDispose]()]);
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'app.db');
const environment = (project: TestProject) => {
  const { port, user, password } = decoy;
  const described = { host: '127.0.0.1', port, user, password, database: 'postgres', file: file() };
  return { DECOY: JSON.stringify(described), SCRATCH: join(project.root, 'scratch.db') };
};

/** A revision for each way, all of them bases, so that each can be walked whatever became of the others. */
function projectWith(shape: 'a revision' | 'env.py'): TestProject {
  const inRevision = shape === 'a revision';
  const revisions = Object.keys(ways).map((way) => [
    way,
    revision(way, null, inRevision ? `import ways\nways.${way}()  # around` : 'pass'),
  ]);
  const first =
    'import ways\nasked = context._proxy.context_opts.get("destination_rev")\nif asked:\n    ways.WAYS[asked]()  # around\n';
  const env = fixture('url-from-ini.py');
  return alembicProject({
    env: inRevision ? env : env.replace('connectable =', `${first}connectable =`),
    revisions: Object.fromEntries(revisions),
    files: { 'ways.py': fixture('ways.py') },
  });
}

/** Whether the way created its table on the scratch database; it is gone afterwards. */
async function onScratch(target: DatabaseTarget): Promise<boolean> {
  if (target.engine === 'postgres') {
    const [row] = await scratch.query(target.database, "SELECT to_regclass('touched') IS NOT NULL AS there");
    await scratch.query(target.database, 'DROP TABLE IF EXISTS touched');
    return row?.there === true;
  }
  const database = new DatabaseSync(target.path);
  try {
    const there = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'touched'").get() !== undefined;
    database.exec('DROP TABLE IF EXISTS touched');
    return there;
  } finally {
    database.close();
  }
}

const refusedTargets = (): Readonly<Record<string, Arrival>> => ({
  [`postgresql://127.0.0.1:${decoy.port}/postgres`]: 'server',
  [file()]: 'file',
  [`${file()}.copy`]: 'copy',
  'a file that ATTACH does not name as text': 'computed file',
});

/** Where a way ended, by what the step tells and what is on the scratch database. */
async function arrival(step: StepResult, target: DatabaseTarget): Promise<string> {
  const [refusal] = step.refusals;
  const reached = await onScratch(target);
  if (!refusal) return reached ? 'scratch' : `nowhere: ${step.failure?.message}`;
  if (step.outcome === 'ok' || reached) return `refused and arrived: ${refusal.target}`;
  if (refusal.kind !== 'database') return `refused as a ${refusal.kind}`;
  return refusedTargets()[refusal.target] ?? `refused as ${refusal.target}`;
}

/** The decoy's file, its neighbours and what its server was asked. */
const traces = () => ({
  files: readdirSync(folder),
  bytes: readFileSync(file(), 'base64'),
  asked: decoy.asked().length,
});

test('the table knows every way', () => {
  const listed = execFileSync(interpreter.path, ['-c', 'import json, ways; print(json.dumps(list(ways.WAYS)))'], {
    cwd: join(import.meta.dirname, '../fixtures/mover'),
    env: { DECOY: JSON.stringify({ host: '', port: 0, user: '', password: '', database: '', file: '' }) },
    encoding: 'utf8',
  });
  expect(JSON.parse(listed)).toEqual(Object.keys(ways));
});

describe.each(['postgres', 'sqlite'] as const)('on %s no way leads to the decoy', (engine) => {
  test.each(['a revision', 'env.py'] as const)('from %s', async (shape) => {
    using project = projectWith(shape);
    const target = engine === 'postgres' ? await postgresTarget(scratch) : project.sqlite();
    const before = traces();
    const found: Record<string, string> = {};
    await using mover = await open(project, target, { project: { env: environment(project) } });
    for (const way of Object.keys(ways)) {
      const step = await mover.upgrade(way, traced);
      found[way] = await arrival(step, target);
    }
    expect(found).toMatchObject(
      Object.fromEntries(Object.entries(ways).filter(([way]) => engine === 'sqlite' || !byTheScratchFile.has(way))),
    );
    expect(traces()).toEqual(before);
  });
});

/** That each of them arrives where nothing guards: a refusal of what cannot reach anything would prove nothing. Of MySQL there is no driver here. */
test('unguarded all of them reach the decoy', () => {
  using project = projectWith('a revision');
  const names = Object.keys(ways).filter((way) => way !== 'hard_coded_mysql');
  const [...lines] = execFileSync(interpreter.path, ['ways.py', ...names], {
    cwd: project.root,
    env: environment(project),
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  expect(lines).toEqual(names.map((way) => `${way} arrived`));
});
