import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ScratchPostgres, startPostgres } from '../integration/support/scratch-postgres.ts';
import { gate } from '../support/gate-command.ts';
import { openShop, revisionFile, versions } from '../support/shop.ts';

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** What the gate says on both engines of these new revisions, by id. */
async function check(revisions: Readonly<Record<string, string>>) {
  using shop = openShop();
  const files = Object.entries(revisions).map(([id, text]) => [`${versions}/${id}.py`, text] as const);
  shop.commit('proposal', Object.fromEntries(files));
  const { user, password, port } = server;
  const url = `postgresql://${user}:${password}@127.0.0.1:${port}/postgres`;
  const args = ['check', '--engines', 'postgres,sqlite', '--postgres', url];
  const { report } = await gate(args, { cwd: shop.folder });
  return report;
}

test('a revision that opens an engine of its own gets the scratch database, and what it leaves there is seen', async () => {
  const upgrade = [
    'engine = sa.create_engine("postgresql://root:secret@legacy.prod/old")',
    'with engine.begin() as connection:',
    '    connection.execute(sa.text("CREATE TABLE imported (id INTEGER PRIMARY KEY)"))',
  ].join('\n');
  const report = await check({ '0003': revisionFile('0003', '0002', upgrade) });
  expect(report?.findings.map(({ check, revision, line }) => `${check} ${revision} ${line}`)).toEqual([
    'downgrade-exists 0003 15',
  ]);
  expect(report?.notes).toContainEqual({
    what: expect.stringContaining('an engine for postgresql://root:***@legacy.prod/old was asked for'),
    file: `${versions}/0003.py`,
    line: 10,
  });
});

test('after one that commits in the middle and then fails, the next is walked from where it should be', async () => {
  const half = [
    'with op.get_context().autocommit_block():',
    '    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))',
    'op.execute("INSERT INTO nowhere VALUES (1)")',
  ].join('\n');
  const report = await check({
    '0003': revisionFile('0003', '0002', half, 'op.drop_table("half")'),
    '0004': revisionFile('0004', '0002', half.split('\n').slice(0, 2).join('\n'), 'op.drop_table("half")'),
  });
  const steps = report?.walks.map(({ revision, engine, steps }) =>
    [revision, engine, ...steps.map(({ outcome }) => outcome)].join(' '),
  );
  expect(steps?.sort()).toEqual([
    '0003 postgres failed skipped skipped',
    '0003 sqlite failed skipped skipped',
    '0004 postgres ok ok ok',
    '0004 sqlite ok ok ok',
  ]);
  expect(report?.findings.map(({ check, revision }) => `${check} ${revision}`)).toContain('upgrade-applies 0003');
});
