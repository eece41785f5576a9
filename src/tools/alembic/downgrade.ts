import type { Node } from 'web-tree-sitter';
import type { LineRange } from '../../domain/location.ts';
import type { DowngradeShape } from '../../domain/revision.ts';

/** The function's lines, with the indented comments that follow its last statement. */
export function rangeOf(definition: Node, text: string): LineRange {
  const lines = text.split('\n');
  const indent = definition.startPosition.column;
  let end = definition.endPosition.row;
  for (let row = end + 1; row < lines.length; row++) {
    const line = lines[row] ?? '';
    const depth = line.search(/\S/);
    if (depth === -1) continue;
    if (depth <= indent || line.charAt(depth) !== '#') break;
    end = row;
  }
  return { start: definition.startPosition.row + 1, end: end + 1 };
}

/** What a `downgrade()` does, by its statements alone. */
export function shapeOf(definition: Node): DowngradeShape {
  const body = definition.childForFieldName('body')?.namedChildren.filter((node) => node.type !== 'comment') ?? [];
  const statements = body.filter((node) => !doesNothing(node));
  if (statements.length === 0) return { kind: 'empty' };
  return statements.length === 1 && statements[0]?.type === 'raise_statement'
    ? { kind: 'raises' }
    : { kind: 'present' };
}

/** `pass`, `...`, a string that stands alone, `return` and `return None`. */
function doesNothing(node: Node): boolean {
  if (node.type === 'pass_statement') return true;
  const [only, second] = node.namedChildren;
  if (node.type === 'return_statement') return !only || only.type === 'none';
  if (node.type !== 'expression_statement' || second) return false;
  return only?.type === 'ellipsis' || only?.type === 'string' || only?.type === 'concatenated_string';
}

const declaration = /^#\s*migration-gate:\s*irreversible\b[\s:—-]*(?<reason>.*)$/;

/** The reason in `# migration-gate: irreversible <reason>`; null without the comment. */
export function irreversibleReason(definition: Node, text: string): string | null {
  if (!text.includes('irreversible')) return null;
  const { start, end } = rangeOf(definition, text);
  const comments = definition.tree.rootNode.descendantsOfType('comment');
  for (const comment of comments) {
    const line = comment.startPosition.row + 1;
    const reason = line >= start && line <= end ? declaration.exec(comment.text)?.groups?.reason : undefined;
    if (reason !== undefined) return reason.trim();
  }
  return null;
}
