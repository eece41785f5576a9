import type { Random } from '../../support/random.ts';
import type { Column, Constraint, Index, Model } from './model.ts';

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
    columns: [...model.columns, { name: 'more', type: 'TEXT', notNull: false, default: null, collation: null }],
  }),
  STRICT: (model) =>
    model.columns.every(({ type }) => ['INTEGER', 'TEXT', 'REAL', 'BLOB'].includes(type))
      ? { ...model, strict: !model.strict }
      : null,
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

function onConstraint(change: (constraint: Constraint) => Constraint | null): Mutation {
  return (model, random) => replaced(model.constraints, random, change, (constraints) => ({ ...model, constraints }));
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
