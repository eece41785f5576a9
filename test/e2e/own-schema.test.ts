import { expect, test } from '@jest/globals';
import { gate } from '../support/gate-command.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

/** What the gate says of a shop whose env.py runs this before its migrations, on both engines. */
async function check(before: string, revision: string, models = '') {
  using shop: Shop = openShop();
  const env = shop
    .git('show', 'HEAD:migrations/env.py')
    .replace(
      /^with engine\.connect\(\) as connection:\n/m,
      (line) => `${line}    ${before}\n    connection.commit()\n`,
    );
  expect(env).toContain(before);
  shop.git('switch', '--quiet', 'main');
  const text = `${shop.git('show', 'HEAD:shop/models.py')}\n${models}`;
  shop.commit('env.py', { 'migrations/env.py': `${env}\n`, 'shop/models.py': text });
  shop.git('switch', '--quiet', 'proposal');
  shop.git('merge', '--quiet', 'main');
  shop.commit('proposal', { [`${versions}/0003_notes.py`]: revision });
  const line = env.split('\n').findIndex((text) => text.includes(before)) + 1;
  const { report } = await gate(['check', '--engines', 'postgres,sqlite', '--postgres', 'embedded'], {
    cwd: shop.folder,
  });
  return { report, line };
}

const customers =
  'import sqlalchemy as sa\n\n\nclass Customer(Base):\n    __tablename__ = "customers"\n    id = sa.Column(sa.Integer, primary_key=True)\n';
const audit = 'connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY)")';

test('DDL in env.py is an unknown on its line, and changes nothing where the plan does not touch it', async () => {
  const { report, line } = await check(audit, notes);
  expect(report).toMatchObject({ verdict: 'pass', error: null, findings: [] });
  expect(report?.unknowns).toEqual([
    {
      what: 'the project changes the schema outside of any revision: CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY)',
      why: 'It is there before the revisions run, and whether production has it the same way is not known',
      file: 'migrations/env.py',
      line,
      decisive: false,
    },
  ]);
});

test('it is decisive where the plan touches the same table', async () => {
  const add = revisionFile(
    '0003',
    '0002',
    'op.add_column("audit", sa.Column("at", sa.Text))',
    'with op.batch_alter_table("audit") as batch:\n    batch.drop_column("at")',
  );
  const { report } = await check(audit, add);
  expect(report).toMatchObject({ verdict: 'inconclusive', findings: [] });
  expect(report?.unknowns).toMatchObject([{ file: 'migrations/env.py', decisive: true }]);
});

test('create_all of all that the revisions make leaves no base to build, and the line says why', async () => {
  const { report, line } = await check('Base.metadata.create_all(connection)', notes, customers);
  expect(report?.verdict).toBe('inconclusive');
  expect(report?.unknowns.map(({ what, file, line, decisive }) => [what, file, line, decisive])).toEqual([
    ['0003 was not walked on Postgres', 'migrations/versions/0001_customers.py', 11, true],
    [
      expect.stringMatching(/^the project changes the schema outside of any revision: CREATE TABLE customers$/),
      'migrations/env.py',
      line,
      false,
    ],
    ['0003 was not walked on SQLite', 'migrations/versions/0001_customers.py', 11, true],
  ]);
});

test('a version table that env.py widens for long ids is none of it', async () => {
  const widen =
    'connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(255) NOT NULL)")';
  const { report } = await check(widen, notes);
  expect(report).toMatchObject({ verdict: 'pass', unknowns: [], findings: [] });
});
