/** One token of SQLite's SQL; white space and comments are none. https://sqlite.org/lang_keywords.html, https://sqlite.org/lang_expr.html */
export interface Token {
  /** `name`: an identifier in double quotes, back quotes or brackets. `string`: in single quotes, a name where only a name can stand. */
  readonly kind: 'word' | 'name' | 'string' | 'blob' | 'number' | 'operator';
  /** As it stands in the text. */
  readonly text: string;
  /** Without quotes, doubled quotes made single. */
  readonly value: string;
}

const pattern = new RegExp(
  [
    /(?<skip>[\s\uFEFF]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/,
    /(?<blob>[xX]'[0-9a-fA-F]*')/,
    /(?<string>'(?:[^']|'')*')/,
    /(?<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])/,
    /(?<number>0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)/,
    /(?<word>[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*)/,
    /(?<operator>->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[^\s])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gy',
);

/** Splits the text of a statement that SQLite itself has accepted. */
export function tokenize(sql: string): readonly Token[] {
  return [...sql.matchAll(pattern)].flatMap(({ 0: text, groups = {} }) => {
    if (groups.skip !== undefined) return [];
    const kind = tokenKinds.find((candidate) => groups[candidate] !== undefined) ?? 'operator';
    return [{ kind, text, value: kind === 'name' || kind === 'string' ? unquote(text) : text }];
  });
}

const tokenKinds = ['word', 'name', 'string', 'blob', 'number', 'operator'] as const;

function unquote(text: string): string {
  const quote = text.slice(-1);
  return text.slice(1, -1).replaceAll(quote + quote, quote === ']' ? ']]' : quote);
}

/** Whether a token is this keyword; keywords are written in capitals here. */
export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

/** Whether a token is this operator or bracket. */
export const isOperator = (token: Token | undefined, operator: string): boolean =>
  token?.kind === 'operator' && token.text === operator;
