import { ts } from '../../../syntax/typescript.ts';
import { propertyName } from '../nodes.ts';
import { type Seen, type Sight, seen } from '../sight.ts';
import { named } from './properties.ts';

/** Properties of the classes, interfaces, types and objects that stand for the table themselves. */
export function* declarations(node: ts.Node, sight: Sight): Iterable<Seen> {
  const isMember =
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isGetAccessor(node) ||
    (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent));
  if (!isMember) return;
  const property = propertyName(node.name);
  const owner = ts.isParameter(node) ? node.parent.parent : node.parent;
  // By any name: a decorator may say which column it is.
  for (const target of property === null ? [] : sight.columns) {
    const shape = sight.shapes.of(owner, target.name.table);
    if (!shape || (shape.certainty === 'likely' && !target.words.has(property ?? ''))) continue;
    if (shape.columnOf(property ?? '') === target.name.column)
      yield seen(target, node.name, shape.certainty, 'declaration', shape.why);
  }
}

/** Keys of object literals: by what the literal is handed to, by the table it describes, by its other keys. */
export function* keys(node: ts.Node, sight: Sight): Iterable<Seen> {
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return;
  if (isPattern(node.parent)) return;
  const property = propertyName(node.name);
  const targets = named(property, sight);
  const name = property ?? '';
  for (const target of targets) {
    const { table, column } = target.name;
    const contextual = sight.checker.getContextualType(node.parent);
    const declared = contextual ? declarationsOf(contextual, name, sight.checker) : [];
    const belief =
      contextual && declared.length > 0
        ? sight.receivers.ofType(contextual, name, table)
        : (spread(node.parent, name, table, sight) ?? sight.shapes.of(node.parent, table));
    const own = declared.some((each) => each === node) ? sight.shapes.of(node.parent, table) : null;
    const best = belief ?? own;
    if (best?.columnOf(name) === column) yield seen(target, node.name, best.certainty, 'key', best.why);
  }
}

const declarationsOf = (type: ts.Type, property: string, checker: ts.TypeChecker): readonly ts.Declaration[] =>
  type.isUnion()
    ? type.types.flatMap((each) => declarationsOf(each, property, checker))
    : (checker.getPropertyOfType(type, property)?.declarations ?? []);

/** `({ config } = tenant)` takes apart, it does not make. */
const isPattern = (node: ts.ObjectLiteralExpression): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.left === node &&
  node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** `{ ...tenant, config }` makes another tenant. */
function spread(node: ts.ObjectLiteralExpression, property: string, table: string, { receivers }: Sight) {
  for (const each of node.properties) {
    if (!ts.isSpreadAssignment(each)) continue;
    const belief = receivers.ofExpression(each.expression, property, table);
    if (belief) return { ...belief, certainty: 'likely' as const, why: `it is made from a row: ${belief.why}` };
  }
  return null;
}
