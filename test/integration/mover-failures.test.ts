import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DatabaseTarget } from '../../src/domain/database.ts';
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

/** Upgrades a database of this kind by a revision with this body. */
async function upgradeBy(
  body: string,
  url: string,
  check: (step: StepResult, project: TestProject) => void | Promise<void>,
): Promise<void> {
  const env = /asyncpg|aiosqlite/.test(url) ? 'async-url-from-ini.py' : 'url-from-ini.py';
  using project = alembicProject({ url, env, revisions: { a1: revision('a1', null, body) } });
  const target: DatabaseTarget = url.startsWith('sqlite') ? project.sqlite() : await postgresTarget(server);
  await using mover = await open(project, target);
  await check(await mover.upgrade('a1', traced), project);
}

const duplicate = [
  "op.execute('CREATE TABLE t (id INTEGER PRIMARY KEY)')",
  "op.execute('INSERT INTO t VALUES (1)')",
  "op.execute('INSERT INTO t VALUES (1)')  # again",
].join('\n');

describe('a statement that the database refuses', () => {
  test.each([
    { url: 'postgresql+psycopg2://u@h/d', exception: 'psycopg2.errors.UniqueViolation', sqlstate: '23505' },
    { url: 'postgresql+psycopg://u@h/d', exception: 'psycopg.errors.UniqueViolation', sqlstate: '23505' },
    { url: 'postgresql+asyncpg://u@h/d', exception: 'asyncpg.exceptions.UniqueViolationError', sqlstate: '23505' },
    { url: 'sqlite:///x.db', exception: 'sqlite3.IntegrityError', sqlstate: 'SQLITE_CONSTRAINT_PRIMARYKEY' },
    { url: 'sqlite+aiosqlite:///x.db', exception: 'sqlite3.IntegrityError', sqlstate: 'SQLITE_CONSTRAINT_PRIMARYKEY' },
  ])('on $url', async ({ url, exception, sqlstate }) => {
    await upgradeBy(duplicate, url, (step, project) => {
      expect(step).toMatchObject({ outcome: 'failed', bodies: 1, applied: [], swallowed: [] });
      expect(step.failure).toMatchObject({ kind: 'database', exception, sqlstate });
      expect(step.failure?.statement).toMatchObject({ sql: 'INSERT INTO t VALUES (1)', failed: true });
      expect(project.line(step.failure?.at ?? null)).toContain('# again');
      expect(step.failure?.message).not.toContain('\n');
      if (url.startsWith('postgresql')) expect(step.failure?.detail).toContain('Key (id)=(1) already exists.');
      expect(step.failure?.traceback).toContain('in upgrade');
      expect(step.failure?.traceback).not.toContain('site-packages');
      expect(step.statements.filter(({ failed }) => failed)).toHaveLength(1);
    });
  });
});

test('the first failing statement is told, though its error was swallowed and surfaced in the version table', async () => {
  const body = "try:\n    op.execute('DROP TABLE nothing')  # first\nexcept Exception:\n    pass";
  for (const driver of ['psycopg2', 'psycopg', 'asyncpg'])
    await upgradeBy(body, `postgresql+${driver}://u@h/d`, (step, project) => {
      expect(step.failure).toMatchObject({ kind: 'database', sqlstate: '42P01' });
      expect(step.failure?.statement?.sql).toBe('DROP TABLE nothing');
      expect(project.line(step.failure?.at ?? null)).toContain('# first');
    });
});

test('an error that was swallowed where the step went on is told beside it', async () => {
  const body = "try:\n    op.execute('DROP TABLE nothing')  # swallowed\nexcept Exception:\n    pass";
  await upgradeBy(body, 'sqlite:///x.db', (step, project) => {
    expect(step).toMatchObject({ outcome: 'ok', failure: null });
    expect(step.swallowed).toMatchObject([{ kind: 'database', sqlstate: 'SQLITE_ERROR' }]);
    expect(project.line(step.swallowed[0]?.at ?? null)).toContain('# swallowed');
  });
});

test('the statement that ended the step is told, not one that was swallowed before it without harm', async () => {
  const body =
    "try:\n    op.execute('DROP TABLE nothing')\nexcept Exception:\n    pass\nop.execute('DROP TABLE neither')  # fatal";
  await upgradeBy(body, 'sqlite:///x.db', (step, project) => {
    expect(project.line(step.failure?.at ?? null)).toContain('# fatal');
    expect(step.swallowed).toHaveLength(1);
  });
});

test.each(['postgresql://u@h/d', 'sqlite:///x.db'])('a savepoint makes good for an error, on %s', async (url) => {
  const nested = [
    'connection = op.get_bind()',
    'try:',
    '    with connection.begin_nested():',
    "        op.execute('DROP TABLE nothing')",
  ];
  await upgradeBy([...nested, 'except Exception:', '    pass'].join('\n'), url, (step) => {
    expect(step).toMatchObject({ outcome: 'ok', failure: null, swallowed: [] });
  });
});

test('a savepoint written as SQL makes good too', async () => {
  const body = [
    "op.execute('SAVEPOINT mine')",
    'try:',
    "    op.execute('DROP TABLE nothing')",
    'except Exception:',
    "    op.execute('ROLLBACK TO SAVEPOINT mine')",
  ].join('\n');
  await upgradeBy(body, 'postgresql://u@h/d', (step) => {
    expect(step).toMatchObject({ outcome: 'ok', swallowed: [] });
  });
});

test('an error of a raw cursor is told like any other', async () => {
  const body = "op.get_bind().connection.cursor().execute('DROP TABLE nothing')  # raw";
  for (const url of ['postgresql+psycopg2://u@h/d', 'postgresql+psycopg://u@h/d', 'sqlite:///x.db'])
    await upgradeBy(body, url, (step, project) => {
      expect(step.failure).toMatchObject({ kind: 'database', statement: { sql: 'DROP TABLE nothing' } });
      expect(project.line(step.failure?.at ?? null)).toContain('# raw');
    });
});

test('a constraint that is checked at COMMIT fails the step', async () => {
  const body = [
    "op.execute('CREATE TABLE p (id int PRIMARY KEY)')",
    "op.execute('CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED)')",
    "op.execute('INSERT INTO c VALUES (1)')",
  ].join('\n');
  await upgradeBy(body, 'postgresql://u@h/d', (step) => {
    expect(step.failure).toMatchObject({ kind: 'database', sqlstate: '23503', statement: null });
  });
});

test.each([
  {
    body: "raise ValueError('no such customer')  # line",
    kind: 'python',
    exception: 'ValueError',
    message: 'no such customer',
  },
  {
    body: 'import sys; sys.exit(0)  # line',
    kind: 'python',
    exception: 'SystemExit',
    message: 'the code called sys.exit(0)',
  },
  {
    body: "op.drop_constraint(None, 't')  # line",
    kind: 'tool',
    exception: 'sqlalchemy.exc.CompileError',
    message: 'it has no name',
  },
])('$kind: $body', async ({ body, kind, exception, message }) => {
  await upgradeBy(body, 'postgresql://u@h/d', (step, project) => {
    expect(step.failure).toMatchObject({ kind, exception, message: expect.stringContaining(message), statement: null });
    expect(project.line(step.failure?.at ?? null)).toContain('# line');
  });
});

test('SQLite’s missing ALTER is the tool’s refusal, not the revision’s', async () => {
  const body = "op.create_foreign_key('fk', 'a', 'b', ['x'], ['y'])  # line";
  await upgradeBy(body, 'sqlite:///x.db', (step, project) => {
    expect(step.failure).toMatchObject({ kind: 'tool', exception: 'NotImplementedError' });
    expect(project.line(step.failure?.at ?? null)).toContain('# line');
  });
});

test('an operation of a batch that cannot be carried out is told with the line that queued it', async () => {
  const body = [
    "op.create_table('t', sa.Column('id', sa.Integer, primary_key=True))",
    "with op.batch_alter_table('t', recreate='always') as batch:",
    "    batch.add_column(sa.Column('x', sa.Integer))",
    "    batch.drop_constraint('nothing', type_='unique')  # line",
  ].join('\n');
  await upgradeBy(body, 'sqlite:///x.db', (step, project) => {
    expect(step.failure?.kind).toBe('tool');
    expect(project.line(step.failure?.at ?? null)).toContain('# line');
  });
});

test('a failing base names its line though it is not traced', async () => {
  using project = alembicProject({
    revisions: {
      a1: revision('a1', null, 'pass'),
      b2: revision('b2', 'a1', "op.execute('DROP TABLE nothing')  # base"),
    },
  });
  await using mover = await open(project, await postgresTarget(server));
  const built = await mover.build(['b2']);
  expect(built).toMatchObject({ outcome: 'failed', bodies: 2, statements: [] });
  expect(project.line(built.failure?.at ?? null)).toContain('# base');
  expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok' });
});
