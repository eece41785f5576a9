import { mentions } from './mentions.ts';
import type { SchemaName } from './reference.ts';
import { bare, cutAt, identifier, listed, qualified } from './sql-names.ts';
import type { Statement } from './statement.ts';

/** Where a value went, and the statement that copied it. */
export interface Successor {
  readonly name: SchemaName;
  readonly statement: Statement;
}

/** Where these statements copy a dropped table's or column's content to: the target of an UPDATE or an INSERT … SELECT that reads it. The last one counts. */
export function successorOf(gone: SchemaName, statements: readonly Statement[]): Successor | null {
  const copies = statements.flatMap((statement): readonly Successor[] =>
    statement.failed
      ? []
      : [...updated(statement.sql, gone), ...inserted(statement.sql, gone)].map((name) => ({ name, statement })),
  );
  return copies.at(-1) ?? null;
}

const update = new RegExp(
  `^\\s*UPDATE\\s+(?:ONLY\\s+)?(${qualified})(?:\\s+(?:AS\\s+)?(?!SET\\b)${identifier})?\\s+SET\\s+([\\s\\S]+)$`,
  'i',
);

/** `UPDATE tenants SET settings = config`, also from another table. */
function* updated(sql: string, { table, column }: SchemaName): Iterable<SchemaName> {
  const [, target, rest = ''] = update.exec(sql) ?? [];
  if (target === undefined || column === null) return;
  const [assignments, behind] = cutAt(rest, /^(?:FROM|WHERE|RETURNING)$/i);
  const own = same(target, table);
  if (!own && !mentions(rest, table)) return;
  for (const assignment of listed(assignments)) {
    const [, to, value = ''] = new RegExp(`^(${qualified})\\s*=([\\s\\S]*)$`).exec(assignment) ?? [];
    const isRead = mentions(value, column) && (own || mentions(value + behind, table));
    if (to !== undefined && isRead && !(own && bare(to) === column))
      yield { table: realName(target), column: bare(to) };
  }
}

const insert = new RegExp(
  `^\\s*INSERT\\s+INTO\\s+(${qualified})\\s*\\(([^()]*)\\)\\s*\\(?\\s*SELECT\\s+(?:DISTINCT\\s+)?([\\s\\S]+)$`,
  'i',
);

/** `INSERT INTO customers (settings) SELECT config FROM tenants`, also of a table that is made anew. */
function* inserted(sql: string, { table, column }: SchemaName): Iterable<SchemaName> {
  const [, target, columns = '', rest = ''] = insert.exec(sql) ?? [];
  if (target === undefined) return;
  const [values, from] = cutAt(rest, /^FROM$/i);
  if (!mentions(from, table)) return;
  if (column === null) {
    if (!same(target, table)) yield { table: realName(target), column: null };
    return;
  }
  const at = listed(values).findIndex((value) => mentions(value, column));
  const to = listed(columns)[at];
  if (to !== undefined && !(same(target, table) && bare(to) === column))
    yield { table: realName(target), column: bare(to) };
}

/** A batch operation fills a table that takes the old one's name afterwards. */
const realName = (target: string): string => bare(target).replace(/^_alembic_tmp_/, '');

const same = (target: string, table: string): boolean => realName(target) === table;
