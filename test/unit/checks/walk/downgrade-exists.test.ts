import { expect, test } from '@jest/globals';
import { downgradeExists } from '../../../../src/checks/walk/downgrade-exists.ts';
import type { DowngradeShape } from '../../../../src/domain/revision.ts';
import { evidence, failure, goodSteps, revision, said, statement, step, walk } from '../../../support/evidence.ts';
import { column, empty, enumType, index, onSqlite, snapshot, table } from '../../../support/schema.ts';

const withDowngrade = (kind: DowngradeShape['kind']) => [revision('b2', { downgrade: { kind } })];
const before = snapshot(table('users'), column('users', 'name', { default: "''" }));
const after = snapshot(
  table('users'),
  column('users', 'name'),
  table('orders'),
  column('orders', 'id'),
  index('users', 'ix_users_name', 'name'),
);
const stays = [
  step('upgrade', { snapshot: after }),
  step('downgrade', { snapshot: after }),
  step('re-upgrade', { snapshot: after }),
];

test('an empty downgrade after a change of the schema, seen on both engines, is one finding', () => {
  const walks = [
    walk(stays, { before }),
    walk(
      stays.map((one) => ({ ...one, snapshot: onSqlite(after) })),
      { before: onSqlite(before), engine: 'sqlite' },
    ),
  ];
  expect(said(downgradeExists, evidence({ revisions: withDowngrade('empty'), walks }))).toEqual([
    'error downgrade-exists b2 on postgres, sqlite at migrations/versions/b2.py:20',
    'The upgrade changes the schema, and downgrade() does nothing.',
    '',
    '- adds table `orders`',
    '- changes column `users.name`',
    '- adds index `ix_users_name` on `users`',
    'fix: Undo the changes in downgrade(), in reverse order. If there is no way back, say so inside downgrade(): `# migration-gate: irreversible <reason>`; the walk then goes up only.',
  ]);
});

test.each([
  ['missing', 'The upgrade changes the schema, and there is no downgrade().'],
  ['raises', 'The upgrade changes the schema, and downgrade() only raises.'],
] as const)('a downgrade that is %s', (kind, what) => {
  const walks = [walk([step('upgrade', { snapshot: after })], { before })];
  expect(said(downgradeExists, evidence({ revisions: withDowngrade(kind), walks }))[1]).toBe(what);
});

test('changed rows alone are a notice', () => {
  const statements = [statement("UPDATE users SET name = 'x'")];
  const walks = [walk([step('upgrade', { statements })])];
  expect(said(downgradeExists, evidence({ revisions: withDowngrade('empty'), walks }))).toEqual([
    'notice downgrade-exists b2 on postgres at migrations/versions/b2.py:20',
    'The upgrade changes rows, and downgrade() does nothing.',
    'fix: Put the former values back in downgrade() if they can be known. If they cannot, say so inside it: `# migration-gate: irreversible <reason>`.',
  ]);
});

test('an added enum label that the second upgrade copes with is a notice', () => {
  const [was, is] = [snapshot(enumType('mood', "'sad', 'ok'")), snapshot(enumType('mood', "'sad', 'ok', 'happy'"))];
  const steps = (['upgrade', 'downgrade', 're-upgrade'] as const).map((movement) => step(movement, { snapshot: is }));
  const refused = step('re-upgrade', { failure: failure({ sqlstate: '42710' }) });
  const revisions = withDowngrade('empty');
  const heads = (walks: Parameters<typeof evidence>[0]) => said(downgradeExists, evidence(walks))[0]?.split(' ', 1)[0];
  expect(heads({ revisions, walks: [walk(steps, { before: was })] })).toBe('notice');
  expect(heads({ revisions, walks: [walk([...steps.slice(0, 2), refused], { before: was })] })).toBe('error');
});

test('a revision declared irreversible gets a notice with its reason', () => {
  const revisions = [revision('b2', { downgrade: { kind: 'raises' }, irreversible: 'old prices are gone' })];
  const walks = [walk([step('upgrade', { snapshot: after })], { before })];
  expect(said(downgradeExists, evidence({ revisions, walks }))).toEqual([
    'notice downgrade-exists b2 at migrations/versions/b2.py:20',
    'The revision is declared irreversible: old prices are gone. It was walked up only, and a rollback ends here.',
    'fix: Nothing, if a rollback past this revision is never wanted. Otherwise write downgrade() and take the comment out.',
  ]);
});

test('a declaration without a reason is asked for one', () => {
  const revisions = [revision('b2', { downgrade: { kind: 'empty' }, irreversible: '' })];
  expect(said(downgradeExists, evidence({ revisions })).slice(1)).toEqual([
    'The revision is declared irreversible, without a reason. It was walked up only, and a rollback ends here.',
    'fix: Write the reason behind the comment: `# migration-gate: irreversible <reason>`.',
  ]);
});

test('silent about merges, about upgrades that do nothing, fail or have a downgrade, and about projects that only go forward', () => {
  const up = walk(stays, { before });
  const merge = revision('b2', { downRevisions: ['a1', 'c3'], downgrade: { kind: 'empty' } });
  const scenes = [
    { revisions: [merge], walks: [up] },
    { revisions: withDowngrade('empty'), walks: [walk(goodSteps(empty, empty))] },
    { revisions: withDowngrade('empty'), walks: [walk([step('upgrade', { failure: failure(), snapshot: after })])] },
    { revisions: withDowngrade('present'), walks: [up] },
    { revisions: withDowngrade('empty'), walks: [up], plan: { forwardOnly: true } },
  ];
  expect(scenes.map((scene) => said(downgradeExists, evidence(scene)))).toEqual([[], [], [], [], []]);
});
