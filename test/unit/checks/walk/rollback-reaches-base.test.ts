import { expect, test } from '@jest/globals';
import { rollbackReachesBase } from '../../../../src/checks/walk/rollback-reaches-base.ts';
import type { Rollback } from '../../../../src/domain/walk.ts';
import {
  evidence,
  failure,
  fileOf,
  goodSteps,
  revision,
  rollback,
  said,
  step,
  walk,
} from '../../../support/evidence.ts';
import { column, empty, enumType, snapshot, table } from '../../../support/schema.ts';

const users = snapshot(table('users'));
const named = snapshot(table('users'), column('users', 'name', { type: 'text' }));
const mood = enumType('mood', "'sad', 'ok'");
const revisions = [revision('b2'), revision('c3', { downRevisions: ['b2'] })];
const inC3 = goodSteps(users, named).map((one) => ({ ...one, revision: 'c3' }));
const good = [walk(goodSteps(empty, users)), walk(inC3, { revision: 'c3', before: users })];

const down = (own: Partial<Parameters<typeof step>[1]> & { revision: string }) => step('downgrade', own);
const up = (own: Partial<Parameters<typeof step>[1]> & { revision: string }) => step('re-upgrade', own);
const whole = (...steps: Parameters<typeof rollback>[0]) => rollback(steps, { head: named });
const saidOf = (rollbacks: readonly Rollback[], walks = good) =>
  said(rollbackReachesBase, evidence({ revisions, walks, rollbacks }));

const both = [down({ revision: 'c3', snapshot: users }), down({ revision: 'b2', snapshot: empty })];
const again = [up({ revision: 'b2', snapshot: users }), up({ revision: 'c3', snapshot: named })];

test('a downgrade that works alone and fails among the others', () => {
  const refused = failure({
    message: 'cannot drop table users because other objects depend on it',
    sqlstate: '2BP01',
    at: { file: fileOf('b2'), line: 21, commit: 'head' },
  });
  const rollbacks = [whole(down({ revision: 'c3', snapshot: users }), down({ revision: 'b2', failure: refused }))];
  expect(saidOf(rollbacks)).toEqual([
    'error rollback-reaches-base b2 on postgres at migrations/versions/b2.py:21',
    'On its own this revision goes down; with all new revisions together, it fails at line 21.',
    'Postgres said: cannot drop table users because other objects depend on it (2BP01)',
    '',
    '```sql',
    'ALTER TABLE users DROP COLUMN x',
    '```',
    'fix: A newer revision leaves something that this one does not expect, rows or objects: let its downgrade() take back what its upgrade() puts there.',
  ]);
});

test('what is left only after the whole way down belongs to the revision in which it first shows', () => {
  const left = snapshot(table('users'), mood);
  const rollbacks = [
    whole(down({ revision: 'c3', snapshot: left }), down({ revision: 'b2', snapshot: snapshot(mood) }), ...again),
  ];
  expect(saidOf(rollbacks)).toEqual([
    'error rollback-reaches-base c3 on postgres at migrations/versions/c3.py:20',
    'Down from the head to where production stands, enum type `mood` is left behind.',
    '',
    '```diff',
    "+ CREATE TYPE mood AS ENUM ('sad', 'ok')",
    '```',
    'fix: Let each downgrade() put back what its own upgrade() found, also when newer revisions have been there before it.',
  ]);
});

test('another schema after the whole way down and up again', () => {
  const other = snapshot(table('users'), column('users', 'name', { type: 'text', 'not null': 'yes' }));
  const rollbacks = [whole(...both, up({ revision: 'b2', snapshot: users }), up({ revision: 'c3', snapshot: other }))];
  expect(saidOf(rollbacks)).toEqual([
    'error rollback-reaches-base c3 on postgres at migrations/versions/c3.py:10',
    'Down to where production stands and up again, column `users.name` is NOT NULL, was nullable.',
    '',
    '```diff',
    '- name text',
    '+ name text NOT NULL',
    '```',
    'fix: Let each downgrade() put back what its own upgrade() found, also when newer revisions have been there before it.',
  ]);
});

test('what the walk of a revision told already is not told again', () => {
  const left = snapshot(mood);
  const withMood = snapshot(table('users'), mood);
  const leaving = walk([
    step('upgrade', { snapshot: withMood }),
    step('downgrade', { snapshot: left }),
    step('re-upgrade', { failure: failure() }),
  ]);
  const rollbacks = [
    whole(
      down({ revision: 'c3', snapshot: withMood }),
      down({ revision: 'b2', snapshot: left }),
      up({ revision: 'b2', failure: failure({ message: 'type "mood" already exists' }) }),
    ),
  ];
  expect(saidOf(rollbacks, [leaving, ...good.slice(1)])).toEqual([]);
});

test('below a revision declared irreversible nothing is expected', () => {
  const rollbacks = [
    rollback([down({ revision: 'c3', snapshot: users }), up({ revision: 'c3', snapshot: named })], {
      head: named,
      stoppedAt: 'b2',
    }),
  ];
  expect(saidOf(rollbacks)).toEqual([]);
});

test('a step after which the version stands still is told by version-moves, and nothing is compared after it', () => {
  const still = { snapshot: users, versions: ['b2'], expectedVersions: [] };
  expect(saidOf([whole(down({ revision: 'c3', snapshot: users }), down({ revision: 'b2', ...still }))])).toEqual([]);
});

test('silent when the base is reached and left again, and in a project that only goes forward', () => {
  expect(saidOf([whole(...both, ...again)])).toEqual([]);
  const forward = evidence({
    revisions,
    walks: good,
    rollbacks: [whole(down({ revision: 'b2', snapshot: users }))],
    plan: { forwardOnly: true },
  });
  expect(said(rollbackReachesBase, forward)).toEqual([]);
});
