import type { Node } from 'web-tree-sitter';
import type { SyntaxFault } from './python-syntax.ts';

const olderPython = /^\s*(?:print|exec)\s+[^\s(=.,:)]/m;

/** The first place that the grammar cannot read, or that only Python 2 could; null when there is none. */
export function firstFault(root: Node, text: string): SyntaxFault | null {
  const node = root.hasError ? (deepestError(root) ?? root) : olderPython.test(text) ? olderStatement(root) : null;
  if (!node) return null;
  const row = node.startPosition.row;
  const source = (text.split('\n')[row] ?? '').trim();
  const expected = node.isMissing ? `\`${node.type}\` is missing in` : 'cannot read';
  return { line: row + 1, what: `Not valid Python: ${expected} \`${source}\`.` };
}

const olderStatement = (root: Node): Node | null =>
  root.descendantsOfType(['print_statement', 'exec_statement'])[0] ?? null;

function deepestError(node: Node): Node | null {
  if (node.isMissing) return node;
  for (const child of node.children) if (child.hasError || child.isMissing) return deepestError(child);
  return node.isError ? node : null;
}
