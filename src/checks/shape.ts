import type { SchemaObject, SchemaSnapshot } from '../domain/snapshot.ts';

/** Something that holds of a schema whatever the engine calls its types and constraints. */
export interface Fact {
  readonly key: string;
  readonly kind: 'table' | 'column' | 'not null' | 'unique' | 'foreign key';
  /** The object that shows it. */
  readonly object: SchemaObject;
  /** As a person names it: `users.email`, `orders(user_id)`. */
  readonly name: string;
  /** Keys of the facts without which this one says nothing. */
  readonly within: readonly string[];
}

/** Tables, columns, NOT NULL, uniqueness and foreign keys of a schema, by names without schemas and quotes; with the database where there are several. */
export function shapeOf(snapshot: SchemaSnapshot): ReadonlyMap<string, Fact> {
  const objects = [...snapshot.values()];
  const primary = new Set(objects.filter(({ attributes }) => attributes.type === 'primary key').flatMap(keyColumns));
  const facts = objects.flatMap((object) => factsOf(object, primary));
  return new Map(facts.map((fact) => [fact.key, fact]));
}

const tableKey = (table: string): string => keyFor('table', table);
const columnKey = (table: string, column: string): string => keyFor('column', `${table}.${column}`);
/** One engine folds the case of unquoted names, the other keeps it. */
const keyFor = (kind: Fact['kind'], name: string): string => `${kind} ${name.toLowerCase()}`;

function factsOf(object: SchemaObject, primary: ReadonlySet<string>): readonly Fact[] {
  const { kind } = object;
  const name = inItsDatabase(object, object.name);
  if (isTable(object)) return [{ key: tableKey(name), kind: 'table', object, name, within: [] }];
  if (object.table === null) return [];
  const table = inItsDatabase(object, object.table);
  if (kind === 'column') return columnFacts(object, table, primary);
  const columns = isUnique(object) ? keyColumnNames(object) : null;
  if (columns !== null) return [overColumns('unique', object, table, columns, '', [])];
  const reference = kind === 'constraint' ? referenceOf(object) : null;
  return reference === null
    ? []
    : [
        overColumns('foreign key', object, table, reference.columns, ` → ${reference.table}`, [
          tableKey(reference.table),
        ]),
      ];
}

/** Two databases that are migrated together may each have a table of one name. */
const inItsDatabase = ({ database }: SchemaObject, table: string): string =>
  database === undefined ? table : `${database}.${table}`;

const isTable = ({ kind }: SchemaObject): boolean =>
  kind === 'table' || kind === 'partitioned table' || kind === 'foreign table';

function columnFacts(object: SchemaObject, table: string, primary: ReadonlySet<string>): readonly Fact[] {
  const key = columnKey(table, object.name);
  const name = `${table}.${object.name}`;
  const column: Fact = { key, kind: 'column', object, name, within: [tableKey(table)] };
  if (object.attributes['not null'] === undefined || primary.has(key)) return [column];
  return [column, { key: keyFor('not null', name), kind: 'not null', object, name, within: [tableKey(table), key] }];
}

function overColumns(
  kind: 'unique' | 'foreign key',
  object: SchemaObject,
  table: string,
  columns: readonly string[],
  target: string,
  others: readonly string[],
): Fact {
  const set = kind === 'unique' ? columns.toSorted() : columns;
  const within = [tableKey(table), ...columns.map((column) => columnKey(table, column)), ...others];
  return {
    key: keyFor(kind, `${table}(${set.join(', ')})${target}`),
    kind,
    object,
    name: `${table}(${columns.join(', ')})${target}`,
    within,
  };
}

const isUnique = ({ kind, attributes, definition }: SchemaObject): boolean =>
  kind === 'constraint' ? attributes.type === 'unique' : kind === 'index' && /^CREATE UNIQUE INDEX\b/i.test(definition);

const keyColumns = (object: SchemaObject): readonly string[] =>
  (keyColumnNames(object) ?? []).map((column) => columnKey(inItsDatabase(object, object.table ?? ''), column));

/** The columns of a key or an index over plain columns; null with expressions or a condition. */
function keyColumnNames({ definition }: SchemaObject): readonly string[] | null {
  if (/\bWHERE\b/i.test(definition)) return null;
  const [, inside] = /(?:UNIQUE|PRIMARY KEY|USING \w+|\bON [^(]+)[^()]*\(([^()]*)\)/i.exec(definition) ?? [];
  return inside === undefined ? null : namesIn(inside);
}

function referenceOf(object: SchemaObject): { readonly columns: readonly string[]; readonly table: string } | null {
  const [, columns, table] = /FOREIGN KEY \(([^)]*)\) REFERENCES ([^(\s]+)/i.exec(object.definition) ?? [];
  const [target] = table === undefined ? [] : namesIn(table.split('.').at(-1) ?? '');
  return columns === undefined || target === undefined
    ? null
    : { columns: namesIn(columns), table: inItsDatabase(object, target) };
}

/** `"order", user_id DESC` → order, user_id. */
const namesIn = (list: string): readonly string[] =>
  list.split(',').map(
    (part) =>
      /^\s*(?:"([^"]+)"|(\S+))/
        .exec(part)
        ?.slice(1)
        .find((name) => name !== undefined) ?? part.trim(),
  );
