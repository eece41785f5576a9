import type { Node } from 'web-tree-sitter';

/** The first place that the grammar could not read, by line (from 1), with the words there. */
export function firstError(root: Node, text: string): { readonly line: number; readonly what: string } {
  const node = deepestError(root) ?? root;
  const row = node.startPosition.row;
  const source = (text.split('\n')[row] ?? '').trim();
  const expected = node.isMissing ? `\`${node.type}\` is missing in` : 'cannot read';
  return { line: row + 1, what: `Not valid Python: ${expected} \`${source}\`.` };
}

function deepestError(node: Node): Node | null {
  if (node.isMissing) return node;
  for (const child of node.children) if (child.hasError || child.isMissing) return deepestError(child);
  return node.isError ? node : null;
}
