/** A piece of a script as psql would take it, in order. Lines are counted from 1. */
export type Piece =
  | { readonly kind: 'statement'; readonly sql: string; readonly line: number }
  /** `COPY … FROM stdin` and the rows that follow it, without the `\.` that ends them. */
  | { readonly kind: 'copy'; readonly sql: string; readonly line: number; readonly rows: string }
  /** A command of psql itself: `\connect shop`. */
  | { readonly kind: 'command'; readonly text: string; readonly line: number };

const tokens = [
  /\s+|--[^\n]*/,
  /\/\*/,
  /[eE]'(?:[^'\\]|''|\\[\s\S])*'|'[^']*'|"[^"]*"/,
  /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/,
  /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/,
  /\\[^\n]*|[\s\S]/,
];
const token = new RegExp(tokens.map(({ source }) => source).join('|'), 'y');

const isComment = (text: string): boolean => /^(?:\s|--|\/\*)/.test(text);
const copyFromStdin = /^copy\b[\s\S]*\bfrom\s+stdin\b/i;
const routine = /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)\b/;

/**
 * Splits a script where psql would: not at semicolons in quotes, dollar quotes, comments, brackets, or bodies between BEGIN ATOMIC and END.
 * https://www.postgresql.org/docs/current/app-psql.html, https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function* splitPsql(script: string): Generator<Piece> {
  let line = 1;
  let at = script.startsWith('\uFEFF') ? 1 : 0;
  let statement = new Statement();
  while (at < script.length) {
    const text = tokenAt(script, at);
    at += text.length;
    if (text.startsWith('\\')) yield { kind: 'command', text: text.trimEnd(), line };
    else if (text === ';' && statement.isWhole) {
      const { sql, line: start } = statement;
      statement = new Statement();
      if (copyFromStdin.test(sql)) {
        const { rows, end } = copyRows(script, at);
        yield { kind: 'copy', sql, line: start, rows };
        line += lineBreaks(script.slice(at, end));
        at = end;
      } else if (sql !== '') yield { kind: 'statement', sql, line: start };
    } else statement.add(text, line);
    line += lineBreaks(text);
  }
  if (statement.sql !== '') yield { kind: 'statement', sql: statement.sql, line: statement.line };
}

/** A statement that is being read. */
class Statement {
  line = 0;
  #parts: string[] = [];
  #brackets = 0;
  #bodies = 0;
  #opening = '';

  /** Without a trailing comment or semicolon; '' before anything but comments was read. */
  get sql(): string {
    return this.#parts.join('').trimEnd();
  }

  get isWhole(): boolean {
    return this.#brackets <= 0 && this.#bodies === 0;
  }

  add(text: string, line: number): void {
    if (this.#parts.length === 0) {
      if (isComment(text)) return;
      this.line = line;
    }
    this.#parts.push(text);
    if (text === '(') this.#brackets += 1;
    else if (text === ')') this.#brackets -= 1;
    else if (/^[a-z]/i.test(text)) this.#word(text.toUpperCase());
  }

  #word(word: string): void {
    if (this.#opening.length < 40) this.#opening += `${word} `;
    if (this.#brackets > 0 || !routine.test(this.#opening)) return;
    if (word === 'BEGIN' || (word === 'CASE' && this.#bodies > 0)) this.#bodies += 1;
    else if (word === 'END' && this.#bodies > 0) this.#bodies -= 1;
  }
}

function tokenAt(script: string, at: number): string {
  token.lastIndex = at;
  const text = token.exec(script)?.[0] ?? script.slice(at);
  if (text === '/*') return script.slice(at, endOfComment(script, at));
  if (/^\$.*\$$/.test(text)) {
    const end = script.indexOf(text, at + text.length);
    return script.slice(at, end === -1 ? script.length : end + text.length);
  }
  return text;
}

/** Comments nest. */
function endOfComment(script: string, at: number): number {
  const bounds = /\/\*|\*\//g;
  bounds.lastIndex = at;
  let depth = 0;
  for (let bound = bounds.exec(script); bound; bound = bounds.exec(script)) {
    depth += bound[0] === '/*' ? 1 : -1;
    if (depth === 0) return bounds.lastIndex;
  }
  return script.length;
}

/** From the line after the statement to the one that is `\.`, or to the end. */
function copyRows(script: string, at: number): { readonly rows: string; readonly end: number } {
  const start = script.indexOf('\n', at) + 1 || script.length;
  const last = /^\\\.\r?$/gm;
  last.lastIndex = start;
  const found = last.exec(script);
  return { rows: script.slice(start, found?.index ?? script.length), end: found ? last.lastIndex : script.length };
}

const lineBreaks = (text: string): number => text.split('\n').length - 1;
