import { type KeyPart, parseKey } from './key-part.ts';
import { unwrap } from './sql-text.ts';
import { TokenReader } from './token-reader.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a CREATE INDEX says. https://sqlite.org/lang_createindex.html */
export interface IndexText {
  readonly unique: boolean;
  readonly key: readonly KeyPart[];
  /** Without enclosing brackets; null for an index over all rows. */
  readonly where: readonly Token[] | null;
}

/** Reads the CREATE INDEX that SQLite keeps in `sqlite_schema`. @throws Error when it is none */
export function parseCreateIndex(sql: string): IndexText {
  const reader = new TokenReader(tokenize(sql));
  if (!reader.skip('CREATE')) throw reader.unexpected();
  const unique = reader.skip('UNIQUE');
  if (!reader.skip('INDEX')) throw reader.unexpected();
  reader.name();
  if (!reader.skip('ON')) throw reader.unexpected();
  reader.name();
  const key = parseKey(reader.parenthesised());
  return { unique, key, where: reader.skip('WHERE') ? unwrap(reader.rest()) : null };
}
