import type { Node } from 'web-tree-sitter';
import { sqlReferences } from '../sql/resolve.ts';
import { looksLikeSql } from '../sql/tokens.ts';
import { bindingOf } from './bindings.ts';
import { positional } from './calls.ts';
import { sqlIn } from './embedded-sql.ts';
import type { Sight } from './sight.ts';
import type { Target } from './target.ts';

/** Why what is read by the column's name of a row of raw SQL is the target's column: the statement asks for it. */
export function whyOfStatement(row: Node, { name }: Target, { tables }: Sight): string | null {
  const statement = statementBehind(row);
  const sql = statement && sqlIn(statement);
  if (!sql || !looksLikeSql(sql)) return null;
  const [found] = sqlReferences(sql, [name], tables);
  return found && found.certainty !== 'possible' ? `the statement that it comes from reads it: ${found.why}` : null;
}

/** The text of the statement whose rows an expression is one of: `for row in session.execute(text("SELECT …"))`. */
function statementBehind(node: Node, depth = 0): Node | null {
  if (depth > 8) return null;
  if (node.type === 'string' || node.type === 'concatenated_string') return node;
  if (node.type === 'identifier') {
    const binding = bindingOf(node);
    const value = binding?.kind === 'value' || binding?.kind === 'element' ? binding.node : null;
    return value && statementBehind(value, depth + 1);
  }
  if (node.type === 'call') {
    const [first] = positional(node);
    const receiver = node.childForFieldName('function')?.childForFieldName('object');
    return (first && statementBehind(first, depth + 1)) ?? (receiver ? statementBehind(receiver, depth + 1) : null);
  }
  const inner = node.type === 'subscript' ? node.childForFieldName('value') : node.namedChildren[0];
  return inner && ['subscript', 'await', 'parenthesized_expression', 'attribute', 'binary_operator'].includes(node.type)
    ? statementBehind(inner, depth + 1)
    : null;
}
