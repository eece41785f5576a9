import { expect, test } from '@jest/globals';
import { enginesAgree } from '../../../../src/checks/walk/engines-agree.ts';
import type { SchemaSnapshot } from '../../../../src/domain/snapshot.ts';
import type { Statement } from '../../../../src/domain/statement.ts';
import { evidence, failure, said, statement, step, walk } from '../../../support/evidence.ts';
import { column, constraint, enumType, index, onSqlite, snapshot, table } from '../../../support/schema.ts';

const users = [table('users'), column('users', 'id', { 'not null': 'yes' }), column('users', 'email')];
const start = snapshot(...users);
const on = (
  engine: 'postgres' | 'sqlite',
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  statements: readonly Statement[] = [],
) => {
  const seen = engine === 'sqlite' ? onSqlite : (same: SchemaSnapshot) => same;
  return walk([step('upgrade', { snapshot: seen(after), statements })], { engine, before: seen(before) });
};
const saidOf = (postgres: SchemaSnapshot, sqlite: SchemaSnapshot, before = start) =>
  said(enginesAgree, evidence({ walks: [on('postgres', before, postgres), on('sqlite', before, sqlite)] }));
const facts = (lines: readonly string[]) => lines.filter((line) => line.startsWith('After the upgrade'));

test('a column that only one engine got is shown at the line that made it', () => {
  const statements = [statement('ALTER TABLE users ADD COLUMN age INTEGER', 15)];
  const after = snapshot(...users, column('users', 'age'));
  const walks = [on('postgres', start, after, statements), on('sqlite', start, start)];
  expect(said(enginesAgree, evidence({ walks }))).toEqual([
    'warning engines-agree b2 on postgres, sqlite at migrations/versions/b2.py:15',
    'After the upgrade Postgres has the column `users.age`, SQLite has not.',
    'fix: Make the change on both: look for a branch on the dialect or a caught error that leaves it out on one engine. If the engines are meant to differ here, set `checks: {engines-agree: off}`.',
  ]);
});

test('a table that only one engine got hides its columns and keys', () => {
  const orders = [
    table('orders'),
    column('orders', 'id', { 'not null': 'yes' }),
    constraint('orders', 'uq', 'unique', 'UNIQUE (id)'),
  ];
  expect(facts(saidOf(snapshot(...users), snapshot(...users, ...orders)))).toEqual([
    'After the upgrade SQLite has the table `orders`, Postgres has not.',
  ]);
});

test('a NOT NULL, a uniqueness and a foreign key that only one engine has', () => {
  const teams = [table('teams'), column('teams', 'id'), column('users', 'team_id')];
  const full = snapshot(
    ...users.slice(0, 2),
    column('users', 'email', { 'not null': 'yes' }),
    ...teams,
    constraint('users', 'uq_users_email', 'unique', 'UNIQUE (email)'),
    constraint('users', 'fk_users_team', 'foreign key', 'FOREIGN KEY (team_id) REFERENCES public.teams(id)'),
  );
  expect(facts(saidOf(full, snapshot(...users, ...teams)))).toEqual([
    'After the upgrade `users.email` is NOT NULL on Postgres and nullable on SQLite.',
    'After the upgrade `users(email)` is unique on Postgres, and not on SQLite.',
    'After the upgrade Postgres has the foreign key `users(team_id) → teams`, SQLite has not.',
  ]);
});

test('silent about names and types: a unique index is as good as a unique constraint, a text as good as a varchar', () => {
  const uniqueIndex = {
    ...index('users', 'ix_users_email', 'email'),
    definition: 'CREATE UNIQUE INDEX ix_users_email ON users (email)',
  };
  const postgres = snapshot(
    ...users,
    enumType('mood', "'ok'"),
    column('users', 'mood', { type: 'mood' }),
    constraint('users', 'uq', 'unique', 'UNIQUE (email)'),
  );
  const sqlite = snapshot(...users, column('users', 'mood', { type: 'VARCHAR(4)' }), uniqueIndex);
  expect(saidOf(postgres, sqlite)).toEqual([]);
});

test('silent about the case of names that were not quoted', () => {
  const [lower, upper] = ['teams', 'Teams'].map((name) => snapshot(...users, table(name), column(name, 'id')));
  expect(saidOf(lower ?? start, upper ?? start)).toEqual([]);
});

test('silent about what a primary key says by itself', () => {
  const key = constraint('users', 'users_pkey', 'primary key', 'PRIMARY KEY (id)');
  const nullable = snapshot(table('users'), column('users', 'id'), key);
  expect(saidOf(snapshot(...users.slice(0, 2), key), nullable, snapshot())).toEqual([]);
});

test('silent about a difference that stood before', () => {
  const [more, less] = [snapshot(...users, column('users', 'age')), start];
  const walks = [
    on('postgres', more, snapshot(...more.values(), column('users', 'x'))),
    on('sqlite', less, snapshot(...users, column('users', 'x'))),
  ];
  expect(said(enginesAgree, evidence({ walks }))).toEqual([]);
});

test('silent where only one engine was walked to the end', () => {
  const other = walk([step('upgrade', { failure: failure() })], { engine: 'sqlite', before: onSqlite(start) });
  const walks = [on('postgres', start, snapshot(...users, column('users', 'age'))), other];
  expect(said(enginesAgree, evidence({ walks }))).toEqual([]);
});
