import { describe, expect, it } from '@jest/globals';
import type { SchemaSnapshot } from '../../../src/domain/snapshot.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { takenAway } from '../../../src/domain/taken-away.ts';
import { statement, step, walk } from '../../support/evidence.ts';
import { column, index, onSqlite, snapshot, table } from '../../support/schema.ts';

const before = snapshot(
  table('tenants'),
  column('tenants', 'id'),
  column('tenants', 'config'),
  index('tenants', 'ix_config', 'config'),
);
const without = snapshot(table('tenants'), column('tenants', 'id'));

const upgraded = (id: string, from: SchemaSnapshot, to: SchemaSnapshot, statements: readonly Statement[] = []) =>
  walk([step('upgrade', { snapshot: to, statements })], { revision: id, before: from });

const named = (walks: Parameters<typeof takenAway>[0]) =>
  takenAway(walks).map(({ name: { table, column }, renamedTo, revision, statement }) => ({
    what: column === null ? table : `${table}.${column}`,
    renamedTo,
    revision,
    line: statement?.line ?? null,
  }));

describe('what is taken away', () => {
  it('is a column that the upgrade drops, with the line of the statement', () => {
    const drop = statement('ALTER TABLE tenants DROP COLUMN config', 12);
    expect(named([upgraded('b2', before, without, [statement('ALTER TABLE tenants ADD x int', 11), drop])])).toEqual([
      { what: 'tenants.config', renamedTo: null, revision: 'b2', line: 12 },
    ]);
  });

  it('is once what two engines show', () => {
    const onBoth = [
      upgraded('b2', before, without),
      { ...upgraded('b2', onSqlite(before), onSqlite(without)), engine: 'sqlite' as const },
    ];
    expect(named(onBoth)).toHaveLength(1);
  });

  it('is a table, not each of its columns', () => {
    expect(named([upgraded('b2', before, snapshot())])).toMatchObject([{ what: 'tenants' }]);
  });

  it.each([
    ['ALTER TABLE tenants RENAME config TO settings'],
    ['ALTER TABLE "tenants" RENAME COLUMN "config" TO "settings"'],
    ['alter table only public.tenants rename column config to settings'],
  ])('is the old name of %s', (sql) => {
    const after = snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'settings'));
    expect(named([upgraded('b2', before, after, [statement(sql, 9)])])).toMatchObject([
      { what: 'tenants.config', renamedTo: 'settings' },
    ]);
  });

  it('is the old name of a table', () => {
    const after = snapshot(table('customers'), column('customers', 'id'), column('customers', 'config'));
    expect(
      named([upgraded('b2', before, after, [statement('ALTER TABLE tenants RENAME TO customers', 9)])]),
    ).toMatchObject([{ what: 'tenants', renamedTo: 'customers' }]);
  });

  it('is not what a later revision brings back, an index, or what a batch operation made for itself', () => {
    expect(named([upgraded('b2', before, without), upgraded('c3', without, before)])).toEqual([]);
    expect(
      named([upgraded('b2', before, snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'config')))]),
    ).toEqual([]);
    expect(named([upgraded('b2', snapshot(table('_alembic_tmp_tenants')), snapshot())])).toEqual([]);
  });

  it('is nothing while the upgrade fails', () => {
    expect(named([walk([step('upgrade', { outcome: 'failed', snapshot: without })], { before })])).toEqual([]);
  });
});
