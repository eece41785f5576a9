import { type ConstraintText, parseConflict, parseDeferred, parseTarget } from './constraint.ts';
import { unwrap } from './sql-text.ts';
import type { TokenReader } from './token-reader.ts';
import { isWord, type Token } from './tokens.ts';

/** What a column definition says of the column alone. https://sqlite.org/syntax/column-def.html */
export interface ColumnText {
  readonly name: string;
  /** In capitals, `VARCHAR(50)`; '' when there is none. */
  readonly type: string;
  /** Null when NULL is allowed by this definition; a primary key may forbid it. */
  readonly notNull: { readonly name: string | null; readonly conflict: string | null } | null;
  /** Without enclosing brackets; null when there is none, or when it is NULL. */
  readonly default: readonly Token[] | null;
  /** In capitals; null for BINARY. */
  readonly collation: string | null;
  readonly generated: { readonly expression: readonly Token[]; readonly stored: boolean } | null;
}

/** Reads one column definition, and the constraints written in it as if they were the table's. */
export function parseColumn(reader: TokenReader): {
  readonly column: ColumnText;
  readonly constraints: readonly ConstraintText[];
} {
  const token = reader.next();
  const column: Writable<ColumnText> = {
    name: token.value,
    type: parseType(reader),
    notNull: null,
    default: null,
    collation: null,
    generated: null,
  };
  const constraints: ConstraintText[] = [];
  while (!reader.done && !reader.seesOperator(',')) {
    const name = reader.skip('CONSTRAINT') ? reader.name() : null;
    if (parseColumnProperty(reader, name, column) || parseLateDeferral(reader, constraints)) continue;
    const constraint = parseColumnConstraint(reader, name, token);
    if (constraint) constraints.push(constraint);
    else if (name === null) throw reader.unexpected();
  }
  return { column, constraints };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const afterType = [
  'CONSTRAINT',
  'PRIMARY',
  'NOT',
  'NULL',
  'UNIQUE',
  'CHECK',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'AS',
  'DEFERRABLE',
];

/** Any words, and at most one pair of brackets behind them. https://sqlite.org/syntax/type-name.html */
function parseType(reader: TokenReader): string {
  const words: string[] = [];
  const ends = () =>
    reader.done || reader.seesOperator(',') || reader.seesOperator('(') || reader.sees('GENERATED', 'ALWAYS');
  while (!ends() && !afterType.some((word) => reader.sees(word))) words.push(reader.name().toUpperCase());
  if (words.length === 0 || !reader.seesOperator('(')) return words.join(' ');
  const size = reader.parenthesised().map(({ text }) => (text === ',' ? ', ' : text.toUpperCase()));
  return `${words.join(' ')}(${size.join('')})`;
}

/** What is the column's own and no constraint of its table. */
function parseColumnProperty(reader: TokenReader, name: string | null, column: Writable<ColumnText>): boolean {
  if (reader.skip('NOT', 'NULL')) column.notNull = { name, conflict: parseConflict(reader) };
  else if (reader.skip('NULL')) parseConflict(reader);
  else if (reader.skip('DEFAULT')) column.default = parseDefault(reader);
  else if (reader.skip('COLLATE')) column.collation = notBinary(reader.name().toUpperCase());
  else if (reader.skip('GENERATED', 'ALWAYS', 'AS') || reader.skip('AS')) {
    const expression = unwrap(reader.parenthesised());
    const stored = reader.skip('STORED');
    if (!stored) reader.skip('VIRTUAL');
    column.generated = { expression, stored };
  } else return false;
  return true;
}

const notBinary = (collation: string): string | null => (collation === 'BINARY' ? null : collation);

/** A bare word that is no constant is a string to SQLite. https://sqlite.org/lang_createtable.html#the_default_clause */
function parseDefault(reader: TokenReader): readonly Token[] | null {
  if (reader.seesOperator('(')) return notNull(unwrap(reader.parenthesised()));
  if (reader.seesOperator('-') || reader.seesOperator('+')) return [reader.next(), reader.next()];
  const token = reader.next();
  const isName = token.kind === 'name' || (token.kind === 'word' && !constants.has(token.text.toUpperCase()));
  if (!isName) return notNull([token]);
  const text = `'${token.value.replaceAll("'", "''")}'`;
  return [{ kind: 'string', text, value: token.value }];
}

const constants = new Set(['NULL', 'TRUE', 'FALSE', 'CURRENT_TIME', 'CURRENT_DATE', 'CURRENT_TIMESTAMP']);

const notNull = (tokens: readonly Token[]): readonly Token[] | null =>
  tokens.length === 1 && isWord(tokens[0], 'NULL') ? null : tokens;

function parseColumnConstraint(reader: TokenReader, name: string | null, column: Token): ConstraintText | null {
  if (reader.skip('PRIMARY', 'KEY')) {
    const descending = reader.skip('DESC');
    if (!descending) reader.skip('ASC');
    const conflict = parseConflict(reader);
    const autoincrement = reader.skip('AUTOINCREMENT');
    const key = [{ expression: [column], collation: null, descending }];
    return { kind: 'primary key', name, key, conflict, autoincrement, inline: true };
  }
  if (reader.skip('UNIQUE')) {
    const key = [{ expression: [column], collation: null, descending: false }];
    return { kind: 'unique', name, key, conflict: parseConflict(reader), autoincrement: false, inline: true };
  }
  if (reader.skip('CHECK')) return { kind: 'check', name, expression: reader.parenthesised() };
  if (reader.skip('REFERENCES'))
    return { kind: 'foreign key', name, columns: [column.value], target: parseTarget(reader) };
  return null;
}

/** DEFERRABLE may stand behind other constraints; then it means the last foreign key before it. */
function parseLateDeferral(reader: TokenReader, constraints: ConstraintText[]): boolean {
  if (!reader.sees('DEFERRABLE') && !reader.sees('NOT', 'DEFERRABLE')) return false;
  const deferred = parseDeferred(reader);
  const last = constraints.findLastIndex(({ kind }) => kind === 'foreign key');
  const foreignKey = constraints[last];
  if (foreignKey?.kind === 'foreign key')
    constraints[last] = { ...foreignKey, target: { ...foreignKey.target, deferred } };
  return true;
}
