import { ts } from '../../../syntax/typescript.ts';
import { holdersOf, skipped } from '../nodes.ts';
import { named, type Seen, type Sight, seen } from '../sight.ts';

/**
 * What a component of classes keeps of a row while somebody works on it, where it is called by the rows: `this.state = { network_code }`,
 * `this.setState({ network_code })`, `const { network_code } = this.state`. Names of one word may be the component's own.
 */
export function* componentState(node: ts.Node, sight: Sight): Iterable<Seen> {
  const name = nameInState(node);
  for (const target of named(name?.text ?? null, sight)) {
    const { table, column } = target.name;
    const { catalog } = sight;
    if (!name || !catalog.isTelling(table, name.text) || catalog.column(table, name.text) !== column) continue;
    const holder = holdersOf(node).find((each) => catalog.handles(each, table));
    if (holder !== undefined) yield seen(target, name, 'likely', 'state', `${holder} keeps it in its state`);
  }
}

function nameInState(node: ts.Node): ts.Identifier | null {
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))
    return ts.isIdentifier(node.name) && isOfState(node.parent) ? node.name : null;
  if (ts.isPropertyAccessExpression(node))
    return ts.isIdentifier(node.name) && isState(node.expression) ? node.name : null;
  if (!ts.isBindingElement(node) || !ts.isVariableDeclaration(node.parent.parent)) return null;
  const { initializer } = node.parent.parent;
  const name = node.propertyName ?? node.name;
  return initializer && isState(initializer) && ts.isIdentifier(name) ? name : null;
}

/** `this.state`, and what is in it. */
function isState(node: ts.Expression): boolean {
  const value = skipped(node);
  if (!ts.isPropertyAccessExpression(value)) return false;
  return (value.name.text === 'state' && isThis(value.expression)) || isState(value.expression);
}

/** Whether an object is put into the state, by itself, inside of what is, or as what a function gives for it. */
function isOfState(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.right === node && isState(parent.left);
  if (ts.isPropertyDeclaration(parent)) return parent.name.getText() === 'state';
  if (ts.isCallExpression(parent)) {
    const { expression: called } = parent;
    return ts.isPropertyAccessExpression(called) && called.name.text === 'setState' && isThis(called.expression);
  }
  const isOnItsWay =
    ts.isParenthesizedExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    (ts.isArrowFunction(parent) && parent.body === node);
  return isOnItsWay && isOfState(parent);
}

const isThis = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.ThisKeyword;
