import type { LineRange } from '../domain/location.ts';

/**
 * The lines of the statement that a line belongs to, in a language of which only brackets and semicolons are known: SQL's statements reach from one
 * semicolon to the next, others as far as their parentheses are open. A brace that is open at the end of a line begins a block.
 */
export function statementAt(lines: readonly string[], line: number, isSql: boolean): LineRange {
  if (isSql) {
    let start = line;
    while (start > 1 && !/;\s*(?:--.*)?$/.test(lines[start - 2] ?? '') && (lines[start - 2] ?? '').trim() !== '')
      start--;
    let end = line;
    while (end < lines.length && !/;\s*(?:--.*)?$/.test(lines[end - 1] ?? '')) end++;
    return { start, end };
  }
  let depth = 0;
  for (let end = line; end <= Math.min(lines.length, line + mostLines); end++) {
    for (const { 0: bracket } of (lines[end - 1] ?? '').matchAll(/[()[\]]/g)) depth += '(['.includes(bracket) ? 1 : -1;
    if (depth <= 0) return { start: line, end };
  }
  return { start: line, end: line };
}

/** A bracket that stays open for longer is one in a text. */
const mostLines = 60;
