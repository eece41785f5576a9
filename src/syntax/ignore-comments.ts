import type { Node } from 'web-tree-sitter';
import type { LineRange } from '../domain/location.ts';
import type { IgnoreComment } from '../domain/suppression.ts';
import { withTree } from './python-parser.ts';
import { statementAt } from './statement-lines.ts';

/** The comment in any language here: `#`, `//`, `--`, and what is closed, as in C, HTML and Jinja. */
const comment =
  /(?<open>#|\/\/|--|\/\*+|\{#|<!--|\{!--|##)\s*migration-gate:\s*ignore\[(?<checks>[^\]]*)\]\s*(?<rest>.*?)\s*(?:\*+\/\}?|#\}|--+>|--\}\})?\s*\}?\s*$/;
const ending = /(?:^|\s+)until\s+(?<until>\d{4}-\d\d-\d\d)$/;

/** What a file is told to be silent about, in comments with `migration-gate: ignore[…]`. Lines that end with `;` end a statement in SQL. */
export async function ignoreComments(file: string, text: string): Promise<readonly IgnoreComment[]> {
  if (!text.includes('migration-gate:')) return [];
  const lines = text.split(/\r\n?|\n/);
  const found = lines.flatMap((line, index) => {
    const match = comment.exec(line);
    if (!match) return [];
    const { checks = '', rest = '' } = match.groups ?? {};
    const until = ending.exec(rest)?.groups?.until ?? null;
    return [
      {
        line: index + 1,
        isAlone: /^[\s{]*$/.test(line.slice(0, match.index)),
        checks: checks.split(',').map((check) => check.trim()),
        reason: rest.replace(ending, '').trim(),
        until,
      },
    ];
  });
  if (found.length === 0) return [];
  const rangeOf = file.endsWith('.py') ? await pythonRanges(text, lines) : textRanges(file, lines);
  return found.flatMap(({ isAlone, ...said }) => {
    const lines = rangeOf(said.line, isAlone);
    return lines === 'none' ? [] : [{ ...said, lines }];
  });
}

/** The lines that a comment on this line speaks of: `none` where it is no comment, null for the whole file. */
type RangeOf = (line: number, isAlone: boolean) => LineRange | null | 'none';

/** The line that a comment alone on its own line speaks of: the next one that is neither empty nor a comment. */
function nextLine(lines: readonly string[], line: number): number {
  let next = line + 1;
  while (next <= lines.length && /^\s*(?:$|#|\/\/|--|\/\*.*\*\/\s*$|<!--.*-->\s*$)/.test(lines[next - 1] ?? '')) next++;
  return Math.min(next, lines.length);
}

const textRanges =
  (file: string, lines: readonly string[]): RangeOf =>
  (line, isAlone) =>
    statementAt(lines, isAlone ? nextLine(lines, line) : line, /\.(?:sql|psql|pgsql|ddl)$/i.test(file));

const pythonRanges = (text: string, lines: readonly string[]): Promise<RangeOf> =>
  withTree(text, ({ rootNode }): RangeOf => {
    const comments = new Set(rootNode.descendantsOfType('comment').map(({ startPosition }) => startPosition.row + 1));
    const statements = rootNode
      .descendantsOfType(statementTypes)
      .map((node) => ({ ...linesOf(node), text: node.text }));
    return (line, isAlone) => {
      if (!comments.has(line)) return 'none';
      const asked = isAlone ? nextLine(lines, line) : line;
      // The innermost one comes last: a tree is listed from the outside.
      const own = statements.findLast(({ start, end }) => start <= asked && asked <= end);
      if (isAlone && own && /^revision\s*(?::\s*\w+\s*)?=/.test(own.text)) return null;
      return own ? { start: own.start, end: own.end } : { start: asked, end: asked };
    };
  });

const statementTypes = [
  ...['expression', 'return', 'assert', 'raise', 'delete', 'import', 'import_from', 'global', 'pass'],
  ...['if', 'for', 'while', 'try', 'with', 'match'],
]
  .map((name) => `${name}_statement`)
  .concat('function_definition', 'class_definition');

/** Of what holds other statements the lines before the first of them. */
function linesOf(node: Node): LineRange {
  const start = node.startPosition.row + 1;
  const body = node.childForFieldName('body') ?? node.childForFieldName('consequence');
  const isCompound = body !== null && node.type !== 'expression_statement';
  return { start, end: isCompound ? Math.max(start, body.startPosition.row) : node.endPosition.row + 1 };
}
