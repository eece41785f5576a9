import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import {
  alembicProject,
  open,
  openingFailure,
  postgresTarget,
  revision,
  type TestProject,
  traced,
} from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function tablesIn({ root }: TestProject, file: string): readonly unknown[] {
  const database = new BetterSqlite3(join(root, file), { readonly: true });
  try {
    return database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  } finally {
    database.close();
  }
}

const select = { a1: revision('a1', null, "op.execute('SELECT 1')") };

describe('the URL may come from anywhere', () => {
  const env = (line: string, more = '') =>
    `import os\nfrom alembic import context\nimport sqlalchemy as sa\n${more}\nengine = ${line}\nwith engine.connect() as connection:\n    context.configure(connection=connection)\n    with context.begin_transaction():\n        context.run_migrations()\n`;

  test.each([
    {
      line: "sa.create_engine('mysql+pymysql://root:pw@db.prod/shop', pool_recycle=3600, pool_size=5)",
      asked: 'mysql+pymysql://root:***@db.prod/shop',
    },
    {
      line: "sa.create_engine('sqlite:////srv/app.db', connect_args={'check_same_thread': False}, poolclass=sa.pool.StaticPool)",
      asked: 'sqlite:////srv/app.db',
    },
    { line: "sa.create_engine('postgresql://', creator=lambda: 1 / 0)", asked: 'postgresql://' },
    { line: "sa.create_engine(os.environ.get('NOT_SET'))", asked: 'None' },
    { line: "sa.create_engine('postgresql://None:None@None:None/None')", asked: 'something that is no database URL' },
  ])('$asked', async ({ line, asked }) => {
    using project = alembicProject({ env: env(line), revisions: select });
    for (const target of [await postgresTarget(server), project.sqlite()]) {
      await using mover = await open(project, target);
      const step = await mover.upgrade('a1', traced);
      expect(step).toMatchObject({ outcome: 'ok', bodies: 1 });
      expect(step.notes.map(({ what }) => what).join()).toContain(asked);
      expect(project.line(step.notes[0]?.at ?? null)).toContain('engine =');
      expect((await mover.downgrade('a1', traced)).notes).toEqual([]);
    }
  });

  test('DATABASE_URL, templates and pass-env reach the code; nothing of the gate’s own does', async () => {
    const check =
      "assert os.environ['SHOWN'] == 'yes' and os.environ['DB'].endswith('/scratch.db')\nassert 'GITHUB_TOKEN' not in os.environ and 'PGPASSWORD' not in os.environ";
    using project = alembicProject({
      env: env("sa.create_engine(os.environ['DATABASE_URL'])", check),
      revisions: select,
    });
    await using mover = await open(project, project.sqlite(), {
      project: { env: { DB: '{path}' }, passEnv: ['SHOWN'] },
      environment: { SHOWN: 'yes', GITHUB_TOKEN: 'secret', PGPASSWORD: 'secret' },
    });
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', notes: [] });
  });

  test('what the engine was asked to be survives the redirect', async () => {
    const line =
      "sa.create_engine('postgresql://u:p@db.prod/app?options=-csearch_path%3Dapp', isolation_level='SERIALIZABLE')";
    const check =
      "assert connection.exec_driver_sql('SHOW search_path').scalar() == 'app'\n    assert connection.exec_driver_sql('SHOW transaction_isolation').scalar() == 'serializable'\n    assert connection.exec_driver_sql('SHOW application_name').scalar() == 'migration-gate-test'\n    connection.rollback()\n    context.configure";
    using project = alembicProject({
      env: env(line).replace('context.configure', check),
      revisions: { a1: revision('a1', null, 'pass') },
    });
    const target = await postgresTarget(server);
    await server.query(target.database, 'CREATE SCHEMA app');
    await using mover = await open(project, target);
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok' });
    expect(await server.query(target.database, 'SELECT version_num FROM app.alembic_version')).toEqual([
      { version_num: 'a1' },
    ]);
  });

  test('variables of libpq that lead elsewhere have no say, those of the session do', async () => {
    const check =
      "os.environ.update(PGHOSTADDR='127.0.0.9', PGSERVICE='none', PGSSLMODE='require', PGOPTIONS='-c search_path=app')";
    using project = alembicProject({
      env: env("sa.create_engine('postgresql+psycopg2://')", check),
      revisions: {
        a1: revision('a1', null, "assert op.get_bind().exec_driver_sql('SHOW search_path').scalar() == 'app'"),
      },
    });
    const target = await postgresTarget(server);
    await server.query(target.database, 'CREATE SCHEMA app');
    await using mover = await open(project, target);
    expect((await mover.upgrade('a1', traced)).failure).toBeNull();
  });

  test('several databases in one run are told apart, a version table that two runs share is refused', async () => {
    const loop = (items: string, url: string) =>
      `from alembic import context\nimport sqlalchemy as sa\nfor name in ${items}:\n    with sa.create_engine(${url}).connect() as connection:\n        context.configure(connection=connection, version_table='version_' + name)\n        with context.begin_transaction():\n            context.run_migrations()\n`;
    using several = alembicProject({ revisions: select, env: loop("('one', 'two')", "'postgresql://h/' + name") });
    const others = new Map([['postgresql://h/two', { engine: 'sqlite', path: join(several.root, 'two.db') } as const]]);
    await using both = await open(several, several.sqlite(), { others });
    expect(both.databases).toEqual(['postgresql://h/one', 'postgresql://h/two']);
    expect(await both.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', bodies: 2, contexts: 2, unknowns: [] });
    expect(tablesIn(several, 'scratch.db')).toEqual(['version_one']);
    expect(tablesIn(several, 'two.db')).toEqual(['version_two']);

    const shared = loop("('one', 'two')", "'postgresql+psycopg2://me:secret@h/app'").replace(
      "'version_' + name",
      "'v'",
    );
    expect(await openingFailure({ revisions: select, env: shared })).toMatchObject({
      code: 'unsupported',
      message:
        'alembic.ini: env.py runs migrations 2 times, and more than once on the same version table of the same database (postgresql://h/app), so they cannot be told apart',
    });
    using project = alembicProject({ env: loop("('one', 'two')", "'postgresql://h/app'"), revisions: select });
    await using mover = await open(project, project.sqlite());
    const step = await mover.upgrade('a1', traced);
    expect(step.bodies).toBe(2);
    expect(step.versionTables.map(({ table }) => table)).toEqual(['version_one', 'version_two']);
  });

  test('an async engine on SQLite without aiosqlite says what to install', async () => {
    const hidden = 'import sys\nsys.modules["aiosqlite"] = None\n';
    const asynchronous = `${hidden}from sqlalchemy.ext.asyncio import create_async_engine\ncreate_async_engine('postgresql+asyncpg://h/d')\n`;
    const error = await openingFailure({ revisions: select, env: asynchronous });
    expect(error).toMatchObject({ code: 'tool-missing', hint: expect.stringContaining('pip install aiosqlite') });
  });
});
