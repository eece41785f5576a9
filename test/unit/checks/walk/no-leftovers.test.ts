import { expect, test } from '@jest/globals';
import { downgradeRestoresSchema } from '../../../../src/checks/walk/downgrade-restores-schema.ts';
import { noLeftovers } from '../../../../src/checks/walk/no-leftovers.ts';
import { upgradeApplies } from '../../../../src/checks/walk/upgrade-applies.ts';
import {
  evidence,
  failure,
  findingsOf,
  goodSteps,
  revision,
  said,
  statement,
  step,
  walk,
} from '../../../support/evidence.ts';
import { constraint, empty, index, onSqlite, snapshot, table } from '../../../support/schema.ts';

const users = table('users');
const invalid = index('users', 'ix_users_email', 'email', { valid: 'no' });
const notValid = constraint('users', 'ck_users_age', 'check', 'CHECK (age > 0) NOT VALID', { validated: 'no' });

test('an invalid index that the upgrade leaves', () => {
  const statements = [statement('CREATE UNIQUE INDEX CONCURRENTLY ix_users_email ON users (email)', 14)];
  const walks = [
    walk([step('upgrade', { snapshot: snapshot(users, invalid), statements })], { before: snapshot(users) }),
  ];
  expect(said(noLeftovers, evidence({ walks }))).toEqual([
    'error no-leftovers b2 on postgres at migrations/versions/b2.py:14',
    'The index `ix_users_email` on `users` is INVALID: it is kept up to date on every write, and no query uses it.',
    'fix: Drop it and build it again: `DROP INDEX CONCURRENTLY IF EXISTS ix_users_email` before the CREATE INDEX, each in `autocommit_block()`. On a partitioned table, attach an index of every partition.',
  ]);
});

test('the swallowed error that left an index invalid is its cause', () => {
  const swallowed = [
    failure({ message: 'could not create unique index "ix_users_email" on users', sqlstate: '23505' }),
  ];
  const walks = [
    walk([step('upgrade', { snapshot: snapshot(users, invalid), swallowed })], { before: snapshot(users) }),
  ];
  const findings = findingsOf([upgradeApplies, noLeftovers], evidence({ walks }));
  expect(findings.map(({ check, causes }) => [check, ...causes.map((cause) => cause.check)])).toEqual([
    ['no-leftovers', 'upgrade-applies'],
  ]);
});

test('a batch table that stays on SQLite, through the downgrade too, is one finding', () => {
  const after = onSqlite(snapshot(users, table('_alembic_tmp_users')));
  const walks = [
    walk([step('upgrade', { snapshot: after }), step('downgrade', { snapshot: after })], {
      engine: 'sqlite',
      before: onSqlite(snapshot(users)),
    }),
  ];
  expect(said(noLeftovers, evidence({ walks }))).toEqual([
    'error no-leftovers b2 on sqlite at migrations/versions/b2.py:10',
    'The table `_alembic_tmp_users`, which a batch operation makes for itself while it rebuilds a table, is still there.',
    'fix: Let the batch operation run to its end; where an earlier attempt may have left the table, put `op.execute("DROP TABLE IF EXISTS _alembic_tmp_users")` before it.',
  ]);
  const findings = findingsOf([downgradeRestoresSchema, noLeftovers], evidence({ walks }));
  expect(findings.map(({ check, causes }) => [check, causes.length])).toEqual([['no-leftovers', 1]]);
});

test('a constraint that is not validated yet is a notice', () => {
  const walks = [walk([step('upgrade', { snapshot: snapshot(users, notValid) })], { before: snapshot(users) })];
  expect(said(noLeftovers, evidence({ walks }))).toEqual([
    'notice no-leftovers b2 on postgres at migrations/versions/b2.py:10',
    'The constraint `ck_users_age` on `users` is NOT VALID: it holds for new rows, not for those that are there.',
    'fix: This is the safe first half. Let a later revision run `ALTER TABLE … VALIDATE CONSTRAINT ck_users_age`, which does not block writes.',
  ]);
});

test('silent about a constraint that a later revision of the plan validates', () => {
  const { validated, ...attributes } = notValid.attributes;
  const whole = snapshot(users, { ...notValid, attributes });
  const half = snapshot(users, notValid);
  const revisions = [revision('b2'), revision('c3', { downRevisions: ['b2'] })];
  const walks = [
    walk(goodSteps(snapshot(users), half), { before: snapshot(users) }),
    walk([step('upgrade', { revision: 'c3', snapshot: whole })], { revision: 'c3', before: half }),
  ];
  expect(said(noLeftovers, evidence({ revisions, walks }))).toEqual([]);
});

test('silent about what stood there before, about whole objects and after a failed upgrade', () => {
  const before = snapshot(users, invalid, notValid);
  const whole = snapshot(users, index('users', 'ix_users_email', 'email'));
  const walks = [
    walk(goodSteps(before, before), { before }),
    walk(goodSteps(empty, whole)),
    walk([step('upgrade', { failure: failure(), snapshot: snapshot(users, invalid) })], { before: snapshot(users) }),
  ];
  expect(walks.map((one) => said(noLeftovers, evidence({ walks: [one] })))).toEqual([[], [], []]);
});
