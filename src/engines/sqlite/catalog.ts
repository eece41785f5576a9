import type { Database } from 'better-sqlite3';
import type { VersionTable } from '../../domain/database.ts';
import type { SchemaObject, SchemaSnapshot } from '../../domain/snapshot.ts';
import { withoutVersionTables } from '../../domain/version-table.ts';
import { indexObject } from './index-object.ts';
import { KnownSchema } from './known-schema.ts';
import { keyOf } from './schema-object.ts';
import { noSpelling, print } from './sql-text.ts';
import type { Table } from './table.ts';
import { tableObjects } from './table-objects.ts';
import { tokenize } from './tokens.ts';

interface SchemaRow {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** SQLite's catalog is the text it keeps; what has none is an index that a constraint made. https://sqlite.org/schematab.html */
const objectsQuery = `
  SELECT type, name, tbl_name AS "table", sql
  FROM main.sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  ORDER BY name`;

/** Tables that are not what their text says. https://sqlite.org/pragma.html#pragma_table_list */
const unusualQuery = `SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'shadow')`;

/**
 * Everything that the schema holds, without the tables to ignore and what belongs to them.
 * @param known of earlier readings of the same database
 */
export function readCatalog(
  database: Database,
  ignore: readonly VersionTable[],
  known = new KnownSchema(),
): SchemaSnapshot {
  const unusual = new Map(database.prepare<[], [string, 'virtual' | 'shadow']>(unusualQuery).raw().all());
  const rows = database
    .prepare<[], SchemaRow>(objectsQuery)
    .all()
    .filter((row) => unusual.get(row.table) !== 'shadow');
  const tables = new Map<string, Table>();
  for (const row of rows)
    if (row.type === 'table' && !unusual.has(row.name)) tables.set(row.name.toLowerCase(), known.table(row));
  const find = (name: string): Table | null => tables.get(name.toLowerCase()) ?? null;
  const objects = withoutVersionTables(
    rows.flatMap((row) => known.objects(row, find, (finding) => objectsOf(row, finding))),
    (_, name) => ignore.some(({ table }) => table.toLowerCase() === name.toLowerCase()),
  );
  return new Map(objects.map((object) => [object.key, object]));
}

function objectsOf(row: SchemaRow, find: (name: string) => Table | null): readonly SchemaObject[] {
  const table = find(row.table);
  if (row.type === 'table') return table ? tableObjects(table, find) : [textObject(row, 'table', null)];
  if (row.type === 'index') return table ? [indexObject(row.name, row.sql, table)] : [];
  return [textObject(row, row.type, row.type === 'trigger' ? row.table : null)];
}

/** An object that is its text: a view, a trigger, a virtual table. */
function textObject({ name, sql }: SchemaRow, kind: 'table' | 'view' | 'trigger', table: string | null): SchemaObject {
  const attributes = { definition: print(tokenize(sql), noSpelling) };
  return { key: keyOf(kind, name), kind, schema: null, table, name, attributes, definition: sql.trim() };
}
