/** One token of SQL text, whatever the dialect. Comments and white space are no tokens. */
export interface Token {
  /** `name`: an identifier or keyword, without its quotes. `value`: a string, number or placeholder. `mark`: punctuation. */
  readonly kind: 'name' | 'value' | 'mark';
  readonly text: string;
  /** Quoted, and therefore no keyword. */
  readonly quoted: boolean;
  /** Offset in the text, of a quoted name behind the quote. */
  readonly at: number;
}

const pattern =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<name>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|"(?<double>(?:[^"]|"")+)"|`(?<back>[^`]+)`|\[(?<bracket>[A-Za-z_][\w ]*)\]|(?<value>[eE]?'(?:[^'\\]|''|\\[\s\S])*(?:'|$)|(?<dollar>\$\w*\$)[\s\S]*?(?:\k<dollar>|$)|[?]|[:$@%]\(?\w+\)?s?|\d[\w.]*)|(?<mark>::|[\s\S])/g;

export function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { groups = {}, index } of sql.matchAll(pattern)) {
    const { name, double, back, bracket, value, mark } = groups;
    const quoted = double?.replaceAll('""', '"') ?? back ?? bracket;
    if (name !== undefined) tokens.push({ kind: 'name', text: name, quoted: false, at: index });
    else if (quoted !== undefined) tokens.push({ kind: 'name', text: quoted, quoted: true, at: index + 1 });
    else if (value !== undefined) tokens.push({ kind: 'value', text: value, quoted: false, at: index });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, quoted: false, at: index });
  }
  return tokens;
}

/** Whether text reads like a statement that works on rows, or makes what holds them. */
export const looksLikeSql = (text: string): boolean =>
  /^\s*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*\(?\s*(?:select\s|insert\s+(?:or\s+\w+\s+)?into\s|update\s+\S+\s[\s\S]*?\bset\s|delete\s+from\s|with\s+(?:recursive\s+)?\S+\s*(?:\([^)]*\)\s*)?as\s|merge\s+into\s|replace\s+into\s|create\s+(?:or\s+replace\s+)?(?:materialized\s+)?view\s|create\s+(?:\w+\s+){0,2}table\s)/i.test(
    text,
  );
