import { type KeyPart, parseKey } from './key-part.ts';
import { splitList, type TokenReader } from './token-reader.ts';
import { isWord, type Token } from './tokens.ts';

/** A constraint of a table, or of a column, where it means the same. Names are as written. */
export type ConstraintText = KeyConstraint | CheckConstraint | ForeignKeyConstraint;

export interface KeyConstraint {
  readonly kind: 'primary key' | 'unique';
  readonly name: string | null;
  readonly key: readonly KeyPart[];
  /** `IGNORE`, `REPLACE`, …; null for ABORT, which is what happens anyway. */
  readonly conflict: string | null;
  readonly autoincrement: boolean;
  /** Written at its column: with DESC there, and only there, an INTEGER PRIMARY KEY is not the rowid. */
  readonly inline: boolean;
}

interface CheckConstraint {
  readonly kind: 'check';
  readonly name: string | null;
  readonly expression: readonly Token[];
}

export interface ForeignKeyConstraint {
  readonly kind: 'foreign key';
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly target: ForeignKeyTarget;
}

/** https://sqlite.org/foreignkeys.html */
export interface ForeignKeyTarget {
  readonly table: string;
  /** Null when not written: then the table's primary key. */
  readonly columns: readonly string[] | null;
  /** `CASCADE`, `SET NULL`, …; null for NO ACTION. */
  readonly onUpdate: string | null;
  readonly onDelete: string | null;
  /** DEFERRABLE INITIALLY DEFERRED; every other form is immediate. */
  readonly deferred: boolean;
}

const starts = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'];

export const startsTableConstraint = (reader: TokenReader): boolean => starts.some((word) => reader.sees(word));

/** Reads one constraint of a table; null for a name that no constraint follows, which SQLite accepts. */
export function parseTableConstraint(reader: TokenReader): ConstraintText | null {
  const name = reader.skip('CONSTRAINT') ? reader.name() : null;
  if (reader.skip('PRIMARY', 'KEY')) return parseTableKey(reader, 'primary key', name);
  if (reader.skip('UNIQUE')) return parseTableKey(reader, 'unique', name);
  if (reader.skip('CHECK')) {
    const expression = reader.parenthesised();
    parseConflict(reader);
    return { kind: 'check', name, expression };
  }
  if (reader.skip('FOREIGN', 'KEY')) {
    const columns = parseNames(reader.parenthesised());
    if (!reader.skip('REFERENCES')) throw reader.unexpected();
    return { kind: 'foreign key', name, columns, target: parseTarget(reader) };
  }
  if (name === null) throw reader.unexpected();
  return null;
}

function parseTableKey(reader: TokenReader, kind: KeyConstraint['kind'], name: string | null): KeyConstraint {
  const inside = reader.parenthesised();
  const autoincrement = isWord(inside.at(-1), 'AUTOINCREMENT');
  const key = parseKey(autoincrement ? inside.slice(0, -1) : inside);
  return { kind, name, key, conflict: parseConflict(reader), autoincrement, inline: false };
}

/** `ON CONFLICT …`, where it stands; null for ABORT. https://sqlite.org/lang_conflict.html */
export function parseConflict(reader: TokenReader): string | null {
  if (!reader.skip('ON', 'CONFLICT')) return null;
  const resolution = reader.name().toUpperCase();
  return resolution === 'ABORT' ? null : resolution;
}

/** What follows REFERENCES. MATCH is read over, as SQLite does. */
export function parseTarget(reader: TokenReader): ForeignKeyTarget {
  const table = reader.name();
  const columns = reader.seesOperator('(') ? parseNames(reader.parenthesised()) : null;
  const actions = new Map<string, string | null>();
  while (reader.sees('ON') || reader.sees('MATCH')) {
    if (reader.skip('MATCH')) {
      reader.name();
      continue;
    }
    reader.next();
    actions.set(reader.name().toUpperCase(), parseAction(reader));
  }
  const onUpdate = actions.get('UPDATE') ?? null;
  const onDelete = actions.get('DELETE') ?? null;
  return { table, columns, onUpdate, onDelete, deferred: parseDeferred(reader) };
}

function parseAction(reader: TokenReader): string | null {
  const words = reader.sees('SET') || reader.sees('NO') ? [reader.name(), reader.name()] : [reader.name()];
  const action = words.join(' ').toUpperCase();
  return action === 'NO ACTION' ? null : action;
}

/** `[NOT] DEFERRABLE [INITIALLY …]`, where it stands. */
export function parseDeferred(reader: TokenReader): boolean {
  const never = reader.skip('NOT', 'DEFERRABLE');
  if (!never && !reader.skip('DEFERRABLE')) return false;
  if (!reader.skip('INITIALLY')) return false;
  return reader.name().toUpperCase() === 'DEFERRED' && !never;
}

const parseNames = (tokens: readonly Token[]): readonly string[] =>
  splitList(tokens).flatMap(([name]) => (name ? [name.value] : []));
