import type { ColumnText } from './column.ts';
import type { ConstraintText, KeyConstraint } from './constraint.ts';
import { parseCreateTable, type TableText } from './create-table.ts';
import { columnOf } from './key-part.ts';
import { type Spelling, spellingOf } from './sql-text.ts';

/** A table as its CREATE TABLE says it, with what follows from the whole of it. */
export interface Table extends TableText {
  readonly name: string;
  readonly spelling: Spelling;
  readonly primaryKey: KeyConstraint | null;
  /** Columns of the primary key, as they were declared. */
  readonly keyColumns: ReadonlySet<string>;
  /** The column that is the rowid under another name. https://sqlite.org/lang_createtable.html#rowid */
  readonly rowid: string | null;
  /** Whether a column refuses NULL: a primary key makes it so in some kinds of tables. */
  refusesNull(column: ColumnText): boolean;
}

export function readTable(name: string, sql: string): Table {
  const text = parseCreateTable(sql);
  const spelling = spellingOf(text.columns.map((column) => column.name));
  const primaryKey = text.constraints.find(isPrimaryKey) ?? null;
  const keyColumns = new Set(primaryKey?.key.flatMap((part) => spelling(columnOf(part) ?? '') ?? []));
  const rowid = rowidColumn(text, primaryKey, [...keyColumns][0] ?? null);
  const keyRefusesNull = text.strict || text.withoutRowid;
  return {
    ...text,
    name,
    spelling,
    primaryKey,
    keyColumns,
    rowid,
    refusesNull: (column) =>
      column.name === rowid || column.notNull !== null || (keyRefusesNull && keyColumns.has(column.name)),
  };
}

const isPrimaryKey = (constraint: ConstraintText): constraint is KeyConstraint => constraint.kind === 'primary key';

function rowidColumn(table: TableText, primaryKey: KeyConstraint | null, column: string | null): string | null {
  const [part, ...others] = primaryKey?.key ?? [];
  if (!part || others.length > 0 || table.withoutRowid || (primaryKey?.inline && part.descending)) return null;
  return table.columns.find(({ name }) => name === column)?.type === 'INTEGER' ? column : null;
}
