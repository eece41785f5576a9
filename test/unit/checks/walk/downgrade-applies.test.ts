import { expect, test } from '@jest/globals';
import { downgradeApplies } from '../../../../src/checks/walk/downgrade-applies.ts';
import { evidence, failure, fileOf, goodSteps, revision, said, step, walk } from '../../../support/evidence.ts';
import { empty, snapshot, table } from '../../../support/schema.ts';

const at = { file: fileOf('b2'), line: 22, commit: 'head' } as const;
const failingDown = (own = failure({ at })) => [walk([step('upgrade'), step('downgrade', { failure: own })])];

test('a refused statement is told with its line', () => {
  expect(said(downgradeApplies, evidence({ walks: failingDown() }))).toEqual([
    'error downgrade-applies b2 on postgres at migrations/versions/b2.py:22',
    'The downgrade fails at line 22.',
    'Postgres said: column "x" does not exist (42703)',
    '',
    '```sql',
    'ALTER TABLE users DROP COLUMN x',
    '```',
    'fix: Name what upgrade() really made: compare names and schemas with it, and undo its statements in reverse order.',
  ]);
});

test('dropping a constraint without a name says where its name belongs', () => {
  const unnamed = failure({
    at,
    kind: 'python',
    exception: 'sqlalchemy.exc.CompileError',
    message: "Can't emit DROP CONSTRAINT for constraint ForeignKeyConstraint(); it has no name",
    sqlstate: null,
    statement: null,
    traceback:
      '  File "migrations/versions/b2.py", line 22, in downgrade\n    op.drop_constraint(None, "orders", type_="foreignkey")',
  });
  expect(said(downgradeApplies, evidence({ walks: failingDown(unnamed) }))).toEqual([
    'error downgrade-applies b2 on postgres at migrations/versions/b2.py:22',
    'The downgrade fails at line 22.',
    "The migration's own code raised CompileError: Can't emit DROP CONSTRAINT for constraint ForeignKeyConstraint(); it has no name",
    '',
    '```',
    '  File "migrations/versions/b2.py", line 22, in downgrade',
    '    op.drop_constraint(None, "orders", type_="foreignkey")',
    '```',
    'fix: Nothing can be dropped without a name. Give the constraint a name where upgrade() creates it, and use that name here; or set a `naming_convention` on the MetaData, so that every constraint has one.',
  ]);
});

test('what cannot be altered in place on SQLite is sent to a batch operation', () => {
  const unsupported = failure({
    at,
    kind: 'python',
    exception: 'builtins.NotImplementedError',
    message: 'No support for ALTER of constraints in SQLite dialect.',
    sqlstate: null,
    statement: null,
  });
  expect(said(downgradeApplies, evidence({ walks: failingDown(unsupported) })).at(-1)).toEqual(
    'fix: If Alembic raised this, the engine cannot make the change in place: put the operation into `with op.batch_alter_table("…") as batch_op:`. If the line raises it on purpose, write what it should do.',
  );
});

test.each(['missing', 'raises'] as const)('a downgrade that is %s is left to downgrade-exists', (kind) => {
  const revisions = [revision('b2', { downgrade: { kind } })];
  expect(said(downgradeApplies, evidence({ revisions, walks: failingDown() }))).toEqual([]);
});

test('nothing is said about the downgrades of a project that only goes forward', () => {
  expect(said(downgradeApplies, evidence({ plan: { forwardOnly: true }, walks: failingDown() }))).toEqual([]);
});

test('silent about a downgrade that runs through, and about one that never ran', () => {
  const skipped = step('downgrade', { outcome: 'skipped', snapshot: null, versions: null });
  const walks = [
    walk(goodSteps(empty, snapshot(table('users')))),
    walk([step('upgrade', { failure: failure() }), skipped], { engine: 'sqlite' }),
  ];
  expect(said(downgradeApplies, evidence({ walks }))).toEqual([]);
});
