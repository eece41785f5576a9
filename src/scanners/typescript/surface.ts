import { ts } from '../../syntax/typescript.ts';

/**
 * The parts of a declaration that tell others the type of what it declares: of a function that says what it returns the body is of no account,
 * and a component that is drawn hands nothing back.
 */
export function surfaceOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) {
    if (node.type) return [node.type];
    return node.initializer ? (isComponent(node, node.initializer) ? [] : surfaceOf(node.initializer)) : [];
  }
  if (ts.isClassLike(node))
    return [...(node.heritageClauses ?? []), ...node.members.flatMap(surfaceOf), ...decorators(node)];
  if (ts.isConstructorDeclaration(node)) return node.parameters.flatMap(({ type }) => type ?? []);
  if (ts.isFunctionLike(node)) return node.type ? [node.type] : isComponent(node, node) ? [] : [node];
  return [node];
}

const decorators = (node: ts.ClassLikeDeclaration): readonly ts.Node[] =>
  (ts.canHaveDecorators(node) && ts.getDecorators(node)) || [];

/** A capital letter in a file of components. */
const isComponent = (named: ts.Node, value: ts.Node): boolean => {
  const { name } = named as ts.NamedDeclaration;
  const isFile = /\.[jt]sx$/.test(named.getSourceFile().fileName);
  return (
    isFile &&
    name !== undefined &&
    /^[A-Z]/.test(name.getText()) &&
    !ts.isClassLike(value) &&
    !ts.isObjectLiteralExpression(value)
  );
};
