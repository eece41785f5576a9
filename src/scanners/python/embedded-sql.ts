import type { Node } from 'web-tree-sitter';
import { sqlReferences } from '../sql/resolve.ts';
import { looksLikeSql } from '../sql/tokens.ts';
import { enclosing } from './bindings.ts';
import type { Seen, Sight } from './sight.ts';

/** SQL in strings, whatever they are handed to: `text("SELECT config FROM tenants")`, f-strings, strings side by side. */
export function* embeddedSql({ around, targets, tables }: Sight): Iterable<Seen> {
  const names = targets.map(({ name }) => name);
  for (const node of around('string', 'concatenated_string')) {
    if (node.parent?.type === 'concatenated_string' || isDocumentation(node)) continue;
    const sql = blanked(node);
    if (!looksLikeSql(sql)) continue;
    for (const { name, at, certainty, why } of sqlReferences(sql, names, tables))
      yield { name, line: node.startPosition.row + 1 + newlines(sql.slice(0, at)), certainty, kind: 'SQL', why };
  }
}

const newlines = (text: string): number => text.split('\n').length - 1;

/** The node's text with everything that is no SQL replaced by as many spaces, so that offsets and lines stay: quotes, escapes; `?` for what is put in. */
function blanked(node: Node): string {
  const text = [...node.text.replace(/[^\n]/g, ' ')];
  const fill = (piece: Node, by: (text: string) => string): void => {
    const start = piece.startIndex - node.startIndex;
    text.splice(start, piece.text.length, ...by(piece.text));
  };
  for (const piece of node.descendantsOfType(['string_content', 'interpolation'])) {
    if (enclosing(piece, 'interpolation')) continue;
    if (piece.type === 'interpolation') fill(piece, (was) => was.replace(/[^\n]/g, ' ').replace(/^ /, '?'));
    else fill(piece, (was) => was.replace(/\\(?:[nrt]|\n)/g, (sequence) => (sequence.endsWith('\n') ? ' \n' : '  ')));
  }
  return text.join('');
}

const isDocumentation = (node: Node): boolean => node.parent?.type === 'expression_statement';
