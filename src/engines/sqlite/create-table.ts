import { type ColumnText, parseColumn } from './column.ts';
import { type ConstraintText, parseTableConstraint, startsTableConstraint } from './constraint.ts';
import { TokenReader } from './token-reader.ts';
import { tokenize } from './tokens.ts';

/** What a CREATE TABLE says. https://sqlite.org/lang_createtable.html */
export interface TableText {
  readonly columns: readonly ColumnText[];
  /** Those of the columns first: UNIQUE, PRIMARY KEY, CHECK and REFERENCES mean the same in both places. */
  readonly constraints: readonly ConstraintText[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
}

/**
 * Reads the CREATE TABLE that SQLite keeps in `sqlite_schema`: always in the form `CREATE TABLE name(columns, constraints) options`.
 * @throws Error when it is not: a fault of this reader, for SQLite has accepted the text
 */
export function parseCreateTable(sql: string): TableText {
  const reader = new TokenReader(tokenize(sql));
  if (!reader.skip('CREATE', 'TABLE')) throw reader.unexpected();
  reader.name();
  const body = new TokenReader(reader.parenthesised());
  const columns: ColumnText[] = [];
  const constraints: ConstraintText[] = [];
  do {
    if (startsTableConstraint(body)) break;
    const { column, constraints: own } = parseColumn(body);
    columns.push(column);
    constraints.push(...own);
  } while (body.skipOperator(','));
  while (!body.done) {
    const constraint = parseTableConstraint(body);
    if (constraint) constraints.push(constraint);
    body.skipOperator(',');
  }
  return { columns, constraints, ...parseOptions(reader) };
}

function parseOptions(reader: TokenReader): { readonly strict: boolean; readonly withoutRowid: boolean } {
  let strict = false;
  let withoutRowid = false;
  while (!reader.done) {
    if (reader.skip('STRICT')) strict = true;
    else if (reader.skip('WITHOUT', 'ROWID')) withoutRowid = true;
    else if (!reader.skipOperator(',')) throw reader.unexpected();
  }
  return { strict, withoutRowid };
}
