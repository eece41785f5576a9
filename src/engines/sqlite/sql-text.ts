import { keywords, reservedWords } from './keywords.ts';
import { isOperator, type Token } from './tokens.ts';

/** The declared spelling of a name in its table, whatever its case; null when it is none of the table's columns. */
export type Spelling = (name: string) => string | null;

/** For names in a table: columns as they were declared. */
export function spellingOf(names: Iterable<string>): Spelling {
  const declared = new Map([...names].map((name) => [name.toLowerCase(), name]));
  return (name) => declared.get(name.toLowerCase()) ?? null;
}

/** For text that stands outside a table: nothing is known. */
export const noSpelling: Spelling = () => null;

/** A name as SQL, in double quotes only where it must be. */
export const quoteName = (name: string): string =>
  /^[A-Za-z_][\w$]*$/.test(name) && !keywords.has(name.toUpperCase()) ? name : `"${name.replaceAll('"', '""')}"`;

/**
 * Tokens as text that is the same for the same meaning: one space, keywords in capitals, quotes only where needed, columns as they were declared,
 * functions in small letters. What SQLite compares exactly (strings, aliases) stays as it is.
 */
export function print(tokens: readonly Token[], spelling: Spelling): string {
  let text = '';
  let before: Piece | null = null;
  for (const [index, token] of tokens.entries()) {
    const piece = printToken(token, tokens[index + 1], spelling);
    text += before && needsSpace(before, piece) ? ` ${piece.text}` : piece.text;
    before = { ...piece, sign: isSign(piece.text) && !(before && endsOperand(before)) };
  }
  return text;
}

/** Tokens without brackets that enclose them all. */
export function unwrap(tokens: readonly Token[]): readonly Token[] {
  return isOperator(tokens[0], '(') && closing(tokens, 0) === tokens.length - 1 ? unwrap(tokens.slice(1, -1)) : tokens;
}

/** The index of the bracket that closes the one at `open`. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (isOperator(tokens[index], '(')) depth++;
    if (isOperator(tokens[index], ')') && --depth === 0) return index;
  }
  return tokens.length;
}

interface Piece {
  readonly kind: 'keyword' | 'name' | 'literal' | 'operator';
  readonly text: string;
  /** A plus, minus or tilde that belongs to what follows it. */
  readonly sign?: boolean;
}

function printToken(token: Token, next: Token | undefined, spelling: Spelling): Piece {
  if (token.kind === 'name') return { kind: 'name', text: quoteName(spelling(token.value) ?? token.value) };
  if (token.kind === 'operator') return { kind: 'operator', text: token.text };
  if (token.kind !== 'word')
    return { kind: 'literal', text: token.kind === 'string' ? token.text : token.text.toLowerCase() };
  const upper = token.text.toUpperCase();
  const called = isOperator(next, '(');
  const declared = reservedWords.has(upper) || called ? null : spelling(token.text);
  if (declared !== null) return { kind: 'name', text: quoteName(declared) };
  if (keywords.has(upper)) return { kind: 'keyword', text: upper };
  return {
    kind: 'name',
    text: called || upper === 'TRUE' || upper === 'FALSE' ? token.text.toLowerCase() : token.text,
  };
}

const isSign = (text: string): boolean => text === '-' || text === '+' || text === '~';

const endsOperand = (piece: Piece): boolean => piece.kind === 'name' || piece.kind === 'literal' || piece.text === ')';

function needsSpace(before: Piece, piece: Piece): boolean {
  if (before.sign || before.text === '(' || before.text === '.') return false;
  if (piece.kind === 'operator' && [')', ',', '.', ';'].includes(piece.text)) return false;
  return !(piece.text === '(' && piece.kind === 'operator' && before.kind === 'name');
}
