import { print, quoteName, type Spelling, unwrap } from './sql-text.ts';
import { splitList } from './token-reader.ts';
import { isWord, type Token } from './tokens.ts';

/** One part of an index, a UNIQUE or a PRIMARY KEY: `email COLLATE NOCASE DESC`. https://sqlite.org/syntax/indexed-column.html */
export interface KeyPart {
  readonly expression: readonly Token[];
  /** In capitals; null when the column's own applies. */
  readonly collation: string | null;
  readonly descending: boolean;
}

export const parseKey = (tokens: readonly Token[]): readonly KeyPart[] => splitList(tokens).map(parsePart);

function parsePart(tokens: readonly Token[]): KeyPart {
  const descending = isWord(tokens.at(-1), 'DESC');
  const unordered = descending || isWord(tokens.at(-1), 'ASC') ? tokens.slice(0, -1) : tokens;
  if (!isWord(unordered.at(-2), 'COLLATE')) return { expression: unwrap(unordered), collation: null, descending };
  return {
    expression: unwrap(unordered.slice(0, -2)),
    collation: unordered.at(-1)?.value.toUpperCase() ?? null,
    descending,
  };
}

/** The column that a part is, as it is written there; null for an expression. */
export const columnOf = ({ expression: [first, ...others] }: KeyPart): string | null =>
  first && others.length === 0 ? first.value : null;

/** A key as SQL. */
export const printKey = (parts: readonly KeyPart[], spelling: Spelling): string =>
  parts.map((part) => printPart(part, spelling)).join(', ');

function printPart(part: KeyPart, spelling: Spelling): string {
  const declared = spelling(columnOf(part) ?? '');
  const expression = declared === null ? print(part.expression, spelling) : quoteName(declared);
  const collation = part.collation === null ? '' : ` COLLATE ${quoteName(part.collation)}`;
  return `${expression}${collation}${part.descending ? ' DESC' : ''}`;
}
