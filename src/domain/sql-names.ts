/** A name in SQL as it is written: plain, quoted in any dialect's way, with its schema. */
export const identifier = '(?:"[^"]+"|`[^`]+`|\\[[^\\]]+\\]|[\\w$]+)';
export const qualified = `(?:${identifier}\\s*\\.\\s*)*${identifier}`;

/** The last part of a name, without quotes. */
export const bare = (name: string): string => /([^".`[\]]+)["`\]]?\s*$/.exec(name)?.[1] ?? name;

/** The parts of a list, split where no parenthesis and no quote is open. */
export function listed(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [piece] of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|[\s\S]/g)) {
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (piece === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim());
}

/** What stands before the first of these words outside of parentheses and quotes, and what stands from there on. */
export function cutAt(text: string, words: RegExp): readonly [string, string] {
  let depth = 0;
  for (const match of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|\w+|[\s\S]/g)) {
    if (match[0] === '(') depth++;
    if (match[0] === ')') depth--;
    if (depth === 0 && words.test(match[0])) return [text.slice(0, match.index), text.slice(match.index)];
  }
  return [text, ''];
}
