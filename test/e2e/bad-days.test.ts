import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { type GateRun, gate } from '../support/gate-command.ts';
import { childrenOf, leftovers } from '../support/leftovers.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const embedded = ['check', '--postgres', 'embedded', '--postgres-version', '17'];
const file = `${versions}/0003_notes.py`;
const sleeping = revisionFile('0003', '0002', 'time.sleep(60)', 'pass', 'import time');

const said = (report: Report | null) =>
  report?.findings.map(({ check, severity, line }) => `${check} ${severity} ${line}`);
const propose = (shop: Shop, text: string) => shop.commit('proposal', { [file]: text });

/** Runs the gate and, as soon as its progress says something, does something to it. */
async function meanwhile(
  shop: Shop,
  args: readonly string[],
  when: RegExp,
  act: (gatePid: number) => void,
): Promise<GateRun> {
  let acted = false;
  return gate(args, {
    cwd: shop.folder,
    heard: (text, pid) => {
      if (acted || !when.test(text)) return;
      acted = true;
      setTimeout(() => act(pid), 700);
    },
  });
}

describe('a migration that goes wrong', () => {
  test('an error that try/except swallows on Postgres: the first failing statement is told', async () => {
    using shop = openShop();
    propose(
      shop,
      revisionFile(
        '0003',
        '0002',
        'try:\n    op.execute("ALTER TABLE customers DROP COLUMN nickname")\nexcept Exception:\n    pass\nop.execute("ALTER TABLE customers ADD COLUMN nickname text")',
        'pass',
      ),
    );
    const { report } = await gate([...embedded, '--engines', 'postgres'], { cwd: shop.folder });
    const finding = report?.findings.find(({ check }) => check === 'upgrade-applies');
    expect(finding).toMatchObject({ severity: 'error', line: 11 });
    expect(finding?.what).toContain('column "nickname" of relation "customers" does not exist (42703)');
  });

  test('a revision that commits and then fails leaves the next one in the right place', async () => {
    using shop = openShop();
    propose(
      shop,
      revisionFile(
        '0003',
        '0002',
        'op.execute("CREATE TABLE notes (id int)")',
        'op.execute("DROP TABLE notes")\nop.execute("COMMIT")\nop.execute("DROP TABLE nothing")',
      ),
    );
    shop.commit('more', {
      [`${versions}/0004_tags.py`]: revisionFile(
        '0004',
        '0003',
        'op.execute("ALTER TABLE notes ADD COLUMN tag text")',
        'op.drop_column("notes", "tag")',
      ),
    });
    const { report } = await gate([...embedded, '--engines', 'postgres'], { cwd: shop.folder });
    expect(said(report)).toEqual(['downgrade-applies error 16']);
    expect(report?.walks.map(({ revision, steps }) => [revision, steps.map(({ outcome }) => outcome).join()])).toEqual([
      ['0003', 'ok,failed,skipped'],
      ['0004', 'ok,ok,ok'],
    ]);
  });

  test('sys.exit in a revision is a failure', async () => {
    using shop = openShop();
    propose(shop, revisionFile('0003', '0002', 'sys.exit(0)', 'pass', 'import sys'));
    const { report } = await gate(['check', '--engines', 'sqlite'], { cwd: shop.folder });
    expect(said(report)).toEqual(['upgrade-applies error 9']);
  });

  test('a step that outlives its time limit is inconclusive, and the other engine is walked to its end', async () => {
    using shop = openShop();
    propose(
      shop,
      revisionFile(
        '0003',
        '0002',
        'if op.get_bind().dialect.name == "postgresql":\n    op.execute("SELECT pg_sleep(60)")',
        'pass',
      ),
    );
    const run = await gate([...embedded, '--timeout', '8s'], { cwd: shop.folder });
    const { code, report } = run;
    expect({ code, verdict: report?.verdict }).toEqual({ code: 1, verdict: 'inconclusive' });
    expect(report?.unknowns.filter(({ decisive }) => decisive).map(({ what }) => what)).toEqual([
      '0003 on Postgres: the upgrade could not be judged',
    ]);
    expect(report?.walks.find(({ engine }) => engine === 'sqlite')?.steps.map(({ outcome }) => outcome)).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
    expect(leftovers(run)).toEqual([]);
  });

  test('inconclusive may be allowed', async () => {
    using shop = openShop();
    propose(shop, sleeping);
    const { code, report } = await gate(
      ['check', '--engines', 'sqlite', '--timeout', '8s', '--inconclusive', 'allow'],
      { cwd: shop.folder },
    );
    expect({ code, verdict: report?.verdict }).toEqual({ code: 0, verdict: 'inconclusive' });
  });
});

describe('surroundings that go wrong', () => {
  test('Postgres goes away in the middle of a step', async () => {
    using shop = openShop();
    propose(shop, revisionFile('0003', '0002', 'op.execute("SELECT pg_sleep(60)")', 'pass'));
    const run = await meanwhile(shop, [...embedded, '--engines', 'postgres'], /0003/, (pid) => {
      for (const postgres of childrenOf(pid, 'postgres')) process.kill(postgres, 'SIGKILL');
    });
    const { code, report } = run;
    expect({ code, verdict: report?.verdict, findings: said(report) }).toEqual({
      code: 1,
      verdict: 'inconclusive',
      findings: [],
    });
    expect(report?.unknowns.some(({ decisive }) => decisive)).toBe(true);
    expect(leftovers(run)).toEqual([]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s leaves nothing behind and still reports', async (signal, exit) => {
    using shop = openShop();
    propose(shop, sleeping);
    const started = performance.now();
    const run = await meanwhile(shop, embedded, /0003/, (pid) => process.kill(pid, signal));
    const { code, report } = run;
    expect({ code, verdict: report?.verdict, error: report?.error?.code }).toEqual({
      code: exit,
      verdict: 'inconclusive',
      error: 'interrupted',
    });
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(leftovers(run)).toEqual([]);
  });

  test('the working directory is only read', async () => {
    using shop = openShop();
    propose(shop, notes);
    const before = filesBelow(shop.folder);
    const { report } = await gate(embedded, { cwd: shop.folder });
    expect(report?.verdict).toBe('pass');
    expect(filesBelow(shop.folder)).toEqual(before);
  });

  test('a working directory that cannot be written', async () => {
    using shop = openShop();
    propose(shop, notes);
    execFileSync('chmod', ['-R', 'a-w', shop.folder]);
    try {
      expect((await gate(['check', '--engines', 'sqlite'], { cwd: shop.folder })).report?.verdict).toBe('pass');
    } finally {
      execFileSync('chmod', ['-R', 'u+w', shop.folder]);
    }
  });

  test('--keep leaves the database and says how to open it', async () => {
    using shop = openShop();
    propose(shop, notes);
    const run = await gate(['check', '--engines', 'sqlite', '--keep'], { cwd: shop.folder });
    const { report, stderr } = run;
    expect(report?.verdict).toBe('pass');
    const database = /sqlite3 '?(\S+?)'?$/m.exec(stderr)?.[1] ?? '';
    try {
      expect(statSync(database).size).toBeGreaterThan(0);
      expect(leftovers(run)).toHaveLength(1);
    } finally {
      for (const folder of leftovers(run).filter((path) => path.startsWith('/'))) execFileSync('rm', ['-r', folder]);
    }
  });
});

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${path} ${statSync(join(folder, path)).mtimeMs}`)
    .sort();

describe('what goes wrong only when all revisions go back together is never a pass', () => {
  // The revision's own walk goes down once, the rollback a second time.
  const secondTime = (harm: string) =>
    `marker = pathlib.Path(os.environ["MARKER"])\nif marker.exists():\n    ${harm}\nmarker.touch()\nop.drop_table("notes")`;
  const upgrade = 'op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True))';
  const imports = 'import os\nimport pathlib\nimport time\nimport sqlalchemy as sa\nfrom alembic import op';

  test.each([
    ['a time limit', 'time.sleep(60)', /time limit of 8 s passed/],
    ['a process that ends', 'os._exit(1)', /exited with code 1/],
  ])('%s', async (_, harm, why) => {
    using shop = openShop();
    shop.commit('notes', {
      [`${versions}/0003_notes.py`]: revisionFile('0003', '0002', upgrade, secondTime(harm), imports),
      'migration-gate.yml': 'projects: [{ config: alembic.ini, pass-env: [MARKER] }]\n',
    });
    const { code, report } = await gate(['check', '--engines', 'sqlite', '--timeout', '8s'], {
      cwd: shop.folder,
      environment: { MARKER: join(shop.folder, '.git/marker') },
    });
    expect([code, report?.verdict]).toEqual([1, 'inconclusive']);
    expect(report?.walks[0]?.steps.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
    expect(report?.unknowns).toEqual([
      expect.objectContaining({
        what: '0003 on SQLite: the downgrade in the rollback of all new revisions could not be judged',
        why: expect.stringMatching(why),
        decisive: true,
      }),
    ]);
  });
});
