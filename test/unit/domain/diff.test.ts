import { describe, expect, it } from '@jest/globals';
import { type Change, diff, objectOf } from '../../../src/domain/diff.ts';
import { keyIn, type ObjectKind, type SchemaObject, type SchemaSnapshot } from '../../../src/domain/snapshot.ts';

const object = (
  kind: ObjectKind,
  name: string,
  table: string | null = null,
  attributes: Record<string, string> = {},
  schema: string | null = 'public',
): SchemaObject => ({
  key: `${kind} ${[schema, table, name].filter((part) => part !== null).join('.')}`,
  kind,
  schema,
  table,
  name,
  attributes,
  definition: name,
});

const snapshot = (...objects: readonly SchemaObject[]): SchemaSnapshot =>
  new Map(objects.map((each) => [each.key, each]));

const columns = (...names: readonly string[]): readonly SchemaObject[] =>
  names.map((name, index) => object('column', name, 't', { position: String(index + 1) }));

const summary = (changes: readonly Change[]): readonly string[] =>
  changes.map((change) => `${change.kind} ${objectOf(change).key}`);

describe('diff', () => {
  it('finds nothing between equal snapshots', () => {
    const same = () =>
      snapshot(object('table', 't'), ...columns('a', 'b'), object('enum', 'mood', null, { labels: 'x' }));
    expect(diff(same(), same())).toEqual([]);
  });

  it('tells each attribute that differs, an absent one as null', () => {
    const was = object('column', 'a', 't', { type: 'integer', default: '0' });
    const is = object('column', 'a', 't', { type: 'bigint', 'not null': 'yes' });
    expect(diff(snapshot(was), snapshot(is))).toEqual([
      {
        kind: 'changed',
        before: was,
        after: is,
        attributes: [
          { name: 'type', before: 'integer', after: 'bigint' },
          { name: 'default', before: '0', after: null },
          { name: 'not null', before: null, after: 'yes' },
        ],
        cosmetic: false,
      },
    ]);
  });

  it('does not compare definitions', () => {
    const was = object('view', 'v');
    expect(diff(snapshot(was), snapshot({ ...was, definition: 'other' }))).toEqual([]);
  });

  it('keeps databases of one run apart: what came with a table belongs to the table of its own database', () => {
    const inside = (database: string, ...objects: readonly SchemaObject[]) =>
      objects.map((each) => ({ ...each, database, key: keyIn(each.key, database) }));
    const table = [object('table', 't'), object('column', 'a', 't')];
    const owned = object('sequence', 's', null, { 'owned by': 'public.t.a' });
    const before = snapshot(...inside('one', ...table), ...inside('two', object('table', 't')));
    const after = snapshot(...inside('one', ...table), ...inside('two', ...table, owned));
    expect(summary(diff(before, after))).toEqual(['added column public.t.a in two']);
    expect(summary(diff(snapshot(), after))).toEqual(['added table public.t in one', 'added table public.t in two']);
  });

  describe('one cause', () => {
    const table = object('table', 't');
    const owned = [
      object('column', 'a', 't'),
      object('constraint', 'ck', 't'),
      object('index', 'ix', 't'),
      object('trigger', 'tr', 't'),
      object('policy', 'p', 't'),
      object('sequence', 't_a_seq', 't'),
    ];

    it('folds what belongs to a table that is gone into it', () => {
      const changes = diff(snapshot(table, ...owned), snapshot());
      expect(summary(changes)).toEqual(['gone table public.t']);
      expect(changes[0]).toMatchObject({ folded: { length: owned.length } });
    });

    it('folds an operator class into its family, and a security label into what it is on', () => {
      const family = object('operator family', 'ops USING btree');
      const whole = object('operator class', 'ops USING btree', null, { family: 'public.ops USING btree' });
      const label = object('security label', 'selinux ON table public.t', null, { on: 'table public.t' }, null);
      expect(summary(diff(snapshot(family, whole, table, label), snapshot()))).toEqual([
        'gone operator family public.ops USING btree',
        'gone table public.t',
      ]);
    });

    it('folds what belongs to a table that is added into it', () => {
      expect(summary(diff(snapshot(), snapshot(...owned, table)))).toEqual(['added table public.t']);
    });

    it("folds a view's columns, a domain's constraints, and a partition with its columns into the partitioned table", () => {
      const before = snapshot(
        object('view', 'v'),
        object('column', 'c', 'v'),
        object('domain', 'd'),
        object('constraint', 'd_check', 'd'),
        object('partitioned table', 'whole'),
        object('table', 'part', 'whole'),
        object('column', 'a', 'part'),
      );
      expect(summary(diff(before, snapshot()))).toEqual([
        'gone domain public.d',
        'gone view public.v',
        'gone partitioned table public.whole',
      ]);
    });

    it('keeps apart what belongs to a table of the same name in another schema', () => {
      const elsewhere = object('column', 'a', 't', {}, 'audit');
      expect(summary(diff(snapshot(table, elsewhere), snapshot()))).toEqual([
        'gone column audit.t.a',
        'gone table public.t',
      ]);
    });

    it('folds only in the same direction', () => {
      const changes = diff(snapshot(table), snapshot(object('index', 'ix', 't')));
      expect(summary(changes)).toEqual(['gone table public.t', 'added index public.t.ix']);
    });

    it('folds the sequence that served a column into the column', () => {
      const table = object('table', 't');
      const column = object('column', 'n', 't');
      const sequence = object('sequence', 't_n_seq', 't', { 'owned by': 'public.t.n' });
      const changes = diff(snapshot(table), snapshot(table, sequence, column));
      expect(changes).toEqual([{ kind: 'added', object: column, folded: [sequence] }]);
    });

    it('shows a column that a standing table lost by itself', () => {
      expect(summary(diff(snapshot(table, ...columns('a', 'b')), snapshot(table, ...columns('a'))))).toEqual([
        'gone column public.t.b',
      ]);
    });
  });

  describe('the place of a column', () => {
    it('is not changed by a column before it that is gone', () => {
      expect(summary(diff(snapshot(...columns('a', 'b', 'c')), snapshot(...columns('b', 'c'))))).toEqual([
        'gone column public.t.a',
      ]);
    });

    it('is cosmetic, and only the column that moved is named', () => {
      const changes = diff(snapshot(...columns('a', 'b', 'c', 'd')), snapshot(...columns('a', 'c', 'd', 'b')));
      expect(summary(changes)).toEqual(['changed column public.t.b']);
      expect(changes[0]).toMatchObject({ cosmetic: true, attributes: [{ name: 'position', before: '2', after: '4' }] });
    });

    it('names the last of two columns that changed places', () => {
      expect(summary(diff(snapshot(...columns('a', 'b')), snapshot(...columns('b', 'a'))))).toEqual([
        'changed column public.t.a',
      ]);
    });

    it('beside a real difference does not make that cosmetic', () => {
      const [a, b] = columns('a', 'b');
      const before = snapshot(...columns('b', 'a'));
      const after = snapshot(
        { ...(a as SchemaObject), attributes: { position: '1', type: 'text' } },
        b as SchemaObject,
      );
      const change = diff(before, after).find((each) => objectOf(each).name === 'a');
      expect(change).toMatchObject({ cosmetic: false, attributes: [{ name: 'type' }] });
    });
  });

  it('calls the mere name of a NOT NULL cosmetic', () => {
    const named = (name: string) => snapshot(object('column', 'a', 't', { 'not null name': name, 'not null': 'yes' }));
    expect(diff(named('x'), named('y'))).toMatchObject([{ cosmetic: true }]);
  });

  it('orders by schema, table, kind and name, whatever the order of the snapshots', () => {
    const objects = [
      object('index', 'a_ix', 'b'),
      object('column', 'z', 'b'),
      object('column', 'a', 'b'),
      object('enum', 'a'),
      object('schema', 'aa', null, {}, null),
      object('table', 'c'),
    ];
    const expected = [
      'gone schema aa',
      'gone enum public.a',
      'gone column public.b.a',
      'gone column public.b.z',
      'gone index public.b.a_ix',
      'gone table public.c',
    ];
    expect(summary(diff(snapshot(...objects), snapshot()))).toEqual(expected);
    expect(summary(diff(snapshot(...objects.toReversed()), snapshot()))).toEqual(expected);
  });
});
