import { describe, expect, it } from '@jest/globals';
import { dotted } from '../../../src/domain/reference.ts';
import type { SchemaSnapshot } from '../../../src/domain/snapshot.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { takenAway } from '../../../src/domain/taken-away.ts';
import { statement, step, walk } from '../../support/evidence.ts';
import { column, constraint, enumType, index, onSqlite, snapshot, table } from '../../support/schema.ts';

const before = snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'config'));
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

  it('is a table of its schema, though another schema has one of that name', () => {
    const elsewhere = { ...table('tenants'), schema: 'shared', key: 'table shared.tenants' };
    const walked = upgraded('b2', snapshot(table('tenants'), elsewhere), snapshot(elsewhere));
    expect(takenAway([walked]).map(({ name }) => name)).toEqual([{ schema: 'public', table: 'tenants', column: null }]);
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

  it('is a rename where the database gives one id to both names, whatever the statement', () => {
    const named2 = (name: string, oid: string) => ({ ...column('tenants', name), oid });
    const was = snapshot(table('tenants'), named2('config', '16402.3'));
    const rename = [statement("DO $$ BEGIN EXECUTE 'ALTER TABLE tenants RENAME config TO settings'; END $$", 9)];
    expect(
      named([upgraded('b2', was, snapshot(table('tenants'), named2('settings', '16402.3')), rename)]),
    ).toMatchObject([{ what: 'tenants.config', renamedTo: 'settings', line: 9 }]);
    const anew = [
      statement('ALTER TABLE tenants RENAME config TO old', 8),
      statement('ALTER TABLE tenants DROP old', 9),
    ];
    expect(named([upgraded('b2', was, snapshot(table('tenants'), named2('settings', '16402.4')), anew)])).toMatchObject(
      [{ what: 'tenants.config', renamedTo: null }],
    );
  });

  it('is followed through several renames, and dropped when the last name is', () => {
    const twice = [
      statement('ALTER TABLE tenants RENAME COLUMN config TO old', 8),
      statement('ALTER TABLE tenants RENAME COLUMN old TO settings', 9),
    ];
    const after = snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'settings'));
    expect(named([upgraded('b2', before, after, twice)])).toMatchObject([{ renamedTo: 'settings' }]);
    expect(named([upgraded('b2', before, without, twice)])).toMatchObject([{ renamedTo: null }]);
  });

  it('is renamed when one engine rebuilds the table and another renames', () => {
    const after = snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'settings'));
    const rebuilt = { ...upgraded('b2', onSqlite(before), onSqlite(after)), engine: 'sqlite' as const };
    const renamed = upgraded('b2', before, after, [statement('ALTER TABLE tenants RENAME config TO settings', 9)]);
    expect(named([rebuilt, renamed])).toMatchObject([{ renamedTo: 'settings' }]);
  });

  it('is not what a later revision brings back, or what a batch operation made for itself', () => {
    expect(named([upgraded('b2', before, without), upgraded('c3', without, before)])).toEqual([]);
    expect(named([upgraded('b2', snapshot(table('_alembic_tmp_tenants')), snapshot())])).toEqual([]);
  });

  it('is nothing while the upgrade fails', () => {
    expect(named([walk([step('upgrade', { outcome: 'failed', snapshot: without })], { before })])).toEqual([]);
  });
});

describe('constraints and indexes', () => {
  const unique = (name: string, oid?: string) => ({
    ...constraint('tenants', name, 'unique', 'UNIQUE (id)'),
    ...(oid !== undefined && { oid }),
  });
  const all = snapshot(
    table('tenants'),
    column('tenants', 'id'),
    unique('uq_id', '7'),
    index('tenants', 'ix_id', 'id'),
  );
  const lost = (was: SchemaSnapshot, is: SchemaSnapshot, ...statements: readonly Statement[]) =>
    takenAway([upgraded('b2', was, is, statements)]).map(
      ({ name, constraint: gone, renamedTo, statement }) =>
        `${gone?.kind} ${dotted(name)}${gone?.isShared ? ' (shared)' : ''} → ${renamedTo} (${statement?.line})`,
    );

  it.each([
    [
      'dropped',
      snapshot(table('tenants'), column('tenants', 'id')),
      [statement('ALTER TABLE tenants DROP CONSTRAINT uq_id', 7), statement('DROP INDEX ix_id', 8)],
      ['constraint tenants.uq_id → null (7)', 'index tenants.ix_id → null (8)'],
    ],
    [
      'renamed',
      snapshot(table('tenants'), column('tenants', 'id'), unique('uq_key', '7'), index('tenants', 'ix_id', 'id')),
      [statement('ALTER TABLE tenants RENAME CONSTRAINT uq_id TO uq_key', 7)],
      ['constraint tenants.uq_id → uq_key (7)'],
    ],
  ])('%s', (_, after, statements, said) => expect(lost(all, after, ...statements)).toEqual(said));

  it('are silent where the table goes, where they stay, and where nobody gave them a name', () => {
    expect(lost(all, snapshot()).filter((said) => !said.startsWith('undefined'))).toEqual([]);
    expect(lost(all, all)).toEqual([]);
    const unnamed = { ...unique('tenants_id_key'), attributes: { unnamed: 'yes' } };
    expect(lost(snapshot(table('tenants'), unnamed), snapshot(table('tenants')))).toEqual([]);
  });

  it('say where another table has one of the same name', () => {
    const other = constraint('plans', 'uq_id', 'unique', 'UNIQUE (id)');
    const were = snapshot(table('tenants'), unique('uq_id'), table('plans'), other);
    expect(lost(were, snapshot(table('tenants'), table('plans'), other))).toEqual([
      'constraint tenants.uq_id (shared) → null (undefined)',
    ]);
  });
});

describe('where the content of a dropped column went', () => {
  const settings = snapshot(
    table('tenants'),
    column('tenants', 'id'),
    column('tenants', 'settings'),
    table('options'),
    column('options', 'value'),
  );
  const successor = (sql: string, after = settings) => {
    const [taken] = takenAway([upgraded('b2', before, after, [statement(sql, 9)])]);
    return taken?.successor ? dotted(taken.successor.name) : null;
  };

  it.each([
    ['UPDATE tenants SET settings = config', 'tenants.settings'],
    [
      'update "tenants" as t set "settings" = coalesce(t."config", 1), id = 2 where config is not null',
      'tenants.settings',
    ],
    ['UPDATE options SET value = t.config FROM tenants t WHERE t.id = 1', 'options.value'],
    ['UPDATE options SET value = (SELECT config FROM tenants LIMIT 1)', 'options.value'],
    ['INSERT INTO options (value) SELECT config::text FROM tenants', 'options.value'],
    [
      'INSERT INTO _alembic_tmp_tenants (id, settings) SELECT tenants.id, tenants.config FROM tenants',
      'tenants.settings',
    ],
  ])('%s', (sql, to) => expect(successor(sql)).toBe(to));

  it.each([
    'UPDATE tenants SET settings = 1 WHERE config = 2',
    'UPDATE tenants SET config = settings',
    'UPDATE options SET value = config',
    'INSERT INTO options (value) SELECT id FROM tenants',
    "INSERT INTO options (value) VALUES ('config')",
    'SELECT config FROM tenants',
  ])('not by %s', (sql) => expect(successor(sql)).toBeNull());

  it('not to a column that is gone in the end', () => {
    expect(successor('UPDATE tenants SET settings = config', without)).toBeNull();
  });
});

describe('what is still there, and not as it was', () => {
  const altered = (was: Record<string, string>, is: Record<string, string>) =>
    takenAway([
      upgraded('b2', snapshot(table('t'), column('t', 'c', was)), snapshot(table('t'), column('t', 'c', is)), [
        statement('ALTER TABLE t ALTER COLUMN c TYPE x', 7),
      ]),
    ]).map(({ name, altered, statement }) => `${dotted(name)} ${altered} (${statement?.line})`);

  it.each([
    [{}, { 'not null': 'yes' }, 't.c makes it NOT NULL (7)'],
    [{ type: 'integer' }, { type: 'text' }, 't.c changes its type from `integer` to `text` (7)'],
    [{ type: 'VARCHAR(9)' }, { type: 'VARCHAR(5)' }, 't.c shortens it from `VARCHAR(9)` to `VARCHAR(5)` (7)'],
    [{ type: 'text' }, { type: 'character varying(5)' }, 't.c shortens it from `text` to `character varying(5)` (7)'],
  ])('%j is %j', (was, is, said) => expect(altered(was, is)).toEqual([said]));

  it.each([
    [{ 'not null': 'yes' }, {}],
    [{ type: 'character varying(5)' }, { type: 'character varying(9)' }],
    [{ type: 'character varying(5)' }, { type: 'text' }],
    [{ default: '1' }, { default: '2' }],
  ])('is silent about %j that is %j', (was, is) => expect(altered(was as never, is as never)).toEqual([]));

  it('is dropped when a later revision drops it', () => {
    const all = snapshot(table('t'), column('t', 'c'), column('t', 'd'));
    const strict = snapshot(table('t'), column('t', 'c', { 'not null': 'yes' }), column('t', 'd'));
    const gone = snapshot(table('t'), column('t', 'd'));
    expect(takenAway([upgraded('b2', all, strict), upgraded('c3', strict, gone)])).toMatchObject([
      { altered: null, revision: 'c3' },
    ]);
  });
});

describe('labels of an enum type', () => {
  const type = (labels: string, oid?: string) => ({ ...enumType('state', labels), ...(oid !== undefined && { oid }) });
  const lost = (was: ReturnType<typeof type>, is: ReturnType<typeof type>) => {
    const columns = [table('orders'), column('orders', 'state', { type: 'public.state' }), column('orders', 'id')];
    const statements = [statement("ALTER TYPE state RENAME VALUE 'archived' TO 'done'", 7)];
    return takenAway([upgraded('b2', snapshot(was, ...columns), snapshot(is, ...columns), statements)]).map(
      ({ name, label, renamedTo, statement }) =>
        `${dotted(name)} of ${label?.columns.map(dotted)} → ${renamedTo} (${statement?.line})`,
    );
  };

  it('that the type does not have any more are dropped', () => {
    expect(lost(type("'new', 'archived'"), type("'new'"))).toEqual(['state.archived of orders.state → null (7)']);
  });

  it('in whose place the same type has another are renamed', () => {
    expect(lost(type("'new', 'archived'", '1'), type("'new', 'done'", '1'))).toEqual([
      'state.archived of orders.state → done (7)',
    ]);
    expect(lost(type("'new', 'archived'", '1'), type("'new', 'done'", '2'))).toEqual([
      'state.archived of orders.state → null (7)',
    ]);
  });

  it('that come are nothing', () => expect(lost(type("'new'"), type("'new', 'archived'"))).toEqual([]));
});
