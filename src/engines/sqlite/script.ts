import { pieces } from './tokens.ts';

interface SqlStatement {
  readonly sql: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/**
 * Splits a script where the sqlite3 shell would: a trigger's body goes on to the END that a semicolon stands before.
 * https://sqlite.org/c3ref/complete.html
 */
export function* splitScript(script: string): Generator<SqlStatement> {
  let line = 1;
  let start = 1;
  let sql = '';
  let tokens: string[] = [];
  for (const piece of pieces(script)) {
    const isSkipped = /^(?:\s|\uFEFF|--|\/\*)/.test(piece);
    if (sql === '' && !isSkipped) start = line;
    if (sql !== '' || !isSkipped) sql += piece;
    if (!isSkipped) tokens.push(piece.toUpperCase());
    if (piece === ';' && isWhole(tokens)) {
      if (tokens.length > 1) yield { sql, line: start };
      sql = '';
      tokens = [];
    }
    line += piece.split('\n').length - 1;
  }
  if (tokens.length > 0) yield { sql, line: start };
}

const isWhole = (tokens: readonly string[]): boolean =>
  !/^CREATE (?:TEMP |TEMPORARY )?TRIGGER$/.test(tokens.slice(0, tokens[1]?.startsWith('TEMP') ? 3 : 2).join(' ')) ||
  tokens.slice(-3).join(' ') === '; END ;';
