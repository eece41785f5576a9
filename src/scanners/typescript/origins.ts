import { ts } from '../../syntax/typescript.ts';
import { lastName } from './nodes.ts';

/** Methods of lists that hand their elements on. */
export const ofList =
  /^(?:map|forEach|filter|find|findLast|some|every|flatMap|sort|toSorted|at|slice|reverse|concat|pop|shift|values)$/;

/** What an identifier was bound to: its initialiser, the list it is looped over. */
export function originOf(node: ts.Identifier, checker: ts.TypeChecker): ts.Expression | null {
  const [declaration] = checker.getSymbolAtLocation(node)?.declarations ?? [];
  if (!declaration) return null;
  if (ts.isVariableDeclaration(declaration)) {
    if (declaration.initializer) return declaration.initializer;
    const loop = declaration.parent.parent;
    return ts.isForOfStatement(loop) ? loop.expression : null;
  }
  if (ts.isBindingElement(declaration)) return wrapped(declaration);
  return ts.isParameter(declaration) ? iterated(declaration) : null;
}

/** What answers wrap rows in. */
export const isWrap = (name: string): boolean =>
  /^(?:data|body|results?|response|payload|items?|rows?|records?|value|current|dataValues|nodes?)$/.test(name);

/** `const { data: tenant } = useTenant(id)` → `useTenant(id)`. */
function wrapped(element: ts.BindingElement): ts.Expression | null {
  const holder = element.parent.parent;
  const name = (element.propertyName ?? element.name).getText();
  return isWrap(name) && ts.isVariableDeclaration(holder) ? (holder.initializer ?? null) : null;
}

/** `useSelector((state) => state.tenants)` → `state.tenants`. */
export function selectedBy(call: ts.CallExpression): ts.Expression | null {
  const [selector] = /^use[A-Z]/.test(lastName(call)) ? call.arguments : [];
  return selector && ts.isArrowFunction(selector) && ts.isPropertyAccessExpression(selector.body)
    ? selector.body
    : null;
}

/** `sortBy(tenants, [(tenant) => …])` → `tenants`. */
export function besideCallback({ parent: callback }: ts.ParameterDeclaration): ts.Expression | null {
  const argument = ts.isArrayLiteralExpression(callback.parent) ? callback.parent : callback;
  const call = argument.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] === argument) return null;
  return call.arguments.includes(argument as ts.Expression) ? (call.arguments[0] ?? null) : null;
}

/** `tenants.map((tenant) => …)` → `tenants`. */
export function iterated(parameter: ts.ParameterDeclaration): ts.Expression | null {
  const callback = parameter.parent;
  const call = callback.parent;
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  const isFirst = callback.parameters[0] === parameter || /sort|reduce/i.test(call.expression.name.text);
  return isFirst &&
    (ofList.test(call.expression.name.text) || /^(?:reduce|then|toSorted)$/.test(call.expression.name.text))
    ? call.expression.expression
    : null;
}
