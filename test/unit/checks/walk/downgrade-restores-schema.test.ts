import { expect, test } from '@jest/globals';
import { downgradeRestoresSchema } from '../../../../src/checks/walk/downgrade-restores-schema.ts';
import type { SchemaSnapshot } from '../../../../src/domain/snapshot.ts';
import type { Statement } from '../../../../src/domain/statement.ts';
import type { Walk } from '../../../../src/domain/walk.ts';
import { evidence, failure, goodSteps, said, statement, step, walk } from '../../../support/evidence.ts';
import {
  column,
  constraint,
  empty,
  enumType,
  extension,
  index,
  onSqlite,
  snapshot,
  table,
} from '../../../support/schema.ts';

const users = table('users');
const left = (
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  up: readonly Statement[] = [],
  down: readonly Statement[] = [],
) =>
  walk(
    [step('upgrade', { statements: up }), step('downgrade', { snapshot: after, statements: down }), step('re-upgrade')],
    { before },
  );
const saidOf = (...walks: readonly Walk[]) => said(downgradeRestoresSchema, evidence({ walks }));

test('an enum type left behind is shown where the upgrade created it', () => {
  const up = [statement("CREATE TYPE mood AS ENUM ('sad', 'ok')", 12), statement('CREATE TABLE moods ()', 14)];
  expect(saidOf(left(empty, snapshot(enumType('mood', "'sad', 'ok'")), up))).toEqual([
    'error downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:12',
    'After the downgrade, enum type `mood` is left behind.',
    '',
    '```diff',
    "+ CREATE TYPE mood AS ENUM ('sad', 'ok')",
    '```',
    'fix: Remove enum type `mood` in downgrade(): `op.execute("DROP TYPE mood")` or `sa.Enum(name="mood").drop(op.get_bind())`. Do so at the end, when no column uses it any more.',
  ]);
});

test('what one line of the upgrade left is one finding', () => {
  const up = [
    statement('ALTER TABLE users ADD COLUMN age INTEGER'),
    statement('CREATE INDEX ix_users_age ON users (age)'),
  ];
  const after = snapshot(users, column('users', 'age'), index('users', 'ix_users_age', 'age'));
  expect(saidOf(left(snapshot(users), after, up))).toEqual([
    'error downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:11',
    'After the downgrade, column `users.age` is left behind.',
    '',
    '```diff',
    '+ age integer',
    '```',
    '',
    'After the downgrade, index `ix_users_age` on `users` is left behind.',
    '',
    '```diff',
    '+ CREATE INDEX ix_users_age ON public.users USING btree (age)',
    '```',
    'fix: Remove column `users.age` in downgrade(): `op.drop_column("users", "age")`.\nRemove index `ix_users_age` on `users` in downgrade(): `op.drop_index("ix_users_age", table_name="users")`.',
  ]);
});

test('a column that comes back with another default is shown where the downgrade made it', () => {
  const up = [statement('ALTER TABLE users DROP COLUMN name', 12)];
  const down = [statement('ALTER TABLE users ADD COLUMN name TEXT', 22)];
  const was = column('users', 'name', { type: 'text', default: "'none'", 'not null': 'yes' });
  const is = column('users', 'name', { type: 'text' });
  expect(saidOf(left(snapshot(users, was), snapshot(users, is), up, down))).toEqual([
    'error downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:22',
    "After the downgrade, default of `users.name` is none, was `'none'`; it is nullable, was NOT NULL.",
    '',
    '```diff',
    "- name text DEFAULT 'none' NOT NULL",
    '+ name text',
    '```',
    'fix: Give column `users.name` back what it had, in downgrade(): `op.alter_column("users", "name", server_default=sa.text("\'none\'"), nullable=False)`.',
  ]);
});

test('a default that the upgrade set and the downgrade forgot is shown where the upgrade set it', () => {
  const after = snapshot(users, column('users', 'name', { type: 'text', default: "'none'" }));
  const sets = [statement("ALTER TABLE users ALTER COLUMN name SET DEFAULT 'none'", 13)];
  const rebuilds = [statement('INSERT INTO _alembic_tmp_users SELECT users.name FROM users', 22)];
  const { steps, ...rest } = left(snapshot(users, column('users', 'name', { type: 'text' })), after, sets, rebuilds);
  const upgraded = steps.map((one) => (one.movement === 'upgrade' ? { ...one, snapshot: after } : one));
  expect(saidOf({ ...rest, steps: upgraded })[0]).toBe(
    'error downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:13',
  );
});

test('a check that is lost on both engines is one finding that names both', () => {
  const check = constraint('users', 'ck_users_age', 'check', 'CHECK (age > 0)');
  const [before, after] = [snapshot(users, check), snapshot(users)];
  const onBoth = [left(before, after), { ...left(onSqlite(before), onSqlite(after)), engine: 'sqlite' as const }];
  expect(saidOf(...onBoth)).toEqual([
    'error downgrade-restores-schema b2 on postgres, sqlite at migrations/versions/b2.py:20',
    'After the downgrade, constraint `ck_users_age` on `users` is gone.',
    '',
    '```diff',
    '- CONSTRAINT ck_users_age CHECK (age > 0)',
    '```',
    'fix: Put constraint `ck_users_age` on `users` back in downgrade(), exactly as shown: `op.create_check_constraint(…)`. On SQLite do so inside `with op.batch_alter_table("…") as batch_op:`.',
  ]);
});

test('what is not as it was on one engine only says which one', () => {
  const check = constraint('users', 'ck_users_age', 'check', 'CHECK (age > 0)');
  const other = index('users', 'ix_users_age', 'age');
  const onPostgres = left(snapshot(users, other), snapshot(users));
  const sqlite = left(onSqlite(snapshot(users, other, check)), onSqlite(snapshot(users)));
  const lines = saidOf(onPostgres, { ...sqlite, engine: 'sqlite' });
  expect(lines.filter((line) => line.includes('is gone'))).toEqual([
    'After the downgrade, index `ix_users_age` on `users` is gone.',
    'On SQLite: After the downgrade, constraint `ck_users_age` on `users` is gone.',
  ]);
});

test('column order alone is a notice', () => {
  const at = (name: string, position: string) => column('users', name, { position });
  const before = snapshot(users, at('id', '1'), at('name', '2'), at('age', '3'));
  const after = snapshot(users, at('id', '1'), at('name', '4'), at('age', '3'));
  expect(saidOf(left(before, after))).toEqual([
    'notice downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:20',
    'After the downgrade, column `users.name` stands at another place among the columns.',
    '',
    '```diff',
    '- position: 2',
    '+ position: 4',
    '```',
    'fix: Nothing needs to be done unless something reads columns by their place or constraints by this name.',
  ]);
});

test('an extension and an enum label that stay are notices as long as the second upgrade succeeds', () => {
  const before = snapshot(enumType('mood', "'sad', 'ok'"));
  const after = snapshot(enumType('mood', "'sad', 'ok', 'happy'"), extension('citext'));
  const copes = left(before, after);
  const fails = { ...copes, steps: [...copes.steps.slice(0, 2), step('re-upgrade', { failure: failure() })] };
  expect(saidOf(copes).filter((line) => /^(notice|error)/.test(line))).toEqual([
    'notice downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:20',
  ]);
  expect(saidOf(fails).filter((line) => /^(notice|error)/.test(line))).toEqual([
    'error downgrade-restores-schema b2 on postgres at migrations/versions/b2.py:20',
  ]);
});

test('silent when everything is as before, when a step before failed and when the project only goes forward', () => {
  const after = snapshot(users);
  const notReached = [
    step('upgrade', { failure: failure() }),
    step('downgrade', { outcome: 'skipped', snapshot: null }),
  ];
  const downFails = [step('upgrade', { snapshot: after }), step('downgrade', { failure: failure(), snapshot: after })];
  expect(saidOf(walk(goodSteps(empty, after)), walk(notReached), walk(downFails))).toEqual([]);
  const forward = evidence({ walks: [left(empty, after)], plan: { forwardOnly: true } });
  expect(said(downgradeRestoresSchema, forward)).toEqual([]);
});
