import { ts } from '../../syntax/typescript.ts';
import { walk } from './nodes.ts';
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

interface Local {
  /** What tells its type. */
  readonly parts: readonly ts.Node[];
  readonly scope: ts.Node;
}

type Locals = ReadonlyMap<string, readonly Local[]>;

const known = new WeakMap<ts.SourceFile, Locals>();

/** What tells the type of the variable, parameter or member (`this.x`) that a name is at a place. */
export const tellersAt = (name: string, { pos, end }: ts.Node, tree: ts.SourceFile): readonly ts.Node[] =>
  (localsOf(tree).get(name) ?? []).flatMap(({ parts, scope }) => (scope.pos <= pos && end <= scope.end ? parts : []));

function localsOf(tree: ts.SourceFile): Locals {
  const before = known.get(tree);
  if (before) return before;
  const locals = new Map<string, Local[]>();
  for (const node of walk(tree)) {
    const names = namesOf(node);
    if (names.length === 0) continue;
    const local = { parts: tellersOf(node), scope: scopeOf(node) };
    for (const name of names) locals.set(name, [...(locals.get(name) ?? []), local]);
  }
  known.set(tree, locals);
  return locals;
}

function namesOf(node: ts.Node): readonly string[] {
  if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent))
    return bound(node.name).flatMap((name) => [name, `this.${name}`]);
  if (ts.isVariableDeclaration(node) || ts.isParameter(node)) return bound(node.name);
  if (ts.isFunctionDeclaration(node)) return node.name ? [node.name.text] : [];
  if (ts.isClassElement(node) && node.name) return [`this.${node.name.getText()}`];
  // `x = await load()`
  return isAssignment(node) && ts.isIdentifier(node.left) ? [node.left.text] : [];
}

function scopeOf(node: ts.Node): ts.Node {
  if (ts.isParameter(node) && !ts.isParameterPropertyDeclaration(node, node.parent)) return node.parent;
  if (ts.isParameter(node)) return node.parent.parent;
  let each = node.parent;
  while (!ts.isSourceFile(each) && !ts.isFunctionLike(each) && !ts.isClassLike(each)) each = each.parent;
  return each;
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
