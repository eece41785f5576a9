import { ts } from '../../syntax/typescript.ts';
import { surfaceOf } from './surface.ts';

/** What stands around a word and may tell what it is: the statement, or the piece of markup. */
export function regionOf(tree: ts.SourceFile, offset: number): ts.Node {
  let node: ts.Node = tree;
  for (let inner: ts.Node | undefined = tree; inner; ) {
    node = inner;
    inner = ts.forEachChild(node, (child) => (child.pos <= offset && offset < child.end ? child : undefined));
  }
  while (!ts.isSourceFile(node) && !isRegion(node)) node = node.parent;
  return node;
}

const isRegion = ({ parent }: ts.Node): boolean =>
  ts.isSourceFile(parent) ||
  ts.isBlock(parent) ||
  ts.isJsxElement(parent) ||
  ts.isJsxFragment(parent) ||
  ts.isJsxAttributes(parent) ||
  ts.isCaseOrDefaultClause(parent) ||
  ts.isModuleBlock(parent);

/** Name → what declares it. */
type Locals = ReadonlyMap<string, readonly ts.Node[]>;

const known = new WeakMap<ts.Node, Locals>();

/** What tells the type of the variable, parameter or member (`this.x`) that a name is at a place. */
export function tellersAt(name: string, place: ts.Node): readonly ts.Node[] {
  const scopes: ts.Node[] = [];
  for (let each = place; each; each = each.parent) if (isScope(each)) scopes.unshift(each);
  return scopes.flatMap((scope) => localsOf(scope).get(name) ?? []).flatMap(tellersOf);
}

const isScope = (node: ts.Node): boolean => ts.isSourceFile(node) || ts.isFunctionLike(node) || ts.isClassLike(node);

const isProperty = (node: ts.Node): boolean =>
  ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);

/** What a scope declares itself. Into the scopes inside it nobody looks who does not ask from there. */
function localsOf(scope: ts.Node): Locals {
  const before = known.get(scope);
  if (before) return before;
  const locals = new Map<string, ts.Node[]>();
  const note = (node: ts.Node): void => {
    for (const name of namesOf(node)) locals.set(name, [...(locals.get(name) ?? []), node]);
  };
  const visit = (node: ts.Node): void => {
    if (!isProperty(node)) note(node);
    if (!isScope(node)) ts.forEachChild(node, visit);
    else if (ts.isConstructorDeclaration(node)) node.parameters.filter(isProperty).forEach(note);
  };
  ts.forEachChild(scope, visit);
  known.set(scope, locals);
  return locals;
}

function namesOf(node: ts.Node): readonly string[] {
  if (ts.isParameter(node) && isProperty(node)) return bound(node.name).flatMap((name) => [name, `this.${name}`]);
  if (ts.isVariableDeclaration(node) || ts.isParameter(node)) return bound(node.name);
  if (ts.isFunctionDeclaration(node)) return node.name ? [node.name.text] : [];
  if (ts.isClassElement(node) && node.name) return [`this.${node.name.getText()}`];
  // `x = await load()`
  return isAssignment(node) && ts.isIdentifier(node.left) ? [node.left.text] : [];
}

const isAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;

const bound = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((each) => (ts.isBindingElement(each) ? bound(each.name) : []));

function tellersOf(node: ts.Node): readonly ts.Node[] {
  if (isAssignment(node)) return [node.right];
  if (ts.isParameter(node)) return node.type ? [node.type] : aroundCallback(node.parent);
  if (ts.isVariableDeclaration(node) && !node.initializer && !node.type) {
    const loop = node.parent.parent;
    return ts.isForOfStatement(loop) ? [loop.expression] : [];
  }
  return surfaceOf(node);
}

/** Of `tenants.map((tenant) => …)`, and of `const f: Handler<Tenant> = (tenant) => …`, what is not the function. */
function aroundCallback(callback: ts.Node): readonly ts.Node[] {
  let each = callback;
  while (
    ts.isArrayLiteralExpression(each.parent) ||
    ts.isPropertyAssignment(each.parent) ||
    ts.isObjectLiteralExpression(each.parent)
  )
    each = each.parent;
  const holder = each.parent;
  if (ts.isVariableDeclaration(holder)) return holder.type ? [holder.type] : [];
  if (!ts.isCallExpression(holder)) return [];
  const beside = holder.arguments.filter((argument) => argument !== each && !ts.isFunctionLike(argument));
  return [holder.expression, ...(holder.typeArguments ?? []), ...beside];
}
