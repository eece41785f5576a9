import type { SchemaObject } from '../../domain/snapshot.ts';
import type { ColumnText } from './column.ts';
import { type FindTable, nameUnnamed, printConstraint } from './constraint-sql.ts';
import { attributes, keyOf } from './schema-object.ts';
import { print, quoteName } from './sql-text.ts';
import type { Table } from './table.ts';

/** The table, its columns in their order, its constraints. */
export function tableObjects(table: Table, find: FindTable): readonly SchemaObject[] {
  const columns = table.columns.map((column, index) => columnObject(column, index + 1, table));
  const constraints = constraintObjects(table, find);
  const lines = [...columns, ...constraints].map(({ definition }) => `  ${definition}`);
  const options = [table.strict ? 'STRICT' : '', table.withoutRowid ? 'WITHOUT ROWID' : ''].filter(Boolean).join(', ');
  const object: SchemaObject = {
    key: keyOf('table', table.name),
    kind: 'table',
    schema: null,
    table: null,
    name: table.name,
    attributes: attributes({ strict: table.strict, 'without rowid': table.withoutRowid }),
    definition: `CREATE TABLE ${quoteName(table.name)} (\n${lines.join(',\n')}\n)${options && ` ${options}`}`,
  };
  return [object, ...columns, ...constraints];
}

function columnObject(column: ColumnText, position: number, table: Table): SchemaObject {
  const isRowid = column.name === table.rowid;
  const text = (tokens: ColumnText['default']): string | null => (tokens ? print(tokens, table.spelling) : null);
  const { notNull, generated } = column;
  const own = {
    type: typeOf(column, table),
    'not null': table.refusesNull(column),
    'not null name': isRowid ? null : (notNull?.name ?? null),
    'conflict clause': isRowid ? null : (notNull?.conflict ?? null),
    default: text(column.default),
    collation: column.collation,
    generated: generated && `${text(generated.expression)} ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
    autoincrement: isRowid && table.primaryKey?.autoincrement === true,
  };
  return {
    key: keyOf('column', table.name, column.name),
    kind: 'column',
    schema: null,
    table: table.name,
    name: column.name,
    attributes: attributes({ ...own, position: String(position) }),
    definition: [
      quoteName(column.name),
      own.type,
      own.collation && `COLLATE ${quoteName(own.collation)}`,
      own.default !== null && `DEFAULT ${bracketed(column.default ?? [], own.default)}`,
      generated && `GENERATED ALWAYS AS (${text(generated.expression)}) ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
      own.autoincrement && 'AUTOINCREMENT',
      own['not null'] && 'NOT NULL',
      own['conflict clause'] && `ON CONFLICT ${own['conflict clause']}`,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** INT is INTEGER to SQLite but as the primary key, where only INTEGER is the rowid; a rebuild writes the one for the other. */
function typeOf({ name, type }: ColumnText, { keyColumns }: Table): string {
  const isKey = keyColumns.size === 1 && keyColumns.has(name);
  return type === 'INT' && !isKey ? 'INTEGER' : type;
}

/** Only a constant, signed or not, is a default without brackets. */
const bracketed = (tokens: readonly unknown[], text: string): string =>
  tokens.length === 1 || (tokens.length === 2 && /^[-+]/.test(text)) ? text : `(${text})`;

/** In the order of their names and texts: the order in which a table's constraints are written means nothing. */
function constraintObjects(table: Table, find: FindTable): readonly SchemaObject[] {
  const taken = new Map<string, number>();
  return table.constraints
    .map((constraint) => ({
      constraint,
      name: constraint.name ?? nameUnnamed(constraint, table),
      text: printConstraint(constraint, table, find),
    }))
    .sort((a, b) => (`${a.name}\0${a.text}` < `${b.name}\0${b.text}` ? -1 : 1))
    .map(({ constraint, name, text }) => {
      // SQLite accepts one name for several constraints of a table.
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return {
        key: `${keyOf('constraint', table.name, name)}${count === 1 ? '' : ` (${count})`}`,
        kind: 'constraint' as const,
        schema: null,
        table: table.name,
        name,
        attributes: attributes({ type: constraint.kind, definition: text, unnamed: constraint.name === null }),
        definition: constraint.name === null ? text : `CONSTRAINT ${quoteName(name)} ${text}`,
      };
    });
}
