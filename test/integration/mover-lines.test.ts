import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../src/tools/tool.ts';
import {
  alembicProject,
  issued,
  open,
  postgresTarget,
  revision,
  type TestProject,
  traced,
} from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/mover', name), 'utf8');
const emptyBase = revision('a1', null, 'pass');

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** The comment at the end of the line that issued each statement of this form; the same line twice in a row once. */
function marks(project: TestProject, step: StepResult, form: RegExp): readonly string[] {
  const found = issued(project, step)
    .filter(([, sql]) => form.test(sql))
    .map(([line]) => line.split('# ')[1] ?? line);
  return found.filter((mark, index) => mark !== found[index - 1]);
}

const changes = /^(CREATE|ALTER|INSERT|UPDATE|DROP)/;
const everyChange = [
  'create_table',
  'add_column',
  'create_index',
  'bulk_insert',
  'op.execute',
  'op.execute over lines',
  'local helper',
  'helper elsewhere',
  'connection.execute',
  'exec_driver_sql',
  'in a loop',
  'session.flush',
  'session query',
  'batch.drop_column',
];

describe.each([
  { name: 'psycopg2', url: 'postgresql+psycopg2://u@h/d', env: 'url-from-ini.py' },
  { name: 'psycopg 3', url: 'postgresql+psycopg://u@h/d', env: 'url-from-ini.py' },
  { name: 'asyncpg', url: 'postgresql+asyncpg://u@h/d', env: 'async-url-from-ini.py' },
  { name: 'sqlite3', url: 'sqlite:///x.db', env: 'url-from-ini.py' },
  { name: 'aiosqlite', url: 'sqlite+aiosqlite:///x.db', env: 'async-url-from-ini.py' },
])('$name', ({ url, env }) => {
  const isSqlite = url.startsWith('sqlite');

  test('every kind of emitter is told with the revision’s own line', async () => {
    using project = alembicProject({
      url,
      env,
      revisions: { a1: emptyBase, b2: fixture('emitters.py') },
      files: {
        'helpers.py':
          'from alembic import op\n\ndef add_note(table):\n    op.execute(f"UPDATE {table} SET size = 9")\n',
      },
    });
    await using mover = await open(project, isSqlite ? project.sqlite() : await postgresTarget(server));
    await mover.build(['a1']);
    const step = await mover.upgrade('b2', traced);
    expect(step.failure).toBeNull();
    expect(marks(project, step, changes)).toEqual(everyChange);
    expect(marks(project, step, /^(SELECT|PRAGMA)/)).toContain('inspector');
  });
});

describe.each([
  { name: 'psycopg2', url: 'postgresql+psycopg2://u@h/d' },
  { name: 'psycopg 3', url: 'postgresql+psycopg://u@h/d' },
  { name: 'sqlite3', url: 'sqlite:///x.db' },
])('raw cursors of $name', ({ url }) => {
  test('are seen once, with their line', async () => {
    using project = alembicProject({ url, revisions: { a1: fixture('raw_cursor.py') } });
    await using mover = await open(project, url.startsWith('sqlite') ? project.sqlite() : await postgresTarget(server));
    const step = await mover.upgrade('a1', traced);
    expect(step.failure).toBeNull();
    expect(issued(project, step).map(([line]) => line.split('# ')[1])).toEqual([
      'raw execute',
      'raw executemany',
      'op.execute',
    ]);
  });
});

test('each operation of a batch has its own line, what rebuilds the table for several has the block’s', async () => {
  const upgrade = [
    "op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('a', sa.Integer))",
    "with op.batch_alter_table('t') as batch:  # block",
    "    batch.add_column(sa.Column('b', sa.Integer))  # b",
    "    batch.alter_column('a', nullable=False)  # a",
  ].join('\n');
  using project = alembicProject({ revisions: { a1: revision('a1', null, upgrade) } });
  await using onPostgres = await open(project, await postgresTarget(server));
  expect(marks(project, await onPostgres.upgrade('a1', traced), /^ALTER/)).toEqual(['b', 'a']);
  await using onSqlite = await open(project, project.sqlite());
  expect(marks(project, await onSqlite.upgrade('a1', traced), /_alembic_tmp_/)).toEqual(['block']);
});

test('an autocommit block keeps its lines', async () => {
  const upgrade = [
    "op.create_table('t', sa.Column('id', sa.Integer))",
    'with op.get_context().autocommit_block():',
    "    op.create_index('ix', 't', ['id'], postgresql_concurrently=True)  # concurrently",
  ].join('\n');
  using project = alembicProject({ revisions: { a1: revision('a1', null, upgrade) } });
  await using mover = await open(project, await postgresTarget(server));
  expect(marks(project, await mover.upgrade('a1', traced), /CONCURRENTLY/)).toEqual(['concurrently']);
});

test('statements of env.py are told with env.py’s line, and its DDL as the schema that no revision made', async () => {
  const env = `${fixture('url-from-ini.py').replace(
    '    context.configure',
    '    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS side (id integer)")  # side\n    connection.commit()\n    context.configure',
  )}`;
  using project = alembicProject({ env, revisions: { a1: emptyBase } });
  await using mover = await open(project, project.sqlite());
  const step = await mover.upgrade('a1', traced);
  const side = step.statements.find(({ sql }) => sql.includes('side'));
  expect(side?.file).toBe('migrations/env.py');
  expect(project.line(side ?? null)).toContain('# side');
  expect(step.schemaStatements[0]).toMatchObject({
    sql: 'CREATE TABLE IF NOT EXISTS side (id integer)',
    at: { file: 'migrations/env.py', line: side?.line, commit: 'head' },
  });
});

test('op.run_async is told with its line', async () => {
  const upgrade = [
    'async def work(connection):',
    "    await connection.execute(sa.text('CREATE TABLE t (id INTEGER)'))  # awaited",
    'op.run_async(work)',
  ].join('\n');
  using project = alembicProject({
    url: 'postgresql+asyncpg://u@h/d',
    env: 'async-url-from-ini.py',
    revisions: { a1: revision('a1', null, upgrade) },
  });
  await using mover = await open(project, await postgresTarget(server));
  expect(marks(project, await mover.upgrade('a1', traced), /CREATE TABLE t/)).toEqual(['awaited']);
});

test('what is kept of a step has bounds, and says so', async () => {
  const upgrade = [
    "op.execute('select ' + repr('x' * 20_000))",
    'connection = op.get_bind()',
    'for number in range(10_050):',
    "    connection.exec_driver_sql('select 1')",
  ].join('\n');
  using project = alembicProject({ revisions: { a1: revision('a1', null, upgrade) } });
  await using mover = await open(project, project.sqlite());
  const step = await mover.upgrade('a1', traced);
  expect(step.statements).toHaveLength(10_000);
  expect(issued(project, step)[0]?.[1]).toHaveLength(10_000);
  const notes = step.notes.map(({ what }) => what).join();
  expect(notes).toMatch(/further statements of this step were not recorded/);
  expect(notes).toMatch(/1 long statements of this step were recorded in part/);
});
