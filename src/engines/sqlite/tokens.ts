/** One token of SQLite's SQL; white space and comments are none. https://sqlite.org/lang_keywords.html, https://sqlite.org/lang_expr.html */
export interface Token {
  /** `name`: an identifier in double quotes, back quotes or brackets. `string`: in single quotes, a name where only a name can stand. */
  readonly kind: 'word' | 'name' | 'string' | 'blob' | 'number' | 'operator';
  /** As it stands in the text. */
  readonly text: string;
  /** Without quotes, doubled quotes made single. */
  readonly value: string;
}

const skipped = /[\s\uFEFF]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/;
const quoted = /[xX]'[0-9a-fA-F]*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/;
const number = /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/;
const word = /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/;
const operator = /->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[^\s]/;
const pattern = new RegExp([skipped, quoted, number, word, operator].map(({ source }) => source).join('|'), 'g');

/** The whole text in pieces: tokens, and what is skipped between them. */
export const pieces = (sql: string): readonly string[] => sql.match(pattern) ?? [];

/** Splits the text of a statement that SQLite itself has accepted. */
export function tokenize(sql: string): readonly Token[] {
  return pieces(sql).flatMap((text) => {
    const kind = kindOf(text);
    if (kind === null) return [];
    return [{ kind, text, value: kind === 'name' || kind === 'string' ? unquote(text) : text }];
  });
}

/** By how it begins; null for what is skipped. */
function kindOf(text: string): Token['kind'] | null {
  if (/^(?:[\s\uFEFF]|--|\/\*)/.test(text)) return null;
  if (/^["`[]/.test(text)) return 'name';
  if (text.startsWith("'")) return 'string';
  if (/^[xX]'/.test(text)) return 'blob';
  if (/^\.?\d/.test(text)) return 'number';
  return /^[A-Za-z_\u0080-\uFFFF]/.test(text) ? 'word' : 'operator';
}

function unquote(text: string): string {
  const inside = text.slice(1, -1);
  return text.startsWith('[') ? inside : inside.replaceAll(text.slice(0, 1).repeat(2), text.slice(0, 1));
}

/** Whether a token is this keyword; keywords are written in capitals here. */
export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

/** Whether a token is this operator or bracket. */
export const isOperator = (token: Token | undefined, operator: string): boolean =>
  token?.kind === 'operator' && token.text === operator;
