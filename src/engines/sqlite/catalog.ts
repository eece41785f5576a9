import type { Database } from 'better-sqlite3';
import type { SchemaObject, SchemaSnapshot } from '../../domain/snapshot.ts';
import type { VersionTable } from '../engine.ts';
import { indexObject } from './index-object.ts';
import { keyOf } from './schema-object.ts';
import { noSpelling, print } from './sql-text.ts';
import { readTable, type Table } from './table.ts';
import { tableObjects } from './table-objects.ts';
import { tokenize } from './tokens.ts';

interface SchemaRow {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  readonly table: string;
  readonly sql: string;
  /** What `pragma_table_list` calls a table: `table`, `virtual`, `shadow`. */
  readonly tableType: string | null;
}

/**
 * SQLite's whole catalog is the text it keeps; the pragma adds which tables belong to virtual ones. Objects without a text are indexes that a
 * constraint made. https://sqlite.org/schematab.html, https://sqlite.org/pragma.html#pragma_table_list
 */
const query = `
  SELECT object.type, object.name, object.tbl_name AS "table", object.sql, list.type AS tableType
  FROM main.sqlite_schema AS object
  LEFT JOIN pragma_table_list AS list ON list.schema = 'main' AND list.name = object.tbl_name
  WHERE object.sql IS NOT NULL AND object.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  ORDER BY object.name`;

/** Everything that the schema holds, without the tables to ignore and what belongs to them. */
export function readCatalog(database: Database, ignore: readonly VersionTable[]): SchemaSnapshot {
  const ignored = new Set(ignore.map(({ table }) => table.toLowerCase()));
  const rows = database
    .prepare<[], SchemaRow>(query)
    .all()
    .filter((row) => row.tableType !== 'shadow' && !ignored.has(row.table.toLowerCase()));
  const tables = new Map<string, Table>();
  for (const row of rows)
    if (row.type === 'table' && row.tableType !== 'virtual')
      tables.set(row.name.toLowerCase(), readTable(row.name, row.sql));
  const find = (name: string): Table | null => tables.get(name.toLowerCase()) ?? null;
  return new Map(rows.flatMap((row) => objectsOf(row, find)).map((object) => [object.key, object]));
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
