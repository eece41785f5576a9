import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { type ScratchPostgres, startPostgres } from '../integration/support/scratch-postgres.ts';
import { gate } from '../support/gate-command.ts';
import { openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

/** Stands for a server of the user's. */
let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const url = (user = server.user, password = server.password) =>
  `postgresql://${user}:${password}@127.0.0.1:${server.port}/postgres`;

async function check(shop: Shop, ...args: readonly string[]): Promise<Report | null> {
  const { report } = await gate(['check', '--engines', 'postgres', '--postgres', url(), ...args], {
    cwd: shop.folder,
  });
  return report;
}

const names = async (sql: string) => (await server.query('postgres', sql)).map(({ name }) => name);
const roles = () => names("SELECT rolname AS name FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1");
const databases = () => names('SELECT datname AS name FROM pg_database ORDER BY 1');

const propose = (
  shop: Shop,
  configuration: string,
  upgrade: string,
  downgrade = 'pass',
  files: Readonly<Record<string, string>> = {},
) =>
  shop.commit('proposal', {
    [`${versions}/0003_new.py`]: revisionFile('0003', '0002', upgrade, downgrade),
    'migration-gate.yml': configuration,
    ...files,
  });

const steps = (report: Report | null) =>
  report?.walks.flatMap(({ revision, steps }) => steps.map((step) => `${revision} ${step.movement} ${step.outcome}`));
const wentWell = ['0003 upgrade ok', '0003 downgrade ok', '0003 re-upgrade ok'];

describe('what a server must have', () => {
  test('is made by setup files, first those of the server, then those of the project', async () => {
    using shop = openShop();
    propose(
      shop,
      'engines: { postgres: { setup: db/roles.sql, extensions: [citext] } }\nprojects: [{ config: alembic.ini, setup: [db/schema.sql] }]\n',
      'op.execute("CREATE TABLE audit.entries (id integer, who citext)")\nop.execute("GRANT SELECT ON audit.entries TO shop_reader")',
      'op.execute("DROP TABLE audit.entries")',
      {
        'db/roles.sql': `CREATE ROLE shop_reader;\nCREATE ROLE ${server.user};\n`,
        'db/schema.sql': '\\set ON_ERROR_STOP on\nCREATE SCHEMA audit;\nGRANT USAGE ON SCHEMA audit TO shop_reader;\n',
      },
    );
    const before = await roles();
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [] });
    expect(steps(report)).toEqual(wentWell);
    expect(await roles()).toEqual(before);
  });

  test.each([
    [
      'a file that is not there',
      'setup: db/nowhere.sql',
      '',
      'bad-config',
      /^engines\.postgres\.setup: db\/nowhere\.sql cannot be read/,
    ],
    [
      'a role that is not there',
      'setup: db/setup.sql',
      'CREATE SCHEMA a;\n\nGRANT USAGE\n  ON SCHEMA a TO nobody_knows;',
      'setup-failed',
      /^db\/setup\.sql:3: role "nobody_knows" does not exist \(42704\)$/,
    ],
    [
      'bad syntax',
      'setup: db/setup.sql',
      'CREATE SCHEMA a;\nCREATE TABLE a.b (\n  id wrong wrong);',
      'setup-failed',
      /^db\/setup\.sql:3: syntax error .* \(42601\)$/,
    ],
    [
      'rows that do not fit',
      'setup: db/setup.sql',
      'CREATE TABLE a (id integer);\nCOPY a FROM stdin;\n1\nx\n\\.\n',
      'setup-failed',
      /^db\/setup\.sql:2: invalid input syntax for type integer: "x" \(COPY a, line 2, column id: "x"\) \(22P02\)$/,
    ],
    [
      'another database',
      'setup: db/setup.sql',
      '\n\\connect other\n',
      'setup-failed',
      /^db\/setup\.sql:2: \\connect is not followed: it goes to another database/,
    ],
    [
      'a file within',
      'setup: db/setup.sql',
      '\\ir roles.sql\n',
      'setup-failed',
      /^db\/setup\.sql:1: \\ir is not followed: a command of psql; only SQL is run here$/,
    ],
    [
      'a transaction without end',
      'setup: db/setup.sql',
      'BEGIN;\nCREATE SCHEMA a;',
      'setup-failed',
      /^db\/setup\.sql: it ends inside of a transaction/,
    ],
    [
      'an extension that is not there',
      'extensions: [postgis]',
      '',
      'setup-failed',
      /^The extension postgis cannot be made: .*(0A000|58P01)/,
    ],
  ])('and cannot be given: %s', async (_, key, sql, code, message) => {
    using shop = openShop();
    propose(shop, `engines: { postgres: { ${key} } }\n`, 'pass', 'pass', { 'db/setup.sql': sql });
    const [rolesBefore, databasesBefore] = [await roles(), await databases()];
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'inconclusive', error: { code, message: expect.stringMatching(message) } });
    expect(report?.error?.hint).not.toBe('');
    expect([await roles(), await databases()]).toEqual([rolesBefore, databasesBefore]);
  });
});

describe('roles, which belong to the whole server', () => {
  const makesRole = 'op.execute("CREATE ROLE shop_teller")\nop.execute("GRANT SELECT ON orders TO shop_teller")';
  const dropsRole = 'op.execute("DROP OWNED BY shop_teller")\nop.execute("DROP ROLE shop_teller")';

  test('that a revision makes and takes away again', async () => {
    using shop = openShop();
    propose(shop, '', makesRole, dropsRole);
    const before = await roles();
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'pass', findings: [] });
    expect(steps(report)).toEqual(wentWell);
    expect(await roles()).toEqual(before);
  });

  test('that the base makes and a revision drops: no copy of the database stands in its way', async () => {
    using shop = openShop();
    shop.git('switch', '--quiet', 'main');
    shop.commit('a role', { [`${versions}/0003_role.py`]: revisionFile('0003', '0002', makesRole, dropsRole) });
    shop.git('switch', '--quiet', 'proposal');
    shop.git('merge', '--quiet', 'main');
    shop.commit('drop it', { [`${versions}/0004_drop.py`]: revisionFile('0004', '0003', dropsRole, makesRole) });
    const before = await roles();
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'pass', findings: [] });
    expect(steps(report)).toEqual(['0004 upgrade ok', '0004 downgrade ok', '0004 re-upgrade ok']);
    expect(await roles()).toEqual(before);
  });

  test('that a downgrade leaves: said as what it does to the second upgrade, and gone afterwards', async () => {
    using shop = openShop();
    propose(shop, '', makesRole, 'op.execute("REVOKE SELECT ON orders FROM shop_teller")');
    shop.commit('more', {
      [`${versions}/0004_more.py`]: revisionFile(
        '0004',
        '0003',
        'op.execute("GRANT DELETE ON orders TO shop_teller")',
        'op.execute("REVOKE DELETE ON orders FROM shop_teller")',
      ),
    });
    const before = await roles();
    const report = await check(shop);
    expect(report?.findings).toMatchObject([{ check: 'upgrade-repeats', revision: '0003' }]);
    expect(report?.findings[0]?.what).toContain('role "shop_teller" already exists');
    expect(steps(report)?.slice(-3)).toEqual(['0004 upgrade ok', '0004 downgrade ok', '0004 re-upgrade ok']);
    expect(await roles()).toEqual(before);
  });

  test('that no statement of ours names are taken for somebody else’s and left alone', async () => {
    using shop = openShop();
    propose(
      shop,
      '',
      `op.execute("DO $$ BEGIN EXECUTE 'CREATE ROLE shop_' || 'apart'; END $$")`,
      `op.execute("DO $$ BEGIN EXECUTE 'DROP ROLE shop_' || 'apart'; END $$")`,
    );
    const before = await roles();
    expect((await check(shop))?.verdict).toBe('pass');
    expect(await roles()).toEqual([...before, 'shop_apart'].sort());
    await server.query('postgres', 'DROP ROLE shop_apart');
  });

  test('of a run that was killed go with the next run', async () => {
    using shop = openShop();
    propose(shop, '', 'op.create_table("a", sa.Column("id", sa.Integer))', 'op.drop_table("a")');
    const before = await roles();
    await server.query('postgres', 'CREATE ROLE left_behind');
    await server.query('postgres', "COMMENT ON ROLE left_behind IS 'made by migration-gate run deadbeef00'");
    await server.query('postgres', 'CREATE ROLE migration_gate_deadbeef00_0_owner');
    expect((await check(shop))?.verdict).toBe('pass');
    expect(await roles()).toEqual(before);
  });
});

describe('run-as-owner', () => {
  const asOwner = 'engines: { postgres: { run-as-owner: true } }\n';

  test('walks as an ordinary role that owns the database', async () => {
    using shop = openShop();
    propose(shop, asOwner, 'op.create_table("notes", sa.Column("id", sa.Integer))', 'op.drop_table("notes")');
    const before = await roles();
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'pass', findings: [] });
    expect(await roles()).toEqual(before);
  });

  test('shows a right that is missing', async () => {
    using shop = openShop();
    propose(shop, asOwner, 'op.execute("CREATE ROLE shop_teller")');
    const report = await check(shop);
    expect(report?.findings).toMatchObject([{ check: 'upgrade-applies', severity: 'error' }]);
    expect(report?.findings[0]?.what).toContain('permission denied');
  });

  test('shows row-level security, which a superuser passes by', async () => {
    const secured = revisionFile(
      '0003',
      '0002',
      [
        'op.execute("ALTER TABLE customers ENABLE ROW LEVEL SECURITY")',
        'op.execute("ALTER TABLE customers FORCE ROW LEVEL SECURITY")',
        'op.execute("CREATE POLICY nobody ON customers USING (false)")',
      ].join('\n'),
      'op.execute("DROP POLICY nobody ON customers")\nop.execute("ALTER TABLE customers NO FORCE ROW LEVEL SECURITY")\nop.execute("ALTER TABLE customers DISABLE ROW LEVEL SECURITY")',
    );
    const inserts = revisionFile(
      '0004',
      '0003',
      'op.execute("INSERT INTO customers (email) VALUES (\'a@example.org\')")',
    );
    const verdicts: unknown[] = [];
    for (const configuration of ['', asOwner]) {
      using shop = openShop();
      shop.git('switch', '--quiet', 'main');
      shop.commit('secured', { [`${versions}/0003_secured.py`]: secured });
      shop.git('switch', '--quiet', 'proposal');
      shop.git('merge', '--quiet', 'main');
      shop.commit('insert', { [`${versions}/0004_insert.py`]: inserts, 'migration-gate.yml': configuration });
      const report = await check(shop);
      verdicts.push(report?.findings.filter(({ check }) => check === 'upgrade-applies').map(({ what }) => what));
    }
    expect(verdicts).toEqual([[], [expect.stringContaining('violates row-level security policy')]]);
  });

  test('applies the schema of start as the owner, to whom setup may give things by pg_database_owner', async () => {
    using shop = openShop();
    shop.git('switch', '--quiet', 'main');
    shop.commit('a legacy', {
      [`${versions}/0001_customers.py`]: null,
      [`${versions}/0002_orders.py`]: null,
      [`${versions}/0001_stamped.py`]: revisionFile('0001', null, 'pass'),
      'db/legacy.sql': 'CREATE TABLE app.clients (id integer);\n',
      'db/schema.sql': 'CREATE SCHEMA app AUTHORIZATION pg_database_owner;\n',
      'migration-gate.yml': `${asOwner}projects: [{ config: alembic.ini, setup: db/schema.sql, start: { schema: db/legacy.sql, at: "0001" } }]\n`,
    });
    shop.git('switch', '--quiet', 'proposal');
    shop.git('merge', '--quiet', 'main');
    shop.commit('proposal', {
      [`${versions}/0002_new.py`]: revisionFile(
        '0002',
        '0001',
        'op.add_column("clients", sa.Column("tax", sa.Integer), schema="app")',
        'op.drop_column("clients", "tax", schema="app")',
      ),
    });
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [] });
  });

  test('on a server whose role may make no roles is refused with words', async () => {
    await server.query('postgres', "CREATE ROLE maker LOGIN CREATEDB PASSWORD 'made'");
    using shop = openShop();
    propose(shop, asOwner, 'pass');
    const { report } = await gate(['check', '--engines', 'postgres', '--postgres', url('maker', 'made')], {
      cwd: shop.folder,
    });
    expect(report?.error).toMatchObject({
      code: 'setup-failed',
      message: expect.stringContaining('run-as-owner needs a role of its own'),
    });
  });

  test('on a server whose role is no superuser', async () => {
    await server.query('postgres', "CREATE ROLE grower LOGIN CREATEDB CREATEROLE PASSWORD 'made'");
    using shop = openShop();
    propose(shop, asOwner, 'op.create_table("notes", sa.Column("id", sa.Integer))', 'op.drop_table("notes")');
    const [before, databasesBefore] = [await roles(), await databases()];
    const { report } = await gate(['check', '--engines', 'postgres', '--postgres', url('grower', 'made')], {
      cwd: shop.folder,
    });
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [] });
    expect([await roles(), await databases()]).toEqual([before, databasesBefore]);
  });
});
