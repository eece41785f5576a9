import type { Node } from 'web-tree-sitter';
import { TextLines } from '../place.ts';
import { sqlReferences } from '../sql/resolve.ts';
import { looksLikeSql } from '../sql/tokens.ts';
import { enclosing } from './bindings.ts';
import type { Seen, Sight } from './sight.ts';

/** SQL in strings, whatever they are handed to: `text("SELECT config FROM tenants")`, f-strings, strings side by side or put together with `+`. */
export function* embeddedSql({ around, targets, tables }: Sight): Iterable<Seen> {
  const names = targets.map(({ name }) => name);
  const wholes = new Map(
    around('string', 'concatenated_string')
      .map(wholeOf)
      .map((node) => [node.id, node]),
  );
  for (const node of wholes.values()) {
    if (isDocumentation(node)) continue;
    const sql = sqlIn(node);
    if (!looksLikeSql(sql)) continue;
    const { row, column } = node.startPosition;
    const lines = new TextLines(`${' '.repeat(column)}${sql}`);
    for (const { name, at, length, certainty, why } of sqlReferences(sql, names, tables)) {
      const { line, span } = lines.at(column + at, length);
      yield { name, line: row + line, span, certainty, kind: 'SQL', why };
    }
  }
}

/** The expression that a string is a part of and that is a string itself. */
function wholeOf(node: Node): Node {
  const { parent } = node;
  const isPart =
    parent?.type === 'concatenated_string' ||
    (parent?.type === 'binary_operator' && parent.childForFieldName('operator')?.text === '+') ||
    (parent?.type === 'parenthesized_expression' && parent.parent?.type === 'binary_operator');
  return parent && isPart ? wholeOf(parent) : node;
}

/** The node's text with everything that is no SQL replaced by as many spaces, so that offsets and lines stay: quotes, escapes; `?` for what is put in. */
export function sqlIn(node: Node): string {
  const text = node.text.replace(/[^\n]/g, ' ').split('');
  const fill = (piece: Node, by: (text: string) => string): void => {
    const start = piece.startIndex - node.startIndex;
    text.splice(start, piece.text.length, ...by(piece.text).split(''));
  };
  for (const piece of node.descendantsOfType(['string_content', 'interpolation'])) {
    if (enclosing(piece, 'interpolation')) continue;
    if (piece.type === 'interpolation') fill(piece, (was) => was.replace(/[^\n]/g, ' ').replace(/^ /, '?'));
    else fill(piece, (was) => was.replace(/\\(?:[nrt]|\n)/g, (sequence) => (sequence.endsWith('\n') ? ' \n' : '  ')));
  }
  return text.join('');
}

const isDocumentation = (node: Node): boolean => node.parent?.type === 'expression_statement';
