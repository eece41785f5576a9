import type { SchemaObject } from '../../domain/snapshot.ts';
import { parseCreateIndex } from './create-index.ts';
import { printKey } from './key-part.ts';
import { attributes, keyOf } from './schema-object.ts';
import { print, quoteName } from './sql-text.ts';
import type { Table } from './table.ts';

/** An index that a CREATE INDEX made; those of constraints are told by the constraints. */
export function indexObject(name: string, sql: string, table: Table): SchemaObject {
  const index = parseCreateIndex(sql);
  const key = printKey(index.key, table.spelling);
  const where = index.where && print(index.where, table.spelling);
  const create = index.unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX';
  return {
    key: keyOf('index', name),
    kind: 'index',
    schema: null,
    table: table.name,
    name,
    attributes: attributes({ table: table.name, unique: index.unique, key, where }),
    definition: `${create} ${quoteName(name)} ON ${quoteName(table.name)} (${key})${where === null ? '' : ` WHERE ${where}`}`,
  };
}
