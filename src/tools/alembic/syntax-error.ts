import type { Node } from 'web-tree-sitter';
import type { SyntaxFault } from './python-syntax.ts';

const olderPython = /^\s*(?:print|exec)\s+[^\s(=.,:)]/m;

/**
 * The first place that the grammar cannot read, or that it takes although Python 3 does not: statements of Python 2, uneven indentation. Null when
 * there is none.
 */
export function firstFault(root: Node, text: string): SyntaxFault | null {
  if (root.hasError) return faultAt(deepestError(root) ?? root, text);
  const node = unevenStatement(root, text) ?? (olderPython.test(text) ? olderStatement(root) : null);
  return node && faultAt(node, text);
}

function faultAt(node: Node, text: string): SyntaxFault {
  const row = node.startPosition.row;
  const source = (text.split('\n')[row] ?? '').trim();
  const fault = node.isMissing ? `\`${node.type}\` is missing in` : 'cannot read';
  return { line: row + 1, what: `Not valid Python: ${fault} \`${source}\`.` };
}

/** A statement that begins its line deeper or less deep than the first one of its block. */
function unevenStatement(root: Node, text: string): Node | null {
  for (const block of [root, ...root.descendantsOfType('block')]) {
    const [first, ...others] = block.namedChildren.filter((node) => node.type !== 'comment');
    const column = block === root ? 0 : first?.startPosition.column;
    const uneven = (block === root && first ? [first, ...others] : others).find(
      (node) => node.startPosition.column !== column && beginsItsLine(node, text),
    );
    if (uneven) return uneven;
  }
  return null;
}

const beginsItsLine = (node: Node, text: string): boolean =>
  text.slice(node.startIndex - node.startPosition.column, node.startIndex).trim() === '';

const olderStatement = (root: Node): Node | null =>
  root.descendantsOfType(['print_statement', 'exec_statement'])[0] ?? null;

function deepestError(node: Node): Node | null {
  if (node.isMissing) return node;
  for (const child of node.children) if (child.hasError || child.isMissing) return deepestError(child);
  return node.isError ? node : null;
}
