import type { ConstraintText, ForeignKeyConstraint, KeyConstraint } from './constraint.ts';
import { columnOf, printKey } from './key-part.ts';
import { print, quoteName, type Spelling, unwrap } from './sql-text.ts';
import type { Table } from './table.ts';

/** Finds a table by its name in any case; null when a foreign key points nowhere, which SQLite accepts. */
export type FindTable = (name: string) => Table | null;

/** A constraint without its name, the same text for the same meaning: `FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE`. */
export function printConstraint(constraint: ConstraintText, table: Table, find: FindTable): string {
  if (constraint.kind === 'check') return `CHECK (${print(unwrap(constraint.expression), table.spelling)})`;
  if (constraint.kind === 'foreign key') return printForeignKey(constraint, table, find);
  const conflict = constraint.conflict === null ? '' : ` ON CONFLICT ${constraint.conflict}`;
  return `${constraint.kind.toUpperCase()} (${printOwnKey(constraint, table)})${conflict}`;
}

/** What an unnamed constraint is called: `primary key`, of which there is one, `unique(email)`, `foreign key(user_id)`, `check(age > 0)`. */
export function nameUnnamed(constraint: ConstraintText, table: Table): string {
  if (constraint.kind === 'check') return `check(${print(unwrap(constraint.expression), table.spelling)})`;
  if (constraint.kind === 'foreign key') return `foreign key(${names(constraint.columns, table.spelling)})`;
  return constraint.kind === 'unique' ? `unique(${printOwnKey(constraint, table)})` : constraint.kind;
}

/** The rowid has no order and no collation of its own. */
function printOwnKey({ kind, key }: KeyConstraint, table: Table): string {
  if (kind === 'primary key' && table.rowid !== null) return quoteName(table.rowid);
  return printKey(key, table.spelling);
}

function printForeignKey({ columns, target }: ForeignKeyConstraint, table: Table, find: FindTable): string {
  const referenced = find(target.table);
  const spelling: Spelling = (name) => referenced?.spelling(name) ?? null;
  const referencedColumns = target.columns ?? referenced?.primaryKey?.key.flatMap((part) => columnOf(part) ?? []);
  return [
    `FOREIGN KEY (${names(columns, table.spelling)}) REFERENCES ${quoteName(referenced?.name ?? target.table)}`,
    referencedColumns ? `(${names(referencedColumns, spelling)})` : '',
    target.onUpdate === null ? '' : ` ON UPDATE ${target.onUpdate}`,
    target.onDelete === null ? '' : ` ON DELETE ${target.onDelete}`,
    target.deferred ? ' DEFERRABLE INITIALLY DEFERRED' : '',
  ].join('');
}

const names = (columns: readonly string[], spelling: Spelling): string =>
  columns.map((column) => quoteName(spelling(column) ?? column)).join(', ');
