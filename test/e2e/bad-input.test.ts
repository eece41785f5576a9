import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { harmless, inert } from '../../src/reporters/harmless.ts';
import { options, postgresTarget, type TestOptions } from '../fixtures/postgres/servers.ts';
import { type GateRun, gate } from '../support/gate-command.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const file = `${versions}/0003_notes.py`;
const table = 'op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True))';
const untable = 'op.drop_table("notes")';
const propose = (shop: Shop, content: string | Buffer, path = file): void => {
  mkdirSync(dirname(join(shop.folder, path)), { recursive: true });
  writeFileSync(join(shop.folder, path), content);
  shop.commit('proposal');
};
const revision = (upgrade: string, downgrade = 'pass', id = '0003') => revisionFile(id, '0002', upgrade, downgrade);
const broken = revision('op.execute("SELECT nothing")');
const link = (shop: Shop, to: string, path: string): void => symlinkSync(to, join(shop.folder, versions, path));

/** What the report says in one text: findings with severity and line, what was not learned, what went wrong. */
const saidOf = ({ report }: GateRun): string =>
  [
    ...(report?.findings.map(
      ({ check, severity, line, what, fix }) => `${check} ${severity} ${line}: ${what} ${fix}`,
    ) ?? []),
    ...(report?.unknowns.map(({ what, why }) => `${what}: ${why}`) ?? []),
    report?.error ? `${report.error.code}: ${report.error.message}` : '',
  ].join('\n');

type Case = readonly [what: string, propose: (shop: Shop) => void, verdict: string, words: RegExp];

describe('files of any shape, on SQLite', () => {
  const cases: readonly Case[] = [
    [
      'an id with spaces and double quotes is an id',
      (shop) => propose(shop, revision(table, untable).replace('revision = "0003"', `revision = 'a "b" c'`)),
      'pass',
      /^$/,
    ],
    [
      'an id with a quote is refused, for Alembic does not quote it',
      (shop) => propose(shop, revision(table, untable, "it's")),
      'fail',
      /history-unbroken error 5: The id `it's` holds `'`/,
    ],
    [
      'an id with a character that Alembic refuses',
      (shop) => propose(shop, revision(table, untable, 'a@b')),
      'fail',
      /history-unbroken error 5: The id `a@b` holds `@`/,
    ],
    [
      'latin-1 with a coding cookie is read as Python reads it',
      (shop) =>
        propose(
          shop,
          Buffer.from(`# -*- coding: latin-1 -*-\n${revision('op.execute("SELECT caf\u00e9")')}`, 'latin1'),
        ),
      'fail',
      /upgrade-applies error 11: .*\n.*caf\u00e9/,
    ],
    [
      'latin-1 without one is no Python',
      (shop) => propose(shop, Buffer.from(revision('op.execute("SELECT caf\u00e9")'), 'latin1')),
      'inconclusive',
      /bad-project: .*versions\/0003_notes\.py:10: SyntaxError: .*'utf-8' codec can't decode/,
    ],
    [
      'CRLF keeps the lines',
      (shop) => propose(shop, broken.replaceAll('\n', '\r\n')),
      'fail',
      /upgrade-applies error 10:/,
    ],
    [
      'a byte order mark keeps the lines',
      (shop) => propose(shop, `\ufeff${broken}`),
      'fail',
      /upgrade-applies error 10:/,
    ],
    [
      'a link to a file is that file',
      (shop) => {
        link(shop, '../../shared/notes.py', '0003_notes.py');
        propose(shop, broken, 'shared/notes.py');
      },
      'fail',
      /upgrade-applies error 10: .*shared\/notes\.py/,
    ],
    [
      'a merged link is no new revision',
      (shop) => {
        shop.git('switch', '--quiet', 'main');
        link(shop, '../../shared/0003.py', '0003_shared.py');
        propose(shop, revision('op.execute("SELECT 1")'), 'shared/0003.py');
        shop.git('switch', '--quiet', '--create', 'next');
        propose(shop, revisionFile('0004', '0003', table, untable), `${versions}/0004.py`);
      },
      'pass',
      /^$/,
    ],
    [
      'a link that leads nowhere stops Alembic, so it is no pass',
      (shop) => {
        link(shop, 'nowhere.py', '0003_notes.py');
        shop.commit('link');
      },
      'fail',
      /history-unbroken error null: 0003_notes\.py is a link that leads to no file/,
    ],
    [
      'so do links in a circle',
      (shop) => {
        link(shop, 'b.py', 'a.py');
        link(shop, 'a.py', 'b.py');
        propose(shop, notes);
      },
      'fail',
      /history-unbroken error null: a\.py is a link that leads to no file/,
    ],
    [
      'a version folder that is a link',
      (shop) => {
        renameSync(join(shop.folder, versions), join(shop.folder, 'real'));
        symlinkSync('../real', join(shop.folder, versions));
        propose(shop, notes, 'real/0003_notes.py');
      },
      'pass',
      /^$/,
    ],
    [
      '20,000 lines',
      (shop) => propose(shop, revision(`${'x = 1\n'.repeat(20_000)}op.execute("SELECT nothing")`)),
      'fail',
      /upgrade-applies error 20010:/,
    ],
    [
      'names with line ends, escape sequences and marks that turn the direction of writing',
      (shop) =>
        propose(shop, revision('op.create_table("a\\nb \\u202e\\x1b[31m::error::🎉", sa.Column("id", sa.Integer))')),
      'fail',
      /downgrade-exists error/,
    ],
  ];
  test.each(cases)('%s', async (_, prepare, verdict, words) => {
    using shop = openShop();
    prepare(shop);
    const run = await gate(['check', '--engines', 'sqlite'], { cwd: shop.folder });
    expect({ verdict: run.report?.verdict, said: saidOf(run) }).toEqual({
      verdict,
      said: expect.stringMatching(words),
    });
    const shown = run.stdout + run.stderr;
    expect(inert(harmless(shown))).toBe(shown);
  });
});

describe('revisions that do as they like, on Postgres', () => {
  let surroundings: TestOptions;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    surroundings = await options();
    server = await postgres.start(surroundings);
    const { host, port, user, password } = postgresTarget(await server.createDatabase('users'));
    url = `postgresql://${user}:${password}@${host}:${port}/postgres`;
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await surroundings[Symbol.asyncDispose]();
  });

  const toDatabase = (change: string) =>
    `op.execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I ${change}', current_database()); END $$")`;
  const cases: readonly Case[] = [
    [
      'an id of 33 characters',
      (shop) => propose(shop, revision(table, untable, 'a'.repeat(33))),
      'fail',
      /history-unbroken error 5: The id `a{33}` has 33 characters/,
    ],
    [
      'names of 63 bytes, and one that is cut to them',
      (shop) =>
        propose(
          shop,
          revision(
            `op.create_table("${'é'.repeat(31)}", sa.Column("🎉", sa.Integer))\nop.execute("CREATE TABLE ${'x'.repeat(64)} (id int)")`,
            `op.drop_table("${'x'.repeat(63)}")\nop.drop_table("${'é'.repeat(31)}")`,
          ),
        ),
      'pass',
      /^$/,
    ],
    [
      'a commit in the middle, and then a failure',
      (shop) =>
        propose(
          shop,
          revision('op.execute("CREATE TABLE a (id int)")\nop.execute("COMMIT")\nop.execute("SELECT nothing")'),
        ),
      'fail',
      /upgrade-applies error 12: .*\n.*column "nothing" does not exist/,
    ],
    [
      'a lock that never comes: who holds it',
      (shop) =>
        propose(
          shop,
          revision(
            'other = sa.create_engine(op.get_bind().engine.url).connect()\nother.execute(sa.text("LOCK TABLE customers"))\nop.execute("ALTER TABLE customers ADD COLUMN z int")',
          ),
        ),
      'inconclusive',
      /the time limit of 8 s passed in revision 0003: it waited for ACCESS EXCLUSIVE on public\.customers, held up by another session of its own \(idle in transaction; last statement: LOCK TABLE customers\)/,
    ],
    [
      'SET search_path hides the version table from Alembic itself',
      (shop) =>
        propose(
          shop,
          revision(
            'op.execute("CREATE SCHEMA app")\nop.execute("SET search_path TO app")',
            'op.execute("DROP SCHEMA app")',
          ),
        ),
      'fail',
      /upgrade-applies error .*\n.*relation "alembic_version" does not exist/,
    ],
    [
      'the database gets a search path that hides the catalog, and the gate sees what there is',
      (shop) =>
        propose(
          shop,
          revision(
            `op.execute("CREATE SCHEMA app")\nop.execute("CREATE TABLE app.pg_class (relname text)")\n${toDatabase('SET search_path TO app, pg_catalog, public')}`,
            `${toDatabase('RESET search_path')}\nop.execute("DROP SCHEMA app CASCADE")`,
          ),
        ),
      'pass',
      /^$/,
    ],
    [
      'the database gets settings that would stop the gate, and they do not',
      (shop) =>
        propose(
          shop,
          revision(
            `${toDatabase('SET default_transaction_read_only TO on')}\n${toDatabase("SET statement_timeout TO ''1ms''")}`.replaceAll(
              "''1ms''",
              '1',
            ),
            'op.execute("SELECT 1")',
          ),
        ),
      'fail',
      /downgrade-applies error .*\n.*(read-only transaction|statement timeout)/,
    ],
    [
      'a setting of the database that the downgrade leaves: how to take it back',
      (shop) => propose(shop, revision(toDatabase('SET work_mem TO 1024'), 'op.execute("SELECT 1")')),
      'fail',
      /database setting `work_mem` is left behind.*ALTER DATABASE … RESET work_mem/s,
    ],
  ];
  test.each(cases)('%s', async (_, prepare, verdict, words) => {
    using shop = openShop();
    prepare(shop);
    const args = ['check', '--engines', 'postgres', '--postgres', url, '--timeout', '8s'];
    const run = await gate(args, { cwd: shop.folder });
    expect({ verdict: run.report?.verdict, said: saidOf(run) }).toEqual({
      verdict,
      said: expect.stringMatching(words),
    });
  });
});
