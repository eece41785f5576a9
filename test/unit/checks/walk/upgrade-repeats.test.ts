import { expect, test } from '@jest/globals';
import { downgradeRestoresSchema } from '../../../../src/checks/walk/downgrade-restores-schema.ts';
import { upgradeRepeats } from '../../../../src/checks/walk/upgrade-repeats.ts';
import {
  evidence,
  failure,
  findingsOf,
  goodSteps,
  rendered,
  said,
  statement,
  step,
  walk,
} from '../../../support/evidence.ts';
import { column, empty, enumType, snapshot, table } from '../../../support/schema.ts';

const mood = snapshot(enumType('mood', "'sad', 'ok'"));
const refused = failure({
  message: 'type "mood" already exists',
  sqlstate: '42710',
  statement: statement("CREATE TYPE mood AS ENUM ('sad', 'ok')", 12),
});
const leftEnum = evidence({
  walks: [
    walk([
      step('upgrade', { snapshot: mood }),
      step('downgrade', { snapshot: mood }),
      step('re-upgrade', { failure: refused }),
    ]),
  ],
});

test('a second upgrade that meets what the downgrade left names it', () => {
  expect(said(upgradeRepeats, leftEnum)).toEqual([
    'error upgrade-repeats b2 on postgres at migrations/versions/b2.py:12',
    'The upgrade runs once, but not again after the downgrade: it fails at line 12.',
    'Postgres said: type "mood" already exists (42710)',
    '',
    '```sql',
    "CREATE TYPE mood AS ENUM ('sad', 'ok')",
    '```',
    'fix: Let downgrade() put enum type `mood` back as it was: the second upgrade meets what the first one left.',
  ]);
});

test('the thing left and the upgrade that meets it are one finding', () => {
  const findings = findingsOf([downgradeRestoresSchema, upgradeRepeats], leftEnum);
  expect(findings.flatMap(rendered)).toEqual([
    'error downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:20',
    'After the downgrade, enum type `mood` is left behind.',
    '',
    '```diff',
    "+ CREATE TYPE mood AS ENUM ('sad', 'ok')",
    '```',
    'fix: Remove enum type `mood` in downgrade(): `op.execute("DROP TYPE mood")` or `sa.Enum(name="mood").drop(op.get_bind())`. Do so at the end, when no column uses it any more.',
    'also upgrade-repeats: The upgrade runs once, but not again after the downgrade: it fails at line 12.',
  ]);
});

test('a second upgrade that meets the rows of the first is a finding of its own', () => {
  const twice = failure({
    message: 'duplicate key value violates unique constraint "roles_pkey"',
    sqlstate: '23505',
    detail: 'DETAIL: Key (id)=(1) already exists.',
    statement: statement("INSERT INTO roles VALUES (1, 'admin')", 12),
  });
  const walks = [walk([step('upgrade'), step('downgrade'), step('re-upgrade', { failure: twice })])];
  expect(said(upgradeRepeats, evidence({ walks }))).toEqual([
    'error upgrade-repeats b2 on postgres at migrations/versions/b2.py:12',
    'The upgrade runs once, but not again after the downgrade: it fails at line 12.',
    'Postgres said: duplicate key value violates unique constraint "roles_pkey" (23505)',
    'DETAIL: Key (id)=(1) already exists.',
    '',
    '```sql',
    "INSERT INTO roles VALUES (1, 'admin')",
    '```',
    'fix: Let downgrade() take out the rows that upgrade() puts in, and put back those that it changes: the second upgrade meets them.',
  ]);
});

test('another schema after the second upgrade', () => {
  const users = table('users');
  const first = snapshot(users, column('users', 'name', { type: 'text', 'not null': 'yes' }));
  const second = snapshot(users, column('users', 'name', { type: 'text' }));
  const statements = [statement('ALTER TABLE users ADD COLUMN IF NOT EXISTS name text', 13)];
  const walks = [
    walk([
      step('upgrade', { snapshot: first }),
      step('downgrade'),
      step('re-upgrade', { snapshot: second, statements }),
    ]),
  ];
  expect(said(upgradeRepeats, evidence({ walks }))).toEqual([
    'error upgrade-repeats b2 on postgres at migrations/versions/b2.py:13',
    'After the second upgrade column `users.name` is nullable, was NOT NULL after the first.',
    '',
    '```diff',
    '- name text NOT NULL',
    '+ name text',
    '```',
    'fix: Let downgrade() put back exactly what upgrade() found, and let upgrade() make column `users.name` the same way each time: an `IF NOT EXISTS` or a check of what is there may hide the difference.',
  ]);
});

test('silent about a good walk, after a downgrade that failed and in a project that only goes forward', () => {
  const noWayBack = [
    step('upgrade'),
    step('downgrade', { failure: failure() }),
    step('re-upgrade', { failure: failure() }),
  ];
  expect(said(upgradeRepeats, evidence({ walks: [walk(goodSteps(empty, mood)), walk(noWayBack)] }))).toEqual([]);
  expect(said(upgradeRepeats, { ...leftEnum, plan: evidence({ plan: { forwardOnly: true } }).plan })).toEqual([]);
});
