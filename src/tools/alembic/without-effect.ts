import type { Node } from 'web-tree-sitter';
import { stringPieces } from '../../syntax/python-literal.ts';

/**
 * Whether leaving a statement out changes nothing of what the code does: `pass`, `...`, a docstring, an annotation without a value, `from __future__`,
 * what only a type checker reads.
 * @param inClass annotations of a class are part of it: dataclasses and declarative models read them
 */
export function isWithoutEffect(node: Node, inClass: boolean): boolean {
  const [only, second] = node.namedChildren;
  switch (node.type) {
    case 'comment':
    case 'pass_statement':
    case 'future_import_statement':
      return true;
    case 'if_statement':
      return (
        !node.childForFieldName('alternative') &&
        /^(typing\.|t\.)?TYPE_CHECKING$/.test(node.childForFieldName('condition')?.text ?? '')
      );
    case 'expression_statement':
      if (!only || second) return false;
      if (only.type === 'assignment') return !only.childForFieldName('right') && !inClass;
      return (
        only.type === 'ellipsis' ||
        (only.type === 'string' && isPlain(only)) ||
        (only.type === 'concatenated_string' && only.namedChildren.every(isPlain))
      );
    default:
      return false;
  }
}

const isPlain = (node: Node): boolean =>
  node.type === 'comment' || stringPieces(node).parts.every((part) => typeof part === 'string');
