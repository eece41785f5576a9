import { expect, test } from '@jest/globals';
import { mergedRevisionsUnchanged } from '../../../../src/checks/history/merged-revisions-unchanged.ts';
import type { SchemaSnapshot } from '../../../../src/domain/snapshot.ts';
import type { Statement } from '../../../../src/domain/statement.ts';
import {
  evidence,
  failure,
  first,
  history,
  planned,
  revision,
  said,
  statement,
  step,
  walk,
} from '../../../support/evidence.ts';
import { column, index, snapshot, table } from '../../../support/schema.ts';

const base = history([first, revision('b2')]);
const edited = { base, revisions: [planned('b2', { kind: 'edited' })] };
const users = snapshot(table('users'), column('users', 'name', { type: 'text' }));

const compared = (
  was: SchemaSnapshot,
  is: SchemaSnapshot,
  before: readonly Statement[] = [],
  after: readonly Statement[] = [],
) =>
  walk([step('upgrade', { snapshot: is, statements: after })], {
    kind: 'edited',
    asMerged: { snapshot: was, statements: before },
  });

test('an edit that leads to another schema, at the first statement that is new', () => {
  const now = snapshot(
    table('users'),
    column('users', 'name', { type: 'varchar(20)' }),
    index('users', 'ix_users_name', 'name'),
  );
  const before = [statement('CREATE TABLE users (name text)')];
  const after = [
    statement('CREATE TABLE users (name varchar(20))', 12),
    statement('CREATE INDEX ix_users_name ON users (name)', 14),
  ];
  const walks = [compared(users, now, before, after)];
  expect(said(mergedRevisionsUnchanged, evidence({ plan: edited, walks }))).toEqual([
    'error merged-revisions-unchanged b2 on postgres at migrations/versions/b2.py:12',
    '`b2` is in the base already and was edited. Where the edited version runs instead of the merged one, the schema differs:',
    '',
    '- column `users.name` is `varchar(20)`, was `text`',
    '- index `ix_users_name` on `users` is made by the new version only',
    'fix: Put the file back as it was, and make this change in a new revision after it.',
  ]);
});

test('an edit that leads to the same schema is a warning', () => {
  const walks = [compared(users, users)];
  expect(said(mergedRevisionsUnchanged, evidence({ plan: edited, walks }))).toEqual([
    'warning merged-revisions-unchanged b2 on postgres at migrations/versions/b2.py:3',
    '`b2` is in the base already and was edited. Both versions arrive at the same schema; rows or the downgrade may differ.',
    'fix: Put the file back as it was, unless the edit only mends how new databases are built. What production needs goes into a new revision.',
  ]);
});

test('an edit that was not walked could not be compared', () => {
  expect(said(mergedRevisionsUnchanged, evidence({ plan: edited }))).toEqual([
    'error merged-revisions-unchanged b2 at migrations/versions/b2.py:3',
    '`b2` is in the base already and was edited. What both versions do could not be compared.',
    'fix: Put the file back as it was, and make the change in a new revision after it.',
  ]);
});

test('a file that a merged revision reads counts when the statements differ', () => {
  const because = 'migrations/sql/names.sql';
  const plan = { base, revisions: [planned('b2', { kind: 'edited', because })] };
  const [was, is] = [
    [statement("INSERT INTO names VALUES ('a')", 15)],
    [statement("INSERT INTO names VALUES ('b')", 15)],
  ];
  const saidOf = (after: readonly Statement[]) =>
    said(mergedRevisionsUnchanged, evidence({ plan, walks: [compared(users, users, was, after)] }));
  expect(saidOf(is)).toEqual([
    'warning merged-revisions-unchanged b2 on postgres at migrations/versions/b2.py:15',
    '`b2` is in the base already and was edited through migrations/sql/names.sql, which it reads. Both versions arrive at the same schema; rows or the downgrade may differ.',
    'fix: Put the file back as it was, unless the edit only mends how new databases are built. What production needs goes into a new revision.',
  ]);
  expect(saidOf(was)).toEqual([]);
});

test('a removed revision is shown where it stood, with what took its place', () => {
  const plan = {
    base: history([first, revision('020')]),
    revisions: [planned('020_x'), planned('020', { kind: 'removed' })],
  };
  expect(said(mergedRevisionsUnchanged, evidence({ revisions: [revision('020_x')], plan }))).toEqual([
    'error merged-revisions-unchanged 020 at migrations/versions/020.py:3 of the base',
    '`020` (migrations/versions/020.py) is in the base and no longer here. `020_x` (migrations/versions/020_x.py) stands in its place.',
    'fix: Put the file back as it was: databases that stand at `020` cannot be moved without it. To take back what it did, add a new revision after it.',
  ]);
});

test('silent about new revisions, and where the edited upgrade fails', () => {
  const failing = walk([step('upgrade', { failure: failure() })], { kind: 'edited' });
  expect(said(mergedRevisionsUnchanged, evidence())).toEqual([]);
  expect(said(mergedRevisionsUnchanged, evidence({ plan: edited, walks: [failing] }))).toEqual([]);
});

const squash = (head: SchemaSnapshot) =>
  evidence({
    plan: {
      base: history([first, revision('b2')]),
      head: history([revision('c3', { downRevisions: [] })]),
      revisions: [planned('c3'), planned('a1', { kind: 'removed' }), planned('b2', { kind: 'removed' })],
    },
    squashes: [{ project: 'alembic.ini', engine: 'postgres', base: users, head }],
  });

test('a squash that arrives at the same schema is one notice', () => {
  expect(said(mergedRevisionsUnchanged, squash(users))).toEqual([
    'notice merged-revisions-unchanged c3 at migrations/versions/c3.py:3',
    '`a1`, `b2` are in the base and were replaced by `c3`, which arrives at the same schema.',
    'fix: Databases that ran the old revisions need `alembic stamp --purge c3` when this is deployed: without it the next upgrade does not find where they stand.',
  ]);
});

test('a squash that arrives at another schema is one error', () => {
  expect(said(mergedRevisionsUnchanged, squash(snapshot(table('users'))))).toEqual([
    'error merged-revisions-unchanged c3 at migrations/versions/c3.py:3',
    '`a1`, `b2` are in the base and were replaced by `c3`. It arrives at another schema:',
    '',
    '- column `users.name` is made by the merged version only',
    'fix: Make the new revision arrive where the old ones did, or put them back and make the change in a revision after them.',
  ]);
});
