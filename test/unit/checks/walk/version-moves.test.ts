import { expect, test } from '@jest/globals';
import { versionMoves } from '../../../../src/checks/walk/version-moves.ts';
import { evidence, failure, goodSteps, rollback, said, step, walk } from '../../../support/evidence.ts';
import { empty } from '../../../support/schema.ts';

test('a downgrade after which the version still stands', () => {
  const walks = [walk([step('upgrade'), step('downgrade', { versions: ['b2'] }), step('re-upgrade')])];
  expect(said(versionMoves, evidence({ walks }))).toEqual([
    'error version-moves b2 on postgres at migrations/versions/b2.py:20',
    'The downgrade reports success, but the version table then holds `b2`; it should hold `a1`.',
    'fix: Look for a COMMIT, ROLLBACK or `autocommit_block()` in the revision, and for an env.py that ends without committing: `with connection.begin():` around `context.run_migrations()` keeps the version row and the change together.',
  ]);
});

test('one of several version tables', () => {
  const versionTable = 'alembic_version in database analytics';
  const walks = [walk([step('upgrade', { versions: [], versionTable, expectedVersions: ['b2'], bodies: 2 })])];
  expect(said(versionMoves, evidence({ walks }))[1]).toBe(
    'The upgrade reports success, but `alembic_version in database analytics` then holds nothing; it should hold `b2`.',
  );
});

test('a step of the rollback that stands still, which the revision alone does not', () => {
  const walks = [walk(goodSteps(empty, empty))];
  const rollbacks = [rollback([step('downgrade', { versions: ['b2'] })], {})];
  expect(said(versionMoves, evidence({ walks, rollbacks })).slice(0, 2)).toEqual([
    'error version-moves b2 on postgres at migrations/versions/b2.py:20',
    'The downgrade, with all new revisions together, reports success, but the version table then holds `b2`; it should hold `a1`.',
  ]);
});

test('silent when every version is right, in whatever order, when a step failed when the table could not be read, and when no revision ran', () => {
  const two = ['c3', 'b2'];
  const walks = [
    walk(goodSteps(empty, empty)),
    walk([step('upgrade', { versions: two, expectedVersions: two.toReversed() })]),
    walk([step('upgrade', { failure: failure(), versions: ['a1'] })]),
    walk([step('upgrade', { versions: null })]),
    walk([step('upgrade', { versions: [], bodies: 0 })]),
  ];
  expect(said(versionMoves, evidence({ walks }))).toEqual([]);
});
