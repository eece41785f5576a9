import type { SchemaObject } from '../../domain/snapshot.ts';
import type { FindTable } from './constraint-sql.ts';
import { readTable, type Table } from './table.ts';

interface Row {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

interface Made {
  readonly sql: string;
  readonly objects: readonly SchemaObject[];
  /** The tables that were asked for while they were made. */
  readonly found: ReadonlyMap<string, Table | null>;
}

/** What was made of the rows of a schema when it was read before: a step changes few of them, and each is a text to parse. */
export class KnownSchema {
  readonly #tables = new Map<string, { readonly sql: string; readonly table: Table }>();
  readonly #made = new Map<string, Made>();

  table({ name, sql }: Row): Table {
    const known = this.#tables.get(name);
    if (known?.sql === sql) return known.table;
    const table = readTable(name, sql);
    this.#tables.set(name, { sql, table });
    return table;
  }

  /** @param make asks for other tables by `find` alone: what it makes depends on them and on the row */
  objects(row: Row, find: FindTable, make: (find: FindTable) => readonly SchemaObject[]): readonly SchemaObject[] {
    const key = `${row.type} ${row.name}`;
    const known = this.#made.get(key);
    if (known?.sql === row.sql && known.found.entries().every(([name, was]) => find(name) === was))
      return known.objects;
    const found = new Map<string, Table | null>();
    const objects = make((name) => {
      const table = find(name);
      found.set(name, table);
      return table;
    });
    this.#made.set(key, { sql: row.sql, objects, found });
    return objects;
  }
}
