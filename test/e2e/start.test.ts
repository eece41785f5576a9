import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';
import { openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const onSqlite = ['check', '--engines', 'sqlite'];
const onPostgres = ['check', '--engines', 'postgres', '--postgres', 'embedded'];

const steps = (report: Report | null) =>
  report?.walks.flatMap(({ revision, steps }) => steps.map((step) => `${revision} ${step.movement} ${step.outcome}`));
const wentWell = (revision: string) => ['upgrade', 'downgrade', 're-upgrade'].map((step) => `${revision} ${step} ok`);

/** What `pg_dump` 17 writes of a shop that was there before Alembic, with a function, rows and a psql command. */
const dump = `--
-- PostgreSQL database dump
--

\\restrict Ab3dEfGh

SET statement_timeout = 0;
SET transaction_timeout = 0;
SET a_setting_of_postgres_99 = 0;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;

CREATE FUNCTION public.orders_of(customer integer) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT CASE WHEN (customer > 0) THEN (1)::bigint ELSE (0)::bigint END AS "case";
END;

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  -- ; 'not the end
  RETURN NEW;
END;
$_$;

CREATE TABLE public.clients (
    id integer NOT NULL,
    name text DEFAULT 'it''s; a name'::text /* a ; /* nested */ ; comment */
);

COPY public.clients (id, name) FROM stdin;
1	Ann; "O'Neil"
2	\\N
\\.

ALTER TABLE ONLY public.clients ADD CONSTRAINT clients_pkey PRIMARY KEY (id);

\\unrestrict Ab3dEfGh
`;

const shell = `PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE clients (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO clients VALUES(1,'Ann; O''Neil');
CREATE TABLE log (text TEXT);
CREATE TRIGGER shorten AFTER INSERT ON log BEGIN
  UPDATE log SET text = CASE WHEN 1 THEN 'x;' END;
  SELECT 1;
END;
COMMIT;
`;

const start = '{ schema: db/legacy.sql, at: "0001" }';
const configuration = (start: string) => `projects:\n  - config: alembic.ini\n    start: ${start}\n`;

/** A history that was stamped at \`0001\` on a schema that no revision made, and a proposal on top of it. */
function legacyShop(schema: Readonly<Record<string, string>>, start: string, proposal = alter('0003', '0002')): Shop {
  const shop = openShop();
  shop.git('switch', '--quiet', 'main');
  shop.commit('a legacy', {
    [`${versions}/0001_customers.py`]: null,
    [`${versions}/0002_orders.py`]: null,
    [`${versions}/0001_stamped.py`]: revisionFile('0001', null, 'pass'),
    [`${versions}/0002_tax.py`]: alter('0002', '0001', 'tax'),
    'migration-gate.yml': configuration(start),
    ...schema,
  });
  shop.git('switch', '--quiet', 'proposal');
  shop.git('merge', '--quiet', 'main');
  shop.commit('phone', { [`${versions}/0003_phone.py`]: proposal });
  return shop;
}

const alter = (id: string, parent: string | null, column = 'phone') =>
  revisionFile(
    id,
    parent,
    `op.add_column("clients", sa.Column("${column}", sa.Text))`,
    `with op.batch_alter_table("clients") as batch:\n    batch.drop_column("${column}")`,
  );

const check = async (shop: Shop, args: readonly string[] = onSqlite) => (await gate(args, { cwd: shop.folder })).report;

describe('a history that begins on a legacy schema', () => {
  test('of Postgres, as pg_dump writes it', async () => {
    using shop = legacyShop({ 'db/legacy.sql': dump }, start);
    const report = await check(shop, onPostgres);
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [], unknowns: [] });
    expect(steps(report)).toEqual(wentWell('0003'));
  });

  test('of SQLite, as its shell writes it, in a file for this engine', async () => {
    using shop = legacyShop(
      { 'db/legacy.sql': 'no SQL at all', 'db/sqlite.sql': shell },
      '{ schema: { postgres: db/legacy.sql, sqlite: db/sqlite.sql }, at: "0001" }',
    );
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [], unknowns: [] });
    expect(steps(report)).toEqual(wentWell('0003'));
  });

  test('is not walked where the schema stands for it: --all says so of those, and walks the others', async () => {
    using shop = legacyShop({ 'db/legacy.sql': shell }, start);
    const report = await check(shop, [...onSqlite, '--all']);
    expect(steps(report)).toEqual([...wentWell('0002'), ...wentWell('0003')]);
    expect(report).toMatchObject({
      verdict: 'pass',
      unknowns: [
        {
          what: '0001 was not walked on SQLite',
          why: '`start` says that db/legacy.sql holds what it does',
          decisive: false,
        },
      ],
    });
  });

  test.each([
    ['asked for by itself', ['--revision', '0001'], 'inconclusive', {}],
    ['edited', [], 'fail', { [`${versions}/0001_stamped.py`]: alter('0001', null, 'age') }],
  ])('a revision that the schema stands for is no silent pass when it is %s', async (_, args, verdict, edit) => {
    using shop = legacyShop({ 'db/legacy.sql': shell }, start);
    shop.commit('edit', edit);
    const report = await check(shop, [...onSqlite, ...args]);
    expect(report?.unknowns).toContainEqual(
      expect.objectContaining({ what: '0001 was not walked on SQLite', decisive: true }),
    );
    expect(report?.verdict).toBe(verdict);
  });

  test('with a second, independent base beside it', async () => {
    using shop = legacyShop({ 'db/legacy.sql': shell }, start);
    shop.commit('reports', {
      [`${versions}/r1.py`]: `${revisionFile('r1', null, 'op.execute("CREATE TABLE reports AS SELECT name FROM clients")', 'op.drop_table("reports")')}branch_labels = ("reports",)\n`,
      'migration-gate.yml': `${configuration(start)}    heads: { reports: 1 }\n`,
    });
    const report = await check(shop);
    expect(steps(report)).toEqual([...wentWell('r1'), ...wentWell('0003')]);
  });

  test('that was squashed: the new history begins with nothing, the old one with its schema', async () => {
    using shop = legacyShop({ 'db/legacy.sql': shell }, start);
    shop.commit('squash', {
      [`${versions}/0001_stamped.py`]: null,
      [`${versions}/0002_tax.py`]: null,
      [`${versions}/0003_phone.py`]: null,
      [`${versions}/1000_all.py`]: revisionFile(
        '1000',
        null,
        [
          'op.execute("CREATE TABLE clients (id INTEGER PRIMARY KEY, name TEXT, tax TEXT)")',
          'op.execute("CREATE TABLE log (text TEXT)")',
          `op.execute("CREATE TRIGGER shorten AFTER INSERT ON log BEGIN UPDATE log SET text = CASE WHEN 1 THEN 'x;' END; SELECT 1; END")`,
        ].join('\n'),
        'op.drop_table("log")\nop.drop_table("clients")',
      ),
    });
    const report = await check(shop);
    expect(report?.findings.map(({ check, severity }) => `${check} ${severity}`)).toEqual([
      'merged-revisions-unchanged notice',
    ]);
    expect(report?.verdict).toBe('pass');
  });
});

describe('a start that cannot be', () => {
  const legacy = { 'db/legacy.sql': shell };
  const broken = (line: string) => ({ 'db/legacy.sql': `${shell}${line}\n` });

  test.each([
    [
      'a file that is not there',
      { 'db/other.sql': '' },
      start,
      'bad-config',
      /^projects: start\.schema: db\/legacy\.sql cannot be read: ENOENT/,
    ],
    [
      'an unknown revision',
      legacy,
      '{ schema: db/legacy.sql, at: abc }',
      'bad-config',
      /start\.at: abc is no revision, or several begin with it/,
    ],
    [
      'several revisions that begin alike',
      legacy,
      '{ schema: db/legacy.sql, at: "000" }',
      'bad-config',
      /start\.at: 000 is no revision, or several begin with it/,
    ],
    [
      'a revision that is new itself',
      legacy,
      '{ schema: db/legacy.sql, at: "0003" }',
      'bad-config',
      /start\.at: 0003 is not an ancestor of what the base holds: it is new/,
    ],
    [
      'SQL that fails',
      broken('\nINSERT INTO nowhere VALUES (1);'),
      start,
      'setup-failed',
      /^db\/legacy\.sql:12: no such table: nowhere \(SQLITE_ERROR\)$/,
    ],
    [
      'a command of the shell',
      broken('.read other.sql'),
      start,
      'setup-failed',
      /^db\/legacy\.sql:11: \.read is a command of the sqlite3 shell; only SQL is run here$/,
    ],
    [
      'a transaction without end',
      broken('BEGIN;'),
      start,
      'setup-failed',
      /^db\/legacy\.sql: it ends inside of a transaction/,
    ],
  ])('%s', async (_, schema, begin, code, message) => {
    using shop = legacyShop(schema, begin);
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'inconclusive', error: { code, message: expect.stringMatching(message) } });
    expect(report?.error?.hint).not.toBe('');
  });

  test('a schema that does not go with the revisions behind it', async () => {
    using shop = legacyShop({ 'db/legacy.sql': 'CREATE TABLE other (id INTEGER);' }, start);
    const report = await check(shop);
    expect(report?.unknowns).toMatchObject([
      {
        what: '0003 was not walked on SQLite',
        why: expect.stringContaining('does not apply to the schema of db/legacy.sql: no such table: clients'),
        decisive: true,
      },
    ]);
    expect(report?.verdict).toBe('inconclusive');
  });
});
