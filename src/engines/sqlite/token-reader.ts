import { closing } from './sql-text.ts';
import { isOperator, isWord, type Token } from './tokens.ts';

/** Walks along the tokens of one statement. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** Whether these keywords come next. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, offset) => isWord(this.#tokens[this.#at + offset], word));
  }

  seesOperator(operator: string): boolean {
    return isOperator(this.#tokens[this.#at], operator);
  }

  /** Steps over these keywords if they come next. */
  skip(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  skipOperator(operator: string): boolean {
    if (!this.seesOperator(operator)) return false;
    this.#at++;
    return true;
  }

  /** @throws Error at the end: SQLite accepted a text that this reader does not know */
  next(): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw this.unexpected();
    return token;
  }

  /** The next token as a name: SQLite takes a word, any kind of quotes, and a string where only a name can stand. */
  name(): string {
    return this.next().value;
  }

  /** What stands between the bracket that comes next and the one that closes it. */
  parenthesised(): readonly Token[] {
    if (!this.seesOperator('(')) throw this.unexpected();
    const end = closing(this.#tokens, this.#at);
    const inside = this.#tokens.slice(this.#at + 1, end);
    this.#at = end + 1;
    return inside;
  }

  rest(): readonly Token[] {
    return this.#tokens.slice(this.#at);
  }

  unexpected(): Error {
    const near = this.#tokens.slice(this.#at, this.#at + 5).map(({ text }) => text);
    const text = this.#tokens.map(({ text }) => text).join(' ');
    return new Error(`cannot read what SQLite keeps of its schema, near "${near.join(' ')}": ${text}`);
  }
}

/** Splits a list at its commas, not at those inside brackets. */
export function splitList(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isOperator(token, '(')) depth++;
    if (isOperator(token, ')')) depth--;
    if (depth === 0 && isOperator(token, ',')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
