import { expect, test } from '@jest/globals';
import { upgradeApplies } from '../../../../src/checks/walk/upgrade-applies.ts';
import { evidence, failure, goodSteps, said, statement, step, walk } from '../../../support/evidence.ts';
import { empty, index, onSqlite, snapshot, table } from '../../../support/schema.ts';

test('a refused statement is told with its line, the words of the database and its code', () => {
  const walks = [walk([step('upgrade', { failure: failure({ detail: 'HINT: Perhaps you meant "users.y".' }) })])];
  expect(said(upgradeApplies, evidence({ walks }))).toEqual([
    'error upgrade-applies b2 on postgres at migrations/versions/b2.py:12',
    'The upgrade fails at line 12.',
    'Postgres said: column "x" does not exist (42703)',
    'HINT: Perhaps you meant "users.y".',
    '',
    '```sql',
    'ALTER TABLE users DROP COLUMN x',
    '```',
    'fix: Check the spelling and the schema; if another revision creates it, let `down_revision` or `depends_on` name that revision.',
  ]);
});

test('the same line that fails on both engines is one finding with the words of both', () => {
  const onSqliteToo = failure({
    exception: 'sqlite3.OperationalError',
    message: 'near "CONSTRAINT": syntax error',
    sqlstate: 'SQLITE_ERROR',
    statement: statement('ALTER TABLE users ADD CONSTRAINT ck CHECK (age > 0)', 12),
  });
  const walks = [
    walk([step('upgrade', { failure: failure() })]),
    walk([step('upgrade', { failure: onSqliteToo })], { engine: 'sqlite' }),
  ];
  expect(said(upgradeApplies, evidence({ walks }))).toEqual([
    'error upgrade-applies b2 on postgres, sqlite at migrations/versions/b2.py:12',
    'The upgrade fails at line 12.',
    'Postgres said: column "x" does not exist (42703)',
    '',
    '```sql',
    'ALTER TABLE users DROP COLUMN x',
    '```',
    '',
    'SQLite said: near "CONSTRAINT": syntax error (SQLITE_ERROR)',
    '',
    '```sql',
    'ALTER TABLE users ADD CONSTRAINT ck CHECK (age > 0)',
    '```',
    'fix: On Postgres: Check the spelling and the schema; if another revision creates it, let `down_revision` or `depends_on` name that revision.\nSQLite cannot make this change in place. Put the operation into `with op.batch_alter_table("…") as batch_op:`, which rebuilds the table.',
  ]);
});

test('an exception of the revision itself is told with its frames', () => {
  const raised = failure({
    kind: 'python',
    exception: 'builtins.KeyError',
    message: "'plan'",
    sqlstate: null,
    statement: null,
    traceback: '  File "migrations/versions/b2.py", line 12, in upgrade\n    names[row["plan"]]\n',
  });
  const walks = [walk([step('upgrade', { failure: raised })])];
  expect(said(upgradeApplies, evidence({ walks }))).toEqual([
    'error upgrade-applies b2 on postgres at migrations/versions/b2.py:12',
    'The upgrade fails at line 12.',
    "The migration's own code raised KeyError: 'plan'",
    '',
    '```',
    '  File "migrations/versions/b2.py", line 12, in upgrade',
    '    names[row["plan"]]',
    '```',
    'fix: Mend the line in upgrade(); the last frame shown is where it was raised.',
  ]);
});

test('an index that the failed upgrade left invalid is named', () => {
  const left = snapshot(table('users'), index('users', 'ix_users_email', 'email', { valid: 'no' }));
  const refused = failure({ message: 'could not create unique index "ix_users_email"', sqlstate: '23505' });
  const walks = [walk([step('upgrade', { failure: refused, snapshot: left })], { before: snapshot(table('users')) })];
  expect(said(upgradeApplies, evidence({ walks }))).toEqual([
    'error upgrade-applies b2 on postgres at migrations/versions/b2.py:12',
    'The upgrade fails at line 12. It leaves something half made: index `ix_users_email` on `users`.',
    'Postgres said: could not create unique index "ix_users_email" (23505)',
    '',
    '```sql',
    'ALTER TABLE users DROP COLUMN x',
    '```',
    'fix: Rows that the history itself puts in stand against it. Mend those rows in this revision before the statement, or loosen the rule.',
  ]);
});

test('a statement in a helper module is told with its file', () => {
  const at = { file: 'migrations/helpers.py', line: 7, commit: 'head' } as const;
  const walks = [walk([step('upgrade', { failure: failure({ at, statement: null }) })])];
  expect(said(upgradeApplies, evidence({ walks })).slice(0, 2)).toEqual([
    'error upgrade-applies b2 on postgres at migrations/helpers.py:7',
    'The upgrade fails at line 7 of migrations/helpers.py.',
  ]);
});

test('an error that the migration swallowed is a notice', () => {
  const walks = [walk([step('upgrade', { swallowed: [failure()] })], { engine: 'sqlite' })];
  expect(said(upgradeApplies, evidence({ walks }))).toEqual([
    'notice upgrade-applies b2 on sqlite at migrations/versions/b2.py:12',
    'A statement of the upgrade fails at line 12, and the migration goes on.',
    'SQLite said: column "x" does not exist (42703)',
    '',
    '```sql',
    'ALTER TABLE users DROP COLUMN x',
    '```',
    'fix: Ask the database first whether the statement is needed (`sa.inspect(op.get_bind())`, `IF EXISTS`), instead of catching the error: it would hide any other one too.',
  ]);
});

test('a time limit and a lost server are not the fault of the migration', () => {
  const lost = (kind: 'timeout' | 'lost') => failure({ kind, sqlstate: null, statement: null });
  const walks = (['timeout', 'lost'] as const).map((kind) => walk([step('upgrade', { failure: lost(kind) })]));
  expect(said(upgradeApplies, evidence({ walks }))).toEqual([]);
});

test('silent about an upgrade that runs through', () => {
  const after = snapshot(table('users'));
  const walks = [
    walk(goodSteps(empty, after)),
    walk(goodSteps(empty, onSqlite(after)), { engine: 'sqlite', revision: 'b2' }),
  ];
  expect(said(upgradeApplies, evidence({ walks }))).toEqual([]);
});
