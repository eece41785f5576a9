import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DatabaseTarget } from '../../src/domain/database.ts';
import { alembicProject, issued, open, postgresTarget, revision, traced } from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const ways = [
  { name: 'psycopg2', url: 'postgresql+psycopg2://app:secret@db.prod/app', env: 'url-from-ini.py', engine: 'postgres' },
  { name: 'psycopg 3', url: 'postgresql+psycopg://app:secret@db.prod/app', env: 'url-from-ini.py', engine: 'postgres' },
  {
    name: 'psycopg 3 async',
    url: 'postgresql+psycopg://app:secret@db.prod/app',
    env: 'async-url-from-ini.py',
    engine: 'postgres',
  },
  {
    name: 'asyncpg',
    url: 'postgresql+asyncpg://app:secret@db.prod/app',
    env: 'async-url-from-ini.py',
    engine: 'postgres',
  },
  { name: 'sqlite3', url: 'sqlite:///app.db', env: 'url-from-ini.py', engine: 'sqlite' },
  { name: 'aiosqlite', url: 'sqlite+aiosqlite:///app.db', env: 'async-url-from-ini.py', engine: 'sqlite' },
] as const;

const users = revision(
  'a1',
  null,
  "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True))",
  "op.drop_table('users')",
);
const email = revision(
  'b2',
  'a1',
  "op.add_column('users', sa.Column('email', sa.String(50)))",
  "with op.batch_alter_table('users') as batch:\n    batch.drop_column('email')",
);

describe.each(ways)('$name', ({ url, env, engine }) => {
  test('moves up, down and up again, each statement on its line', async () => {
    using project = alembicProject({ url, env, revisions: { a1: users, b2: email } });
    const target: DatabaseTarget = engine === 'postgres' ? await postgresTarget(server) : project.sqlite();
    await using mover = await open(project, target);
    expect(mover.loaded).toEqual(
      new Map([
        ['a1', []],
        ['b2', ['a1']],
      ]),
    );
    expect(mover.sqliteVersion === null).toBe(engine === 'postgres');

    const built = await mover.build(['a1']);
    expect(built).toMatchObject({ outcome: 'ok', statements: [], bodies: 1, applied: ['a1'], failure: null });

    const up = await mover.upgrade('b2', traced);
    expect(up).toMatchObject({ outcome: 'ok', bodies: 1, applied: ['b2'], failure: null, swallowed: [], notes: [] });
    expect(up.versionTables).toEqual([{ schema: null, table: 'alembic_version' }]);
    const [line, sql] = issued(project, up)[0] ?? [];
    expect(line).toMatch(/^op\.add_column/);
    expect(sql).toBe('ALTER TABLE users ADD COLUMN email VARCHAR(50)');
    const own = up.statements.filter(({ sql }) => sql.startsWith('UPDATE alembic_version'));
    expect(own).toMatchObject([{ file: null, line: null, failed: false }]);

    const down = await mover.downgrade('b2', traced);
    expect(down).toMatchObject({ outcome: 'ok', bodies: 1, applied: ['b2'] });
    expect(issued(project, down).at(-1)?.[0]).toBe("batch.drop_column('email')");

    expect(await mover.upgrade('b2', traced)).toMatchObject({ outcome: 'ok', bodies: 1 });
  });
});

test('a merge goes down into its branches and up again', async () => {
  using project = alembicProject({
    revisions: {
      a1: users,
      left: revision('left', 'a1', "op.execute('select 1')"),
      right: revision('right', 'a1', "op.execute('select 2')"),
      merge: revision('merge', ['left', 'right'], 'pass'),
    },
  });
  const target = await postgresTarget(server);
  await using mover = await open(project, target);
  const versions = async () =>
    (await server.query(target.database, 'SELECT version_num FROM alembic_version ORDER BY 1')).map(
      (row) => row.version_num,
    );

  expect(await mover.build(['left', 'right'])).toMatchObject({ outcome: 'ok', bodies: 3 });
  expect(await versions()).toEqual(['left', 'right']);
  expect(await mover.upgrade('merge', traced)).toMatchObject({ outcome: 'ok', applied: ['merge'] });
  expect(await versions()).toEqual(['merge']);
  expect(await mover.downgrade('merge', traced)).toMatchObject({ outcome: 'ok' });
  expect(await versions()).toEqual(['left', 'right']);
  expect(await mover.downgrade('right', traced)).toMatchObject({ outcome: 'ok' });
  expect(await versions()).toEqual(['left']);
});

test('revision files of the base commit stand in for the project’s own, and are told as those', async () => {
  using project = alembicProject({
    revisions: { a1: users },
    files: { 'elsewhere/0/a1.py': revision('a1', null, "op.execute('no such statement')") },
  });
  await using mover = await open(project, project.sqlite(), { versionFolders: [`${project.root}/elsewhere/0`] });
  const step = await mover.upgrade('a1', traced);
  expect(step.failure?.at).toEqual({ file: 'migrations/versions/a1.py', line: 8, commit: 'base' });
});

test('a context that has the revision already runs nothing', async () => {
  using project = alembicProject({ revisions: { a1: users } });
  await using mover = await open(project, project.sqlite());
  await mover.build(['a1']);
  expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', bodies: 0, applied: [] });
});

test('looking at env.py leaves nothing in the database', async () => {
  using project = alembicProject({ revisions: { a1: users } });
  const target = await postgresTarget(server);
  await using _mover = await open(project, target);
  expect(await server.query(target.database, "SELECT relname FROM pg_class WHERE relname LIKE 'alembic%'")).toEqual([]);
});
