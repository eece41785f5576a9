import { ts } from '../../syntax/typescript.ts';
import { above, lastName, walk } from './nodes.ts';

/** Types of rows that a text may name a property of, for where it stands: `sortBy(tenants, 'config')`, `useForm<Tenant>()` … `register('config')`. */
export function* rowTypesAround(text: ts.Node, checker: ts.TypeChecker): Iterable<ts.Type> {
  let each = text;
  for (; ; each = each.parent) {
    const holder = each.parent;
    if (ts.isTypeReferenceNode(holder) || ts.isExpressionWithTypeArguments(holder)) {
      yield* ofTypeReference(holder, each, checker);
      return;
    }
    if (ts.isCallExpression(holder) && holder.expression !== each) {
      yield* ofCall(holder, each, checker);
      return;
    }
    if ((ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) && holder.initializer === each) {
      if (holder.type) yield* namedIn(holder.type, checker);
      return;
    }
    if (ts.isAsExpression(holder) || ts.isSatisfiesExpression(holder)) {
      if (holder.expression === each) yield* namedIn(holder.type, checker);
    } else if (ts.isJsxAttribute(holder) || ts.isJsxExpression(holder)) {
      // `<Form.Item<Tenant> name="config">`
      const element = above(holder, isElement);
      for (const given of element?.typeArguments ?? []) yield checker.getTypeFromTypeNode(given);
      yield* formTypes(text.getSourceFile(), checker);
      return;
    } else if (!passesOn(holder)) return;
  }
}

const isElement = (node: ts.Node): node is ts.JsxOpeningLikeElement =>
  ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node);

const passesOn = (node: ts.Node): boolean =>
  ts.isArrayLiteralExpression(node) ||
  ts.isLiteralTypeNode(node) ||
  ts.isUnionTypeNode(node) ||
  ts.isObjectLiteralExpression(node) ||
  (ts.isPropertyAssignment(node) &&
    /^(?:\w*[kK]ey|dataIndex|field|name|prop|accessor|id|path|columns?|fields?)$/.test(node.name.getText())) ||
  ts.isParenthesizedExpression(node);

/** `Pick<Tenant, 'id' | 'config'>`, `extends Omit<Tenant, 'config'>` */
function* ofTypeReference(node: ts.NodeWithTypeArguments, within: ts.Node, checker: ts.TypeChecker): Iterable<ts.Type> {
  const [first] = node.typeArguments ?? [];
  if (first && first !== within) yield checker.getTypeFromTypeNode(first);
}

function* ofCall(call: ts.CallExpression, within: ts.Node, checker: ts.TypeChecker): Iterable<ts.Type> {
  for (const given of call.typeArguments ?? []) yield* namedIn(given, checker);
  for (const argument of call.arguments)
    if (argument !== within) yield* itselfOrElement(checker.getTypeAtLocation(argument), checker);
  const parameter =
    checker.getResolvedSignature(call)?.declaration?.parameters[call.arguments.indexOf(within as ts.Expression)];
  if (parameter && ts.isParameter(parameter) && parameter.type) yield* keyedBy(parameter.type, checker);
  const called = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.expression;
  if (ts.isPropertyAccessExpression(call.expression)) yield checker.getTypeAtLocation(called);
  const [declaration] = ts.isIdentifier(called) ? (checker.getSymbolAtLocation(called)?.declarations ?? []) : [];
  if (!declaration) return;
  const holder = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
  if (ts.isVariableDeclaration(holder)) {
    if (holder.type) yield* namedIn(holder.type, checker);
    if (holder.initializer) yield* ofFormCall(holder.initializer, checker);
  } else if (ts.isParameter(holder) && holder.type) yield* namedIn(holder.type, checker);
}

function* itselfOrElement(type: ts.Type, checker: ts.TypeChecker): Iterable<ts.Type> {
  yield checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? type;
}

/** The types that a type node names as the arguments of others, and behind `keyof`: `ColumnDef<Tenant>[]` → Tenant. */
function* namedIn(node: ts.TypeNode, checker: ts.TypeChecker): Iterable<ts.Type> {
  if (ts.isTypeReferenceNode(node) && !node.typeArguments) yield checker.getTypeFromTypeNode(node);
  for (const each of walk(node)) {
    if (ts.isTypeReferenceNode(each))
      for (const given of each.typeArguments ?? []) yield checker.getTypeFromTypeNode(given);
    if (ts.isTypeOperatorNode(each)) yield checker.getTypeFromTypeNode(each.type);
  }
}

function* keyedBy(node: ts.TypeNode, checker: ts.TypeChecker): Iterable<ts.Type> {
  for (const each of walk(node))
    if (ts.isTypeOperatorNode(each) && each.operator === ts.SyntaxKind.KeyOfKeyword)
      yield checker.getTypeFromTypeNode(each.type);
}

/** `useForm<Tenant>({ defaultValues: tenant })` */
function* ofFormCall(node: ts.Expression, checker: ts.TypeChecker): Iterable<ts.Type> {
  if (!ts.isCallExpression(node)) return;
  for (const given of node.typeArguments ?? []) yield checker.getTypeFromTypeNode(given);
  for (const argument of node.arguments)
    for (const property of ts.isObjectLiteralExpression(argument) ? argument.properties : [])
      if (ts.isPropertyAssignment(property) && /^(?:defaultValues|initialValues|values)$/.test(property.name.getText()))
        yield checker.getTypeAtLocation(property.initializer);
}

const formCall = /^(?:use\w*Form\w*|createForm\w*)$/;
const formType = /^(?:Control|UseForm\w*|FormInstance|Formik\w*|SubmitHandler|FieldErrors)$/;
const known = new WeakMap<ts.SourceFile, readonly ts.Type[]>();

/** What the forms of a file are filled with. */
export function formTypes(file: ts.SourceFile, checker: ts.TypeChecker): readonly ts.Type[] {
  const before = known.get(file);
  if (before) return before;
  const found: ts.Type[] = [];
  for (const node of walk(file)) {
    if (ts.isCallExpression(node) && formCall.test(lastName(node.expression))) found.push(...ofFormCall(node, checker));
    else if (ts.isTypeReferenceNode(node) && formType.test(node.typeName.getText()))
      found.push(...(node.typeArguments ?? []).map((given) => checker.getTypeFromTypeNode(given)));
    else if (
      ts.isJsxAttribute(node) &&
      /^(?:initialValues|defaultValues)$/.test(node.name.getText()) &&
      node.initializer
    )
      found.push(
        checker.getTypeAtLocation(ts.isJsxExpression(node.initializer) ? (node.initializer.expression ?? node) : node),
      );
  }
  known.set(file, found);
  return found;
}
