import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const onSqlite = ['--engines', 'sqlite'];
const onPostgres = ['--engines', 'postgres', '--postgres', 'embedded'];

async function check(shop: Shop, engines = onSqlite): Promise<Report> {
  const { report, stderr } = await gate(['check', ...engines], { cwd: shop.folder });
  if (!report) throw new Error(`no report was written:\n${stderr}`);
  return report;
}

/** Files that main has already, before the proposal. */
function onMain(shop: Shop, files: Readonly<Record<string, string | null>>): void {
  shop.git('switch', '--quiet', 'main');
  shop.commit('what was there', files);
  shop.git('switch', '--quiet', 'proposal');
  shop.git('merge', '--quiet', 'main');
}

const steps = ({ walks }: Report) =>
  walks.flatMap(({ revision, steps }) => steps.map(({ movement, outcome }) => `${revision} ${movement} ${outcome}`));
const wentWell = (...revisions: readonly string[]) =>
  revisions.flatMap((revision) => ['upgrade', 'downgrade', 're-upgrade'].map((step) => `${revision} ${step} ok`));

const proposal = { [`${versions}/0003_notes.py`]: notes };
const envOf = (shop: Shop) => `${shop.git('show', 'HEAD:migrations/env.py')}\n`;

test('a base that builds revision by revision only, as production went', async () => {
  using shop = openShop();
  onMain(shop, {
    [`${versions}/0003_lines.py`]: revisionFile(
      '0003',
      '0002',
      [
        'op.execute("CREATE TABLE kinds (id integer PRIMARY KEY)")',
        'op.execute("CREATE TABLE lines (kind integer REFERENCES kinds DEFERRABLE INITIALLY DEFERRED)")',
        'op.execute("INSERT INTO kinds VALUES (1)")',
        'op.execute("INSERT INTO lines VALUES (1)")',
      ].join('\n'),
    ),
    [`${versions}/0004_text.py`]: revisionFile('0004', '0003', 'op.execute("ALTER TABLE lines ADD text varchar")'),
  });
  shop.commit('notes', {
    [`${versions}/0005_notes.py`]: notes.replaceAll('0003', '0005').replaceAll('0002', '0004'),
  });
  const report = await check(shop, onPostgres);
  expect(report).toMatchObject({ verdict: 'pass', findings: [] });
  expect(steps(report)).toEqual(wentWell('0005'));
  expect(report.notes.map(({ what }) => what)).toContainEqual(
    expect.stringMatching(
      /the base builds revision by revision, as production went, but not in one run from nothing: cannot ALTER TABLE "lines" because it has pending trigger events/,
    ),
  );
});

test('a merged revision that was edited is compared with what the base commit has, and the base is built from that', async () => {
  using shop = openShop();
  const orders = shop.git('show', `HEAD:${versions}/0002_orders.py`);
  shop.commit('edit', {
    [`${versions}/0002_orders.py`]: `${orders.replace('def upgrade():\n', 'def upgrade():\n    op.execute("CREATE TABLE extra (id integer)")\n')}\n`,
    ...proposal,
  });
  const report = await check(shop);
  expect(report.findings.map(({ check, revision }) => `${check} ${revision}`)).toContain(
    'merged-revisions-unchanged 0002',
  );
  expect(steps(report).filter((step) => step.startsWith('0003'))).toEqual(wentWell('0003'));
});

describe('revisions in packages', () => {
  test('deeper folders, relative imports and a package of helpers', async () => {
    using shop = openShop();
    const ini = shop.git('show', 'HEAD:alembic.ini');
    shop.commit('packages', {
      'alembic.ini': `${ini.replace('[alembic]\n', '[alembic]\nrecursive_version_locations = true\n')}\n`,
      [`${versions}/__init__.py`]: '',
      [`${versions}/y2026/__init__.py`]: '',
      [`${versions}/y2026/0003_notes.py`]: notes
        .replace(
          'from alembic import op',
          'from alembic import op\nfrom migrations.helpers import label\nfrom migrations.helpers.deep import depth',
        )
        .replace('    op.create', '    assert label == "helper" and depth == 2\n    op.create'),
      'migrations/__init__.py': '',
      'migrations/helpers/__init__.py': 'from .deep import label\n',
      'migrations/helpers/deep.py': 'label = "helper"\ndepth = 2\n',
    });
    const report = await check(shop);
    expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [] });
    expect(steps(report)).toEqual(wentWell('0003'));
  });

  test('a helper beside the revisions is refused as Alembic refuses it', async () => {
    using shop = openShop();
    shop.commit('relative', {
      [`${versions}/__init__.py`]: '',
      [`${versions}/helpers.py`]: 'label = "helper"\n',
      [`${versions}/0003_notes.py`]: notes.replace(
        'from alembic import op',
        'from alembic import op\nfrom .helpers import label',
      ),
    });
    const report = await check(shop);
    expect(report.findings).toMatchObject([
      { check: 'history-unbroken', severity: 'error', file: `${versions}/helpers.py` },
    ]);
    expect(report.verdict).toBe('fail');
  });
});

test('what script.py.mako puts into every revision', async () => {
  using shop = openShop();
  shop.commit('own imports', {
    'migrations/script.py.mako':
      '"""a revision"""\nfrom alembic import op\nimport sqlalchemy as sa\nimport shop.types\n',
    'shop/types.py':
      'import sqlalchemy as sa\n\n\nclass Money(sa.types.TypeDecorator):\n    impl = sa.Integer\n    cache_ok = True\n',
    [`${versions}/0003_prices.py`]: revisionFile(
      '0003',
      '0002',
      'op.create_table("prices", sa.Column("amount", shop.types.Money()))',
      'op.drop_table("prices")',
      'from alembic import op\nimport sqlalchemy as sa\nimport shop.types',
    ),
  });
  const report = await check(shop);
  expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [] });
});

describe('what env.py asks for', () => {
  test('-x arguments, from the configuration', async () => {
    using shop = openShop();
    const env = `${envOf(shop)}\n`.replace(
      'config = context.config\n',
      'config = context.config\nassert context.get_x_argument(as_dictionary=True) == {"tenant": "acme", "dry": "no"}\n',
    );
    shop.commit('x', {
      ...proposal,
      'migrations/env.py': env,
      'migration-gate.yml': 'projects: [{ config: ., x: [tenant=acme, dry=no] }]\n',
    });
    expect(await check(shop)).toMatchObject({ verdict: 'pass', error: null, findings: [] });
  });

  test('secrets: all that are missing, as a block to paste; with it, the walk', async () => {
    using shop = openShop();
    shop.commit('secrets', {
      ...proposal,
      'shop/settings.py': 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\nAPI_TOKEN = os.environ["API_TOKEN"]\n',
      'migrations/env.py': `import shop.settings\n${envOf(shop)}`,
    });
    const { error } = await check(shop);
    expect(error).toMatchObject({ code: 'missing-variables' });
    const block = error?.hint.split('\n\n').find((part) => part.startsWith('projects:')) ?? '';
    expect(block).toMatch(/SECRET_KEY: [\s\S]*API_TOKEN: /);
    shop.commit('the block', { 'migration-gate.yml': `${block}\n` });
    expect(await check(shop)).toMatchObject({ verdict: 'pass', error: null, findings: [] });
  });

  test('Redis at import: refused with its address and line; with allow-connect, the walk', async () => {
    const redis = createServer((socket) => socket.on('error', () => undefined).end('+PONG\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => redis.once('listening', resolve));
    const address = redis.address();
    const port = typeof address === 'object' ? address?.port : 0;
    try {
      using shop = openShop();
      shop.commit('redis', {
        ...proposal,
        'shop/cache.py': `import socket\n\nconnection = socket.create_connection(("127.0.0.1", ${port}))\nassert connection.recv(5) == b"+PONG"\n`,
        'migrations/env.py': `import shop.cache\n${envOf(shop)}`,
      });
      const { error } = await check(shop);
      expect(error).toMatchObject({
        code: 'refused-connection',
        message: expect.stringContaining(`127.0.0.1:${port} at migrations/env.py:1`),
      });
      const block = error?.hint.split('\n\n').at(-1);
      shop.commit('the block', { 'migration-gate.yml': `${block}\n` });
      expect(await check(shop)).toMatchObject({ verdict: 'pass', error: null, findings: [] });
    } finally {
      redis.close();
    }
  });

  test.each([
    [
      'raises when it is online',
      'if not context.is_offline_mode():\n    raise SystemExit("only alembic upgrade --sql")\n',
      /env\.py failed at migrations\/env\.py:4: .*only alembic upgrade --sql/,
    ],
    [
      'configures no connection',
      'context.configure(url="postgresql://", literal_binds=True)\nwith context.begin_transaction():\n    context.run_migrations()\n',
      /env\.py failed at migrations\/env\.py:3: .*literal_binds/,
    ],
  ])('a connection: env.py that serves --sql alone and %s is refused with a way out', async (_, env, message) => {
    using shop = openShop();
    shop.commit('offline', { ...proposal, 'migrations/env.py': `from alembic import context\n\n${env}` });
    const { error, verdict } = await check(shop);
    expect(error).toMatchObject({ code: 'env-failed', message: expect.stringMatching(message) });
    expect(error?.hint).toContain('is_offline_mode');
    expect(verdict).toBe('inconclusive');
  });

  test('a connection: env.py that does nothing without --sql is no pass', async () => {
    using shop = openShop();
    const env =
      'from alembic import context\n\nif context.is_offline_mode():\n    context.configure(url="postgresql://", literal_binds=True)\n    with context.begin_transaction():\n        context.run_migrations()\n';
    shop.commit('offline', { ...proposal, 'migrations/env.py': env });
    const { verdict, unknowns } = await check(shop);
    expect(unknowns).toMatchObject([
      { why: expect.stringContaining('env.py ended well and ran no migrations'), decisive: true },
    ]);
    expect(unknowns[0]?.why).toContain('alembic upgrade --sql');
    expect(verdict).toBe('inconclusive');
  });
});
