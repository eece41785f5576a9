import type { Random } from '../../support/random.ts';
import { type Column, type Constraint, type Index, type Model, mayAutoincrement, mayHaveConflict } from './model.ts';

/** A model with one thing in it meaning something else, and what that is; null when it has nothing of the kind. */
type Mutation = (model: Model, random: Random) => Model | null;

export const mutations: Readonly<Record<string, Mutation>> = {
  'a type': onColumn((column) => ({ ...column, type: column.type === 'TEXT' ? 'BLOB' : 'TEXT' })),
  'a default': onColumn((column) => ({ ...column, default: column.default === "'other'" ? null : "'other'" })),
  'a default gone': onColumn((column) => (column.default === null ? null : { ...column, default: null })),
  'a collation': onColumn((column) => ({ ...column, collation: column.collation === 'NOCASE' ? null : 'NOCASE' })),
  'a NOT NULL': onColumn((column, model) =>
    isInKey(column.name, model) ? null : { ...column, notNull: !column.notNull },
  ),
  'a column more': (model) => ({
    ...model,
    columns: [
      ...model.columns,
      { name: 'more', type: 'TEXT', notNull: false, onNull: null, default: null, collation: null },
    ],
  }),
  STRICT: (model) =>
    model.columns.every(({ type }) => ['INTEGER', 'TEXT', 'REAL', 'BLOB'].includes(type))
      ? { ...model, strict: !model.strict }
      : null,
  'WITHOUT ROWID': ({ withoutRowid, ...model }) =>
    model.constraints.some(({ kind }) => kind === 'PRIMARY KEY') && !model.autoincrement
      ? { ...model, withoutRowid: !withoutRowid }
      : null,
  AUTOINCREMENT: (model) => (mayAutoincrement(model) ? { ...model, autoincrement: !model.autoincrement } : null),
  'a computed column': ({ computed, ...model }) =>
    computed ? { ...model, computed: { ...computed, plus: computed.plus + 1 } } : null,
  'a computed column that is stored': ({ computed, ...model }) =>
    computed ? { ...model, computed: { ...computed, stored: !computed.stored } } : null,
  'a computed column gone': (model) => (model.computed ? { ...model, computed: null } : null),
  'what a NULL does': onColumn((column, model) =>
    column.notNull && !isInKey(column.name, model)
      ? { ...column, onNull: column.onNull === null ? 'REPLACE' : null }
      : null,
  ),
  'what a duplicate does': onConstraint((constraint, { constraints }) =>
    mayHaveConflict(constraint, constraints)
      ? { ...constraint, conflict: constraint.conflict === null ? 'IGNORE' : null }
      : null,
  ),
  'an action on update': onConstraint((constraint) =>
    constraint.kind === 'FOREIGN KEY'
      ? { ...constraint, onUpdate: constraint.onUpdate === null ? 'CASCADE' : null }
      : null,
  ),
  "an index's collation": onIndex((index, { columns }) => {
    const [first, ...others] = index.parts;
    if (!first || columns.find(({ name }) => name === first.column)?.collation !== null) return null;
    return { ...index, parts: [{ ...first, collation: first.collation === null ? 'NOCASE' : null }, ...others] };
  }),
  'an indexed expression': onIndex((index) => ({
    ...index,
    parts: index.parts.map((part) => ({ ...part, lower: !part.lower })),
  })),
  'a constraint gone': (model, random) =>
    without(model.constraints, random, (constraints) => ({ ...model, constraints })),
  'a constraint renamed': onConstraint((constraint) => ({ ...constraint, name: `${constraint.name ?? ''}x` })),
  'a CHECK': onConstraint((constraint) =>
    constraint.kind === 'CHECK' ? { ...constraint, limit: constraint.limit + 1 } : null,
  ),
  'an action': onConstraint((constraint) =>
    constraint.kind === 'FOREIGN KEY'
      ? { ...constraint, onDelete: constraint.onDelete === null ? 'CASCADE' : null }
      : null,
  ),
  'a deferral': onConstraint((constraint) =>
    constraint.kind === 'FOREIGN KEY' ? { ...constraint, deferred: !constraint.deferred } : null,
  ),
  'an index gone': (model, random) => without(model.indexes, random, (indexes) => ({ ...model, indexes })),
  'a unique index': onIndex((index) => ({ ...index, unique: !index.unique })),
  'a descending index': onIndex((index) => ({
    ...index,
    parts: index.parts.map((part) => ({ ...part, descending: !part.descending })),
  })),
  'a partial index': onIndex((index, model) => ({
    ...index,
    where: index.where === null ? (model.columns[0]?.name ?? null) : null,
  })),
};

const isInKey = (column: string, { constraints }: Model): boolean =>
  constraints.some(({ kind, columns }) => kind === 'PRIMARY KEY' && columns.includes(column));

function onColumn(change: (column: Column, model: Model) => Column | null): Mutation {
  return (model, random) =>
    replaced(
      model.columns,
      random,
      (column) => change(column, model),
      (columns) => ({ ...model, columns }),
    );
}

function onConstraint(change: (constraint: Constraint, model: Model) => Constraint | null): Mutation {
  return (model, random) =>
    replaced(
      model.constraints,
      random,
      (constraint) => change(constraint, model),
      (constraints) => ({ ...model, constraints }),
    );
}

function onIndex(change: (index: Index, model: Model) => Index | null): Mutation {
  return (model, random) =>
    replaced(
      model.indexes,
      random,
      (index) => change(index, model),
      (indexes) => ({ ...model, indexes }),
    );
}

function replaced<T>(
  items: readonly T[],
  random: Random,
  change: (item: T) => T | null,
  build: (items: readonly T[]) => Model,
): Model | null {
  const changes = items.flatMap((item, index) => {
    const other = change(item);
    return other === null ? [] : [{ index, other }];
  });
  if (changes.length === 0) return null;
  const { index, other } = random.pick(changes);
  return build(items.with(index, other));
}

function without<T>(items: readonly T[], random: Random, build: (items: readonly T[]) => Model): Model | null {
  return items.length === 0 ? null : build(items.toSpliced(random.below(items.length), 1));
}
