import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { type ScratchPostgres, startPostgres } from '../integration/support/scratch-postgres.ts';
import { type GateRun, gate } from '../support/gate-command.ts';
import { type Proposal, proposal } from '../support/proposal.ts';
import { revisionFile } from '../support/shop.ts';

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const check = ({ folder }: Proposal, engines = 'postgres,sqlite'): Promise<GateRun> => {
  const { user, password, port } = server;
  const url = `postgresql://${user}:${password}@127.0.0.1:${port}/postgres`;
  return gate(['check', '--base', 'main', '--engines', engines, '--postgres', url], { cwd: folder });
};

const said = (report: Report | null) =>
  report?.findings.map(({ check, revision, engines, line, what }) => [
    `${check} ${revision} ${engines.join(',')} line ${line}`,
    what.split('\n', 1)[0],
  ]);
const unknown = (report: Report | null) => report?.unknowns.map(({ what, why }) => [what, why]);

/** What `fileConfig` of Alembic's templates wants to find. */
const logging = [
  '[loggers]\nkeys = root\n[handlers]\nkeys = console\n[formatters]\nkeys = plain',
  '[logger_root]\nlevel = WARNING\nhandlers = console',
  '[handler_console]\nclass = StreamHandler\nargs = (sys.stderr,)\n[formatter_plain]\nformat = %(message)s\n',
].join('\n');

describe('several databases in one run', () => {
  const ini = (first: string, second: string) =>
    `[alembic]\nscript_location = migrations\ndatabases = users, analytics\n[users]\nsqlalchemy.url = ${first}\n[analytics]\nsqlalchemy.url = ${second}\n${logging}`;
  const one = 'postgresql://app:secret@db.prod/shop';
  const other = 'postgresql://app:secret@db.prod/analytics';
  /** Each database has a function of its own, as the template's script.py.mako writes it. */
  const revision = (id: string, parent: string | null, bodies: Readonly<Record<string, string>>) =>
    `import sqlalchemy as sa\nfrom alembic import op\nrevision = "${id}"\ndown_revision = ${parent && `"${parent}"`}\n${[
      'upgrade',
      'downgrade',
    ]
      .map((way) => `def ${way}(engine_name): globals()[f"${way}_{engine_name}"]()\n`)
      .join('')}${Object.entries(bodies)
      .map(([name, body]) => `def ${name}(): ${body}\n`)
      .join('')}`.replaceAll('= null', '= None');
  const table = (name: string) => `op.create_table("${name}", sa.Column("id", sa.Integer, primary_key=True))`;
  const drop = (name: string) => `op.drop_table("${name}")`;
  const good = {
    upgrade_users: table('orders'),
    downgrade_users: drop('orders'),
    upgrade_analytics: table('orders'),
    downgrade_analytics: drop('orders'),
  };
  const base: Readonly<Record<string, string>> = {
    'migrations/versions/a1.py': revision('a1', null, {
      upgrade_users: table('users'),
      downgrade_users: drop('users'),
      upgrade_analytics: table('events'),
      downgrade_analytics: drop('events'),
    }),
    'alembic.ini': ini(one, other),
  };
  const asynchronous = `import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine

def migrate(connection, name):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations(engine_name=name)

async def main():
    for name in ("users", "analytics"):
        engine = create_async_engine(context.config.get_section(name)["sqlalchemy.url"].replace("postgresql:", "postgresql+asyncpg:"))
        async with engine.connect() as connection:
            await connection.run_sync(migrate, name)
            await connection.commit()
        await engine.dispose()

asyncio.run(main())
`;
  const walk = async (bodies: Readonly<Record<string, string>>, files = base, engines = 'postgres,sqlite') => {
    using project = proposal(files, { 'migrations/versions/b2.py': revision('b2', 'a1', bodies) }, 'multidb');
    return await check(project, engines);
  };

  test.each([
    { way: 'sync', files: base },
    { way: 'async', files: { ...base, 'migrations/env.py': asynchronous } },
  ])('each has a scratch database of its own, and the same table in both is no clash: $way', async ({ files }) => {
    const { code, report } = await walk(good, files);
    expect({ code, findings: said(report), unknowns: unknown(report) }).toEqual({
      code: 0,
      findings: [],
      unknowns: [],
    });
    expect(report?.rollback.map(({ steps }) => steps.map(({ outcome }) => outcome))).toEqual([
      ['ok', 'ok'],
      ['ok', 'ok'],
    ]);
  });

  test('the second one’s downgrade is judged, by the database’s name', async () => {
    const { report } = await walk({ ...good, downgrade_analytics: 'pass' });
    expect(said(report)).toEqual([
      [
        'downgrade-restores-schema b2 postgres,sqlite line 9',
        'After the downgrade, table `orders` in database `analytics` is left behind.',
      ],
    ]);
  });

  test('the second one’s upgrade fails, and the first one’s too is taken back', async () => {
    const { report } = await walk({ ...good, upgrade_analytics: 'op.execute("insert into nowhere values (1)")' });
    expect(said(report)).toEqual([['upgrade-applies b2 postgres,sqlite line 9', 'The upgrade fails at line 9.']]);
    expect(report?.findings[0]?.what).toContain(
      'Postgres (database `analytics`) said: relation "nowhere" does not exist',
    );
  });

  test('the second one is never committed', async () => {
    const forgetful =
      'from alembic import context\nimport sqlalchemy as sa\nfor name in ("users", "analytics"):\n    engine = sa.create_engine(context.config.get_section(name)["sqlalchemy.url"])\n    with engine.connect() as connection:\n        context.configure(connection=connection)\n        context.run_migrations(engine_name=name)\n        if name == "users" or not context.script.get_revision("b2"): connection.commit()\n';
    const { report } = await walk(good, { ...base, 'migrations/env.py': forgetful }, 'postgres');
    expect(report?.verdict).toBe('inconclusive');
    expect(unknown(report)?.[0]?.[1]).toContain(
      'alembic_version in database analytics holds nothing where a1 should be; does env.py commit?',
    );
  });

  test('that cannot be told apart are refused with words', async () => {
    const files = { ...base, 'alembic.ini': ini(one, `${one}?application_name=x`) };
    const { code, report } = await walk(good, files, 'sqlite');
    expect(code).toBe(2);
    expect(report?.error).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(
        'env.py runs migrations 2 times, and more than once on the same version table of the same database (postgresql://db.prod/shop)',
      ),
    });
  });
});

describe('a schema for each tenant', () => {
  const env = (tenants: string) => `from alembic import context
import sqlalchemy as sa
engine = sa.create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    for tenant in ${tenants}:
        connection.execute(sa.text(f'CREATE SCHEMA IF NOT EXISTS "{tenant}"'))
        connection.execute(sa.text(f'SET search_path TO "{tenant}"'))
        connection.commit()
        connection.dialect.default_schema_name = tenant
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
`;
  const table = (name: string) => `op.create_table("${name}", sa.Column("id", sa.Integer, primary_key=True))`;
  const users = revisionFile('a1', null, table('users'), 'op.drop_table("users")');
  const walk = async (tenants: string, orders: string) => {
    const ini = '[alembic]\nscript_location = migrations\nsqlalchemy.url = postgresql://db.prod/app\n';
    using project = proposal(
      { 'alembic.ini': ini, 'migrations/env.py': env(tenants), 'migrations/versions/a1.py': users },
      { 'migrations/versions/b2.py': orders },
    );
    return await check(project, 'postgres');
  };
  const orders = revisionFile('b2', 'a1', table('orders'), 'op.drop_table("orders")');

  test('each is walked, and what one of them keeps is told by its name', async () => {
    const { code, report } = await walk('("acme", "globex")', orders);
    expect({ code, findings: said(report), unknowns: unknown(report) }).toEqual({
      code: 0,
      findings: [],
      unknowns: [],
    });

    const keeps = orders.replace('op.drop_table("orders")', 'op.execute("DROP TABLE IF EXISTS acme.orders")');
    expect(said((await walk('("acme", "globex")', keeps)).report)).toEqual([
      ['downgrade-restores-schema b2 postgres line 10', 'After the downgrade, table `globex.orders` is left behind.'],
    ]);
  });

  test('one whose version table is left behind is named', async () => {
    const fooled = orders.replace('def upgrade():\n', 'def upgrade():\n    op.execute("SET search_path TO globex")\n');
    const { report } = await walk('("acme", "globex")', fooled);
    expect(said(report)?.[0]).toEqual([
      'version-moves b2 postgres line 9',
      'The upgrade reports success, but `acme.alembic_version` then holds `a1`; it should hold `b2`.',
    ]);
    expect(unknown(report)?.[0]?.[0]).toBe(
      'the upgrade of b2 on Postgres ran for 1 of 2 databases or schemas that env.py migrates',
    );
  });

  test('of which there is none yet is never a pass, and points to a way out', async () => {
    const { code, report } = await walk('()', orders);
    expect({ code, verdict: report?.verdict, findings: said(report) }).toEqual({
      code: 1,
      verdict: 'inconclusive',
      findings: [],
    });
    expect(unknown(report)).toEqual([
      [
        'b2 was not walked on Postgres',
        'the base does not apply to an empty database: env.py ended well and ran no migrations. If it loops over schemas or tenants, an empty database has none: `setup` of the project in migration-gate.yml names SQL that puts some in first. If it serves `alembic upgrade --sql` alone, it needs a branch that connects, for migrations are walked on real databases',
      ],
    ]);
  });
});

describe('two projects that share one database', () => {
  const env = (table: string) => `from alembic import context
import sqlalchemy as sa
with sa.create_engine("postgresql://db.prod/app").connect() as connection:
    context.configure(connection=connection, version_table="${table}")
    with context.begin_transaction():
        context.run_migrations()
`;
  const table = (name: string, more = '') =>
    `op.create_table("${name}", sa.Column("id", sa.Integer, primary_key=True)${more})`;
  const base = {
    'alembic.ini': '[alembic]\nscript_location = shop/migrations\n[stock]\nscript_location = stock/migrations\n',
    'billing/alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
    'shop/migrations/env.py': env('alembic_version'),
    'shop/migrations/versions/a1.py': revisionFile('a1', null, table('users'), 'op.drop_table("users")'),
    'stock/migrations/env.py': env('stock_versions'),
    'stock/migrations/versions/s1.py': revisionFile('s1', null, table('items'), 'op.drop_table("items")'),
    'billing/migrations/env.py': env('billing_versions'),
    'billing/migrations/versions/b1.py': revisionFile('b1', null, table('bills'), 'op.drop_table("bills")'),
  };
  const more = (id: string, parent: string, name: string, column = '') =>
    revisionFile(id, parent, table(name, column), `op.drop_table("${name}")`);

  test('by sections of one ini or by several: each is walked with its own version table', async () => {
    using project = proposal(base, {
      'shop/migrations/versions/a2.py': more('a2', 'a1', 'orders'),
      'stock/migrations/versions/s2.py': more('s2', 's1', 'shelves'),
      'billing/migrations/versions/b2.py': more('b2', 'b1', 'taxes'),
    });
    const { report } = await check(project);
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [], unknowns: [] });
    expect(report?.walks.map(({ project, revision, engine }) => `${project} ${revision} ${engine}`).sort()).toEqual(
      ['alembic.ini a2', 'alembic.ini:stock s2', 'billing/alembic.ini b2'].flatMap((one) => [
        `${one} postgres`,
        `${one} sqlite`,
      ]),
    );
  });

  test('and refer to each other’s tables: what is missing is told with the way out', async () => {
    const foreign = 'op.execute("CREATE TABLE taxes (id integer PRIMARY KEY, user_id integer REFERENCES users (id))")';
    using head = proposal(base, {
      'billing/migrations/versions/b2.py': revisionFile('b2', 'b1', foreign, 'op.drop_table("taxes")'),
    });
    const { report } = await check(head, 'postgres');
    expect(said(report)?.map(([where]) => where)).toEqual(['upgrade-applies b2 postgres line 10']);
    const wayOut = 'name the SQL that does in migration-gate.yml: `setup` where another project';
    expect(report?.findings[0]?.fix).toContain(wayOut);

    using standing = proposal(
      { ...base, 'billing/migrations/versions/b1.py': revisionFile('b1', null, foreign.replace('taxes', 'bills')) },
      { 'billing/migrations/versions/b2.py': more('b2', 'b1', 'taxes') },
    );
    expect(unknown((await check(standing, 'postgres')).report)).toEqual([
      [
        'b2 was not walked on Postgres',
        expect.stringMatching(
          /^revision b1 does not apply to an empty database: relation "users" does not exist \(42P01\)\. If no revision makes it/,
        ),
      ],
    ]);
  });
});
