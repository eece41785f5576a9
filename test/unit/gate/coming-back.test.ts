import { expect, test } from '@jest/globals';
import { takenAway } from '../../../src/domain/taken-away.ts';
import type { Walk } from '../../../src/domain/walk.ts';
import { goneForGood } from '../../../src/gate/coming-back.ts';
import { evidence, failure, fileOf, revision, step, walk } from '../../support/evidence.ts';
import { column, snapshot, table } from '../../support/schema.ts';

const before = snapshot(table('tenants'), column('tenants', 'config'));
const without = snapshot(table('tenants'));
const drops = walk([step('upgrade', { snapshot: without })], { before });
const failing = walk([step('upgrade', { revision: 'c3', outcome: 'failed', failure: failure() })], { revision: 'c3' });

/** `upgrade()` stands in lines 10 to 19. */
const textOf = (upgrade: string, downgrade = '') => `${'\n'.repeat(10)}${upgrade}\n${'\n'.repeat(10)}${downgrade}\n`;
const again = 'op.add_column("tenants", Column("config"))';

async function judged(walks: readonly Walk[], texts: Readonly<Record<string, string>>) {
  const revisions = ['b2', 'c3', 'd4'].map((id) => revision(id));
  const { projects } = evidence({ revisions }).plan;
  const share = new Set(projects.flatMap(({ revisions }) => revisions));
  const read = async (file: string) => texts[file] ?? null;
  const { gone, unknowns } = await goneForGood(takenAway(walks), projects, share, walks, read);
  return { gone: gone.map(({ name }) => name.column), unknowns: unknowns.map(({ what, why }) => `${what}: ${why}`) };
}

test.each([
  ['behind one that fails', 'd4'],
  ['that fails itself', 'c3'],
])('what a revision %s may bring back is not known to be gone', async (_, id) => {
  expect(await judged([drops, failing], { [fileOf(id)]: textOf(again) })).toEqual({
    gone: [],
    unknowns: [
      `whether \`tenants.config\` is gone in the end, so code that names it was not looked for: b2 takes it away, and ${id}, whose upgrade did not run to its end, names it`,
    ],
  });
});

test.each([
  ['names something else', textOf('op.add_column("tenants", Column("configuration"))')],
  ['names it on the way down alone', textOf('op.drop_table("x")', again)],
])('it is gone where the revision %s', async (_, text) => {
  expect(await judged([drops, failing], { [fileOf('d4')]: text })).toEqual({ gone: ['config'], unknowns: [] });
});

test('it is gone where the later revision was walked: the catalog tells', async () => {
  const walked = ['c3', 'd4'].map((id) =>
    walk([step('upgrade', { revision: id, snapshot: without })], { revision: id, before: without }),
  );
  expect(await judged([drops, ...walked], { [fileOf('d4')]: textOf(again) })).toEqual({
    gone: ['config'],
    unknowns: [],
  });
});
