import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const table = (id: string, parent: string | null, name: string) =>
  revisionFile(
    id,
    parent,
    `op.create_table("${name}", sa.Column("id", sa.Integer, primary_key=True))`,
    `op.drop_table("${name}")`,
  );

async function check(shop: Shop, ...args: readonly string[]): Promise<Report> {
  const { report, stderr } = await gate(['check', '--engines', 'sqlite', ...args], { cwd: shop.folder });
  if (!report) throw new Error(`no report was written:\n${stderr}`);
  return report;
}

const planned = ({ plan }: Report) => plan.map(({ revision, kind }) => `${revision} ${kind}`);
const said = ({ findings }: Report) =>
  findings.map(({ check, severity, revision }) => `${check} ${severity} ${revision}`);
const steps = ({ walks }: Report) =>
  walks.flatMap(({ revision, steps }) => steps.map(({ movement, outcome }) => `${revision} ${movement} ${outcome}`));

describe('what is new', () => {
  test('nothing: a pass in under a second, without Python and without a database', async () => {
    using shop = openShop();
    shop.commit('a change of something else', { 'shop/orders.py': 'pass\n' });
    const started = performance.now();
    const { code, report } = await gate(['check'], {
      cwd: shop.folder,
      environment: { VIRTUAL_ENV: undefined, PATH: process.env.PATH },
    });
    expect({ code, verdict: report?.verdict, plan: report?.plan, walks: report?.walks }).toEqual({
      code: 0,
      verdict: 'pass',
      plan: [],
      walks: [],
    });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('a revision that is not committed yet', async () => {
    using shop = openShop();
    shop.write({ [`${versions}/0003_notes.py`]: notes });
    const report = await check(shop);
    expect(planned(report)).toEqual(['0003 new']);
    expect(report.head).toBeNull();
    expect(report.verdict).toBe('pass');
  });

  test('a detached head', async () => {
    using shop = openShop();
    shop.commit('notes', { [`${versions}/0003_notes.py`]: notes });
    shop.git('switch', '--quiet', '--detach');
    const report = await check(shop);
    expect(planned(report)).toEqual(['0003 new']);
    expect(report.head).toBe(shop.git('rev-parse', 'HEAD'));
  });

  test('a renamed file and a formatting-only edit are nothing', async () => {
    using shop = openShop();
    const text = shop.git('show', `HEAD:${versions}/0002_orders.py`);
    const formatted = `# formatted\n${text.replaceAll('"', "'")}\n`;
    shop.commit('rename and format', {
      [`${versions}/0002_orders.py`]: null,
      [`${versions}/0002_the_orders.py`]: formatted,
    });
    const report = await check(shop);
    expect({ plan: planned(report), verdict: report.verdict }).toEqual({ plan: [], verdict: 'pass' });
  });

  test('what main has and the branch has not is not removed', async () => {
    using shop = openShop();
    shop.git('switch', '--quiet', 'main');
    shop.commit('main goes on', { [`${versions}/0003_notes.py`]: notes });
    shop.git('switch', '--quiet', 'proposal');
    shop.commit('a change of something else', { 'shop/orders.py': 'pass\n' });
    expect(planned(await check(shop))).toEqual([]);
  });

  test('a second head beside what main got meanwhile', async () => {
    using shop = openShop();
    shop.git('switch', '--quiet', 'main');
    shop.commit('main goes on', { [`${versions}/0003_notes.py`]: notes });
    shop.git('switch', '--quiet', 'proposal');
    shop.commit('tags', { [`${versions}/0003_tags.py`]: table('0003b', '0002', 'tags') });
    const report = await check(shop);
    expect(planned(report)).toEqual(['0003b new']);
    expect(said(report)).toEqual(['single-head error 0003b']);
  });

  test('--all without git', async () => {
    using shop = openShop({ git: false });
    const report = await check(shop, '--all');
    expect(planned(report)).toEqual(['0001 requested', '0002 requested']);
    expect(report).toMatchObject({ verdict: 'pass', base: null, head: null });
  });

  test('--revision of a revision that the base has', async () => {
    using shop = openShop();
    const report = await check(shop, '--revision', '0002');
    expect(planned(report)).toEqual(['0002 requested']);
    expect(steps(report)).toEqual(['0002 upgrade ok', '0002 downgrade ok', '0002 re-upgrade ok']);
    expect(report.verdict).toBe('pass');
  });

  test('a changed env.py walks the newest revision', async () => {
    using shop = openShop();
    shop.commit('env', { 'migrations/env.py': `${shop.git('show', 'HEAD:migrations/env.py')}\nprint("migrated")\n` });
    const report = await check(shop);
    expect({ plan: planned(report), verdict: report.verdict }).toEqual({ plan: ['0002 requested'], verdict: 'pass' });
  });
});

describe('shapes of histories', () => {
  test('a branch off an older parent, and the merge that joins it', async () => {
    using shop = openShop();
    shop.commit('branch and merge', {
      [`${versions}/0003_tags.py`]: table('0003', '0001', 'tags'),
      [`${versions}/0004_merge.py`]: revisionFile('0004', null, 'pass', 'pass').replace('= None', '= ("0002", "0003")'),
    });
    const report = await check(shop);
    expect(steps(report)).toEqual([
      '0003 upgrade ok',
      '0003 downgrade ok',
      '0003 re-upgrade ok',
      '0004 upgrade ok',
      '0004 downgrade ok',
      '0004 re-upgrade ok',
    ]);
    expect({ findings: said(report), verdict: report.verdict }).toEqual({ findings: [], verdict: 'pass' });
    expect(
      report.rollback.flatMap(({ steps }) => steps.map(({ revision, movement }) => `${revision} ${movement}`)),
    ).toEqual(['0004 downgrade', '0003 downgrade', '0003 re-upgrade', '0004 re-upgrade']);
  });

  test('a revision that does not come back, behind many others, and one after it that needs what each of them made', async () => {
    using shop = openShop();
    const ids = Array.from({ length: 13 }, (_, index) => `n${String(index).padStart(2, '0')}`);
    const files = ids.map((id, index) => table(id, ids[index - 1] ?? '0002', `t_${id}`));
    files[11] = revisionFile(
      'n11',
      'n10',
      'op.execute("CREATE TABLE t_n11 (id int)")',
      'op.execute("DROP TABLE t_n10")\nraise RuntimeError("half way")',
    );
    const needed = ids.slice(0, 12).map((id) => `op.execute("INSERT OR IGNORE INTO t_${id} (id) VALUES (1)")`);
    files[12] = revisionFile('n12', 'n11', needed.join('\n'), 'pass');
    shop.commit('many', Object.fromEntries(ids.map((id, index) => [`${versions}/${id}.py`, files[index] ?? ''])));
    const report = await check(shop);
    expect(steps(report).filter((step) => !step.endsWith(' ok'))).toEqual([
      'n11 downgrade failed',
      'n11 re-upgrade skipped',
    ]);
    expect(said(report)).toEqual(['downgrade-applies error n11', 'downgrade-exists notice n12']);
  });

  test('a rollback that arrives elsewhere is the fault of the revision whose step did it', async () => {
    using shop = openShop();
    const hasCustomers = 'op.get_bind().execute(sa.text("SELECT 1 FROM customers")).first()';
    shop.commit('tags, and the first customer', {
      [`${versions}/0003_tags.py`]: table('0003', '0002', 'tags').replace(
        'op.drop_table(',
        `${hasCustomers} or op.drop_table(`,
      ),
      [`${versions}/0004_customer.py`]: revisionFile(
        '0004',
        '0003',
        `op.execute("INSERT OR IGNORE INTO customers (id, email) VALUES (1, 'a@b.example')")`,
        'pass',
      ),
      [`${versions}/0005_colours.py`]: table('0005', '0004', 'colours'),
    });
    const report = await check(shop);
    expect(said(report)).toContain('rollback-reaches-base error 0003');
  });

  test('depends_on another branch', async () => {
    using shop = openShop();
    shop.commit('an independent branch', {
      [`${versions}/r1.py`]: `${table('r1', null, 'reports')}branch_labels = ("reports",)\n`,
      [`${versions}/r2.py`]: `${table('r2', 'r1', 'report_lines')}depends_on = "0002"\n`,
    });
    const report = await check(shop);
    expect(steps(report).every((step) => step.endsWith(' ok'))).toBe(true);
    expect(report.verdict).not.toBe('inconclusive');
  });

  test('a version folder that only env.py knows is no silent pass', async () => {
    using shop = openShop();
    const env = shop.git('show', 'HEAD:migrations/env.py');
    shop.commit('elsewhere', {
      'migrations/env.py': env.replace(
        'config = context.config\n',
        'config = context.config\ncontext.script.__dict__["version_locations"] = ["migrations/more"]\n',
      ),
      'migrations/more/0003_notes.py': notes,
    });
    const report = await check(shop);
    expect(report.verdict).toBe('inconclusive');
    expect(report.unknowns[0]).toMatchObject({ what: 'migrations/more/0003_notes.py was not planned', decisive: true });
  });

  test('a version table of its own, in a schema of its own', async () => {
    using shop = openShop();
    const env = shop
      .git('show', 'HEAD:migrations/env.py')
      .replace(
        '        render_as_batch=True,\n',
        '        version_table="shop_versions",\n        version_table_schema="meta",\n',
      )
      .replace(
        'with engine.connect() as connection:\n',
        'with engine.connect() as connection:\n    connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS meta")\n    connection.commit()\n',
      );
    shop.commit('notes', { [`${versions}/0003_notes.py`]: notes, 'migrations/env.py': `${env}\n` });
    const args = ['check', '--engines', 'postgres', '--postgres', 'embedded'];
    const { report } = await gate(args, { cwd: shop.folder });
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [] });
    expect(report && steps(report)).toEqual(['0003 upgrade ok', '0003 downgrade ok', '0003 re-upgrade ok']);
  });

  test('two projects: only the one with something new is opened', async () => {
    using shop = openShop();
    shop.git('switch', '--quiet', 'main');
    const env = shop.git('show', 'HEAD:migrations/env.py');
    shop.commit('a second project', {
      'billing/alembic.ini':
        '[alembic]\nscript_location = billing/migrations\nprepend_sys_path = .\nsqlalchemy.url = sqlite:///billing.db\n',
      'billing/migrations/env.py': 'raise RuntimeError("this project must not be opened")\n',
      'billing/migrations/versions/b1.py': table('b1', null, 'bills'),
    });
    shop.git('switch', '--quiet', 'proposal');
    shop.git('merge', '--quiet', 'main');
    shop.commit('notes', { [`${versions}/0003_notes.py`]: notes, 'migrations/env.py': env });
    const report = await check(shop);
    expect(report.plan.map(({ project }) => project)).toEqual(['alembic.ini']);
    expect(report.verdict).toBe('pass');
  });

  test('a revision declared irreversible is walked up only', async () => {
    using shop = openShop();
    const text = revisionFile(
      '0003',
      '0002',
      'op.execute("DROP TABLE orders")',
      '# migration-gate: irreversible the orders are archived\nraise NotImplementedError',
    );
    shop.commit('archive', { [`${versions}/0003_archive.py`]: text });
    const report = await check(shop);
    expect(steps(report)).toEqual(['0003 upgrade ok']);
    expect({ findings: said(report), verdict: report.verdict }).toEqual({
      findings: ['downgrade-exists notice 0003'],
      verdict: 'pass',
    });
  });

  test('a project that only goes forward', async () => {
    using shop = openShop();
    shop.commit('notes', {
      [`${versions}/0003_notes.py`]: notes.replace('op.drop_table("notes")', 'pass'),
      'migration-gate.yml': 'projects:\n  - config: .\n    downgrade: forward-only\n',
    });
    const report = await check(shop);
    expect({ steps: steps(report), findings: said(report) }).toEqual({ steps: ['0003 upgrade ok'], findings: [] });
  });

  test('a squash that arrives at the same schema is one notice', async () => {
    using shop = openShop();
    const body = (file: string) =>
      /def upgrade\(\):\n([\s\S]*?)\n\n\ndef/.exec(shop.git('show', `HEAD:${versions}/${file}`))?.[1] ?? '';
    const both = `${body('0001_customers.py')}\n${body('0002_orders.py')}`.replaceAll(/^ {4}/gm, '');
    shop.commit('squash', {
      [`${versions}/0001_customers.py`]: null,
      [`${versions}/0002_orders.py`]: null,
      [`${versions}/1000_squash.py`]: revisionFile(
        '1000',
        null,
        both,
        'op.drop_table("orders")\nop.drop_table("customers")',
      ),
    });
    const report = await check(shop);
    expect({ findings: said(report), verdict: report.verdict }).toEqual({
      findings: ['merged-revisions-unchanged notice 1000'],
      verdict: 'pass',
    });
  });

  test('a renumbered revision is an error', async () => {
    using shop = openShop();
    const text = shop
      .git('show', `HEAD:${versions}/0002_orders.py`)
      .replace('revision = "0002"', 'revision = "0002_x"');
    shop.commit('renumber', { [`${versions}/0002_orders.py`]: text });
    expect(said(await check(shop))).toContain('merged-revisions-unchanged error 0002');
  });

  test.each([
    ['a syntax error', 'def upgrade(:\n'],
    ['a missing parent', table('0003', 'nowhere', 'tags')],
    ['a duplicate id', table('0002', '0001', 'tags')],
    ['a cycle', table('0003', '0003', 'tags')],
    ['no revision id', 'def upgrade():\n    pass\n'],
  ])('%s in a new file breaks the history', async (_, text) => {
    using shop = openShop();
    shop.commit('broken', { [`${versions}/0003_broken.py`]: text });
    const report = await check(shop);
    expect(said(report).map((finding) => finding.split(' ').slice(0, 2).join(' '))).toContain('history-unbroken error');
    expect(report.verdict).toBe('fail');
    expect(report.error).toBeNull();
  });
});
