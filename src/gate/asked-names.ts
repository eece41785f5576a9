import { defaultSchema, type SchemaName } from '../domain/reference.ts';
import { bareTable } from '../domain/tables.ts';

/** Tables with their columns; the schema stands before a table's name where it is known. */
export type TableColumns = ReadonlyMap<string, ReadonlySet<string>>;

/** What a name as users write it may mean, the likeliest first: `tenants`, `tenants.config`, `shared.tenants`, `shared.tenants.config`. */
export function readingsOf(text: string): readonly SchemaName[] {
  const [first = '', second, third] = text.split('.');
  if (second === undefined) return [{ table: first, column: null }];
  if (third !== undefined) return [{ schema: first, table: second, column: third }];
  return [
    { table: first, column: second },
    { schema: first, table: second, column: null },
  ];
}

/** What a name means where these tables are known. */
export function meaningOf(text: string, known: TableColumns): SchemaName {
  const readings = readingsOf(text);
  return readings.find((name) => tablesFor(name, known).length > 0) ?? (readings[0] as SchemaName);
}

/** Whether the table is known, and the column in it. */
export const isKnown = (name: SchemaName, known: TableColumns): boolean =>
  tablesFor(name, known).some((table) => name.column === null || known.get(table)?.has(name.column));

/** The known tables, and what is asked for: it is taken to exist. */
export function withNames(known: TableColumns, names: readonly SchemaName[]): TableColumns {
  const tables = new Map(known);
  for (const name of names) {
    const own = tablesFor(name, tables);
    for (const table of own.length > 0 ? own : [`${name.schema ?? defaultSchema}.${name.table}`])
      tables.set(table, new Set([...(tables.get(table) ?? []), ...(name.column === null ? [] : [name.column])]));
  }
  return tables;
}

/** Tables of all these sources. One without a schema is in the default one, where the same source has one of that name in another schema. */
export function together(sources: readonly TableColumns[]): TableColumns {
  const tables = new Map<string, Set<string>>();
  for (const source of sources) {
    const elsewhere = new Set([...source.keys()].flatMap((name) => (name.includes('.') ? [bareTable(name)] : [])));
    for (const [name, columns] of source) {
      const table = elsewhere.has(name) ? `${defaultSchema}.${name}` : name;
      tables.set(table, new Set([...(tables.get(table) ?? []), ...columns]));
    }
  }
  return tables;
}

/** Without a schema any of that name. One whose schema is not known may be in any. */
const tablesFor = ({ schema, table }: SchemaName, known: TableColumns): readonly string[] =>
  [...known.keys()].filter((name) =>
    schema === undefined
      ? bareTable(name) === table
      : name === `${schema}.${table}` || (name === table && schema === defaultSchema),
  );
