import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StepResult } from '../../src/tools/tool.ts';
import { alembicProject, open, postgresTarget, revision, type TestProject, traced } from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

async function upgradeBy(
  body: string,
  driver: string,
  check: (step: StepResult, project: TestProject) => void,
): Promise<void> {
  const env = driver === 'asyncpg' ? 'async-url-from-ini.py' : 'url-from-ini.py';
  using project = alembicProject({
    url: `postgresql+${driver}://u@h/d`,
    env,
    revisions: { a1: revision('a1', null, body) },
  });
  await using mover = await open(project, await postgresTarget(server));
  const step = await mover.upgrade('a1', traced);
  expect(step.failure).toBeNull();
  check(step, project);
}

const drivers = ['psycopg2', 'psycopg', 'asyncpg'];

test.each(drivers)('settings that a revision leaves are told with their line, on %s', async (driver) => {
  const body = [
    "op.execute('SET lock_timeout = 5000')  # lock_timeout",
    "op.execute(\"SELECT pg_catalog.set_config('search_path', '', false)\")  # search_path",
    "op.execute('SET ROLE gate')  # role",
    // pg_dump's way: with an empty search path, Alembic's own table would not be found.
    "op.execute(\"SET search_path TO 'public', 'pg_temp'\")  # search_path again",
  ].join('\n');
  await upgradeBy(body, driver, (step, project) => {
    const left = step.settingsLeft.map(({ name, value, initial, at }) => [
      name,
      value,
      initial,
      project.line(at).split('# ')[1],
    ]);
    expect(left.sort()).toEqual([
      ['lock_timeout', '5000', '0', 'lock_timeout'],
      ['role', 'gate', 'none', 'role'],
      ['search_path', 'public, pg_temp', '"$user", public', 'search_path again'],
    ]);
  });
});

test.each(drivers)('settings of the transaction, and those put back, are not told, on %s', async (driver) => {
  const body = [
    "op.execute('SET LOCAL lock_timeout = 5000')",
    "op.execute(\"SELECT set_config('statement_timeout', '9000', true)\")",
    "op.execute('SET work_mem = 65536')",
    "op.execute('RESET work_mem')",
    "op.execute('UPDATE pg_settings SET setting = setting WHERE false')",
  ].join('\n');
  await upgradeBy(body, driver, (step) => expect(step.settingsLeft).toEqual([]));
});

test('what env.py sets is its own affair', async () => {
  const env =
    "from alembic import context\nimport sqlalchemy as sa\nwith sa.create_engine('postgresql://h/d').connect() as connection:\n    connection.execute(sa.text('SET lock_timeout = 5000'))\n    connection.commit()\n    context.configure(connection=connection)\n    with context.begin_transaction():\n        context.run_migrations()\n";
  using project = alembicProject({ env, revisions: { a1: revision('a1', null, 'pass') } });
  await using mover = await open(project, await postgresTarget(server));
  expect((await mover.upgrade('a1', traced)).settingsLeft).toEqual([]);
});

test.each(drivers)('nothing of ours runs before the revision’s first statement, on %s', async (driver) => {
  // SET TRANSACTION fails once a query has run, so it is the first statement of a transaction of its own.
  const body = [
    'with op.get_context().autocommit_block():',
    "    op.execute('BEGIN ISOLATION LEVEL SERIALIZABLE')",
    "    op.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')",
    "    op.execute('COMMIT')",
  ].join('\n');
  await upgradeBy(body, driver, (step) => expect(step.outcome).toBe('ok'));
});
