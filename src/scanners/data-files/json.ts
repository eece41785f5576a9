import { ts } from '../../syntax/typescript.ts';
import type { Value } from './document.ts';

/** The document of a file of JSON or JSON5, which are literals of JavaScript. */
export function readJson(text: string): readonly Value[] {
  const tree = ts.parseJsonText('data.json', text);
  const [statement] = tree.statements;
  return statement ? [read(statement.expression, tree)] : [];
}

function read(node: ts.Expression, tree: ts.JsonSourceFile): Value {
  if (ts.isArrayLiteralExpression(node)) return { kind: 'list', items: node.elements.map((each) => read(each, tree)) };
  if (ts.isObjectLiteralExpression(node))
    return {
      kind: 'map',
      entries: node.properties.flatMap((each) =>
        ts.isPropertyAssignment(each) && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name))
          ? [{ key: each.name.text, at: each.name.getStart(tree), value: read(each.initializer, tree) }]
          : [],
      ),
    };
  return ts.isStringLiteral(node) ? { kind: 'text', text: node.text, at: node.getStart(tree) } : { kind: 'other' };
}
