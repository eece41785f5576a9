import { ts } from '../../syntax/typescript.ts';
import type { Catalog } from '../catalog.ts';
import type { Entity } from './entities/entity.ts';
import { lastName, propertyName, said, skipped, walk } from './nodes.ts';
import type { Shapes } from './shapes.ts';

/** What is believed of a value. */
export interface Belief {
  readonly certainty: 'certain' | 'likely';
  readonly why: string;
  columnOf(property: string): string | null;
}

/** Whose rows values are: by their type, and where nothing is known of it by where they come from and what they are called. */
export class Receivers {
  readonly #checker: ts.TypeChecker;
  readonly #shapes: Shapes;
  readonly #catalog: Catalog;
  readonly #types = new Map<ts.Node, ts.Type>();
  readonly #accessed = new WeakMap<ts.SourceFile, ReadonlyMap<string, ReadonlySet<string>>>();

  constructor(checker: ts.TypeChecker, shapes: Shapes, catalog: Catalog) {
    this.#checker = checker;
    this.#shapes = shapes;
    this.#catalog = catalog;
  }

  /** Why a property of this expression is a column of the table; null when it is not, or nothing speaks for it. */
  ofExpression(node: ts.Expression, property: string, table: string): Belief | null {
    const type = this.#typeOf(node, property);
    return this.#tellsNothing(type, property) ? this.byName(node, property, table) : this.ofType(type, property, table);
  }

  /** Of what Vue wraps in a ref and unwraps in markup, and of a component's properties there, what is inside. */
  #typeOf(node: ts.Expression, property: string): ts.Type {
    const type = this.#typeAt(node);
    const value =
      type.symbol?.name === 'Ref' && property !== 'value' ? this.#checker.getPropertyOfType(type, 'value') : null;
    if (value) return this.#checker.getTypeOfSymbolAtLocation(value, node);
    if (!isUnknown(type) || !ts.isIdentifier(node) || this.#checker.getSymbolAtLocation(node)) return type;
    const [properties] = propertiesOf(node.getSourceFile());
    const own = properties && this.#checker.getPropertyOfType(this.#checker.getTypeFromTypeNode(properties), node.text);
    return own ? this.#checker.getTypeOfSymbolAtLocation(own, node) : type;
  }

  /** Asked for each of the names that a property may be, and worked out once. */
  #typeAt(node: ts.Node): ts.Type {
    const type = this.#types.get(node) ?? this.#checker.getTypeAtLocation(node);
    this.#types.set(node, type);
    return type;
  }

  /** `any`, `{}`, `Record<string, …>`: nothing is known of the property. */
  #tellsNothing(type: ts.Type, property: string): boolean {
    if (isUnknown(type)) return true;
    if (this.#checker.getPropertyOfType(type, property)) return false;
    const isEmpty = (type.flags & ts.TypeFlags.Object) !== 0 && this.#checker.getPropertiesOfType(type).length === 0;
    return isEmpty || this.#checker.getIndexInfosOfType(type).length > 0;
  }

  ofType(type: ts.Type, property: string, table: string): Belief | null {
    const beliefs = [...this.#declaring(type, property)].flatMap((node) => this.#shapes.of(node, table) ?? []);
    return beliefs.find(({ certainty }) => certainty === 'certain') ?? beliefs[0] ?? null;
  }

  /** A value of which nothing is known, by its name, the list or query it is taken from, and what else is read of it. */
  byName(node: ts.Expression, property: string, table: string): Belief | null {
    const entity = this.#entityBehind(node, 0);
    if (entity) return entity.table === table ? this.#ofEntity(entity, node) : null;
    const element = this.#elementType(node);
    if (element) return this.ofType(element, property, table);
    const why = this.#calledRow(node, table, 0);
    if (why === null || !this.#fits(node, property, table)) return null;
    return { certainty: 'likely', why, columnOf: (name) => this.#catalog.column(table, name) };
  }

  /** A model that a call is made on, by its type, or by its name where nothing is known of it. */
  ofModel(node: ts.Expression, table: string): Belief | null {
    const type = this.#checker.getTypeAtLocation(node);
    const declared = isUnknown(type) ? [] : [...this.#declarationsOf(type), ...this.#argumentsOf(type)];
    const shape = declared
      .flatMap((each) => this.#shapes.of(each, table) ?? [])
      .find(({ certainty }) => certainty === 'certain');
    if (shape) return shape;
    const [entity] = isUnknown(type) ? this.#shapes.called(lastName(node)) : [];
    return entity && !entity.isNamedOnly && entity.table === table ? this.#ofEntity(entity, node) : null;
  }

  /** `Tenant` of `Repository<Tenant>`. */
  *#argumentsOf(type: ts.Type): Iterable<ts.Node> {
    const given = type.aliasTypeArguments ?? (isReference(type) ? this.#checker.getTypeArguments(type) : []);
    for (const each of given) yield* this.#declarationsOf(each);
  }

  #ofEntity(entity: Entity, node: ts.Node): Belief {
    return {
      certainty: 'certain',
      why: `${said(node)} comes from the model ${entity.name}, mapped to ${entity.table}`,
      columnOf: (name) => entity.columns.get(name) ?? this.#catalog.column(entity.table, name),
    };
  }

  /** The declarations that a property of a type is declared in, and those of the type itself. */
  *#declaring(type: ts.Type, property: string): Iterable<ts.Node> {
    if (type.isUnion()) {
      for (const each of type.types) yield* this.#declaring(each, property);
      return;
    }
    const symbol = this.#checker.getPropertyOfType(type, property);
    const declared = (symbol?.declarations ?? []).map(({ parent }) => parent);
    yield* declared;
    const isOwn =
      declared.length === 0 || declared.every((node) => ts.isClassLike(node) || ts.isInterfaceDeclaration(node));
    if (isOwn) yield* this.#declarationsOf(type);
  }

  *#declarationsOf(type: ts.Type): Iterable<ts.Node> {
    if (type.isUnionOrIntersection()) for (const each of type.types) yield* this.#declarationsOf(each);
    for (const node of type.symbol?.declarations ?? []) {
      yield node;
      if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node))
        for (const base of type.isClassOrInterface() ? this.#checker.getBaseTypes(type) : [])
          yield* base.symbol?.declarations ?? [];
    }
  }

  /** The model whose query this is: `await db.Tenant.findOne(…)`. */
  #entityBehind(node: ts.Node, step: number): Entity | null {
    const bare = skipped(node);
    if (step > 5) return null;
    if (
      ts.isCallExpression(bare) &&
      ts.isPropertyAccessExpression(bare.expression) &&
      givesRows.test(bare.expression.name.text)
    ) {
      const receiver = bare.expression.expression;
      const [entity] = this.#shapes.called(lastName(receiver));
      if (entity && !entity.isNamedOnly) return entity;
      return this.#entityBehind(receiver, step + 1);
    }
    if (ts.isElementAccessExpression(bare)) return this.#entityBehind(bare.expression, step + 1);
    const origin = ts.isIdentifier(bare) ? this.#originOf(bare) : null;
    return origin ? this.#entityBehind(origin, step + 1) : null;
  }

  /** The type of one of the list that a callback of an unknown function is given: `sortBy(tenants, (x) => …)`. */
  #elementType(node: ts.Expression): ts.Type | null {
    const bare = skipped(node);
    const [declaration] = ts.isIdentifier(bare) ? (this.#checker.getSymbolAtLocation(bare)?.declarations ?? []) : [];
    const list = declaration && ts.isParameter(declaration) ? besideCallback(declaration) : null;
    const type = list && this.#checker.getTypeAtLocation(list);
    return type ? (this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? null) : null;
  }

  /** What an identifier was bound to: its initialiser, the list it is looped over. */
  #originOf(node: ts.Identifier): ts.Expression | null {
    const [declaration] = this.#checker.getSymbolAtLocation(node)?.declarations ?? [];
    if (!declaration) return null;
    if (ts.isVariableDeclaration(declaration)) {
      if (declaration.initializer) return declaration.initializer;
      const loop = declaration.parent.parent;
      return ts.isForOfStatement(loop) ? loop.expression : null;
    }
    return ts.isParameter(declaration) ? iterated(declaration) : null;
  }

  #calledRow(node: ts.Node, table: string, step: number): string | null {
    const bare = skipped(node);
    if (step > 4) return null;
    const name = lastName(bare);
    if (ts.isIdentifier(bare) || ts.isPropertyAccessExpression(bare)) {
      if (this.#catalog.callsRow(name, table)) return `${said(bare)} is called like a row of ${table}`;
      const origin = ts.isIdentifier(bare) ? this.#originOf(bare) : null;
      return origin ? this.#calledList(origin, table, step) : null;
    }
    if (ts.isElementAccessExpression(bare)) return this.#calledRows(bare.expression, table);
    return ts.isCallExpression(bare) ? this.#calledList(bare, table, step) : null;
  }

  /** The list or call that a row is taken from. */
  #calledList(node: ts.Node, table: string, step: number): string | null {
    const bare = skipped(node);
    if (!ts.isCallExpression(bare)) return this.#calledRows(bare, table) ?? this.#calledRow(bare, table, step + 1);
    if (ts.isPropertyAccessExpression(bare.expression) && ofList.test(bare.expression.name.text))
      return this.#calledList(bare.expression.expression, table, step + 1);
    const selected = selectedBy(bare);
    if (selected) return this.#calledList(selected, table, step + 1);
    const isGetter = /^(?:get|fetch|load|find|create|update|read|use)/i.test(lastName(bare));
    const called = lastName(bare).replace(/(?:By[A-Z]\w*|ById)$/, '');
    return isGetter && this.#catalog.callsRow(called.replace(/^(?:get|fetch|load|find|read|use)/i, ''), table)
      ? `${said(bare)} is called like what gives a row of ${table}`
      : null;
  }

  #calledRows(node: ts.Node, table: string): string | null {
    const bare = skipped(node);
    return this.#catalog.callsRows(lastName(bare), table) ? `${said(bare)} is called like rows of ${table}` : null;
  }

  /** What else is read of the same value in the file must be columns as well: an `event` of a button is no row of `events`. */
  #fits(node: ts.Expression, property: string, table: string): boolean {
    const beside = [...(this.#accessedIn(node.getSourceFile()).get(skipped(node).getText()) ?? [])].filter(
      (name) => name !== property,
    );
    const { matched, share, rare } = this.#catalog.fit(table, beside);
    const name = lastName(node);
    const isCommon = common.has(name.toLowerCase()) && this.#catalog.callsRow(name, table);
    if (isCommon) return matched >= 2 && share >= 0.6 && rare >= 1;
    return beside.length < 3 || this.#catalog.size(table) <= 1 || share >= 0.34;
  }

  #accessedIn(file: ts.SourceFile): ReadonlyMap<string, ReadonlySet<string>> {
    const known = this.#accessed.get(file);
    if (known) return known;
    const all = new Map<string, Set<string>>();
    const note = (value: ts.Expression, name: string | null): void => {
      const receiver = skipped(value).getText();
      if (name !== null && receiver.length < 60) all.set(receiver, (all.get(receiver) ?? new Set()).add(name));
    };
    for (const node of walk(file)) {
      if (ts.isPropertyAccessExpression(node) && !isCalled(node)) note(node.expression, node.name.text);
      else if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer)
        for (const each of node.name.elements) note(node.initializer, propertyName(each.propertyName ?? each.name));
    }
    this.#accessed.set(file, all);
    return all;
  }
}

/** `defineProps<{ tenant: Tenant }>()` */
function propertiesOf(file: ts.SourceFile): readonly ts.TypeNode[] {
  if (!file.text.includes('defineProps')) return [];
  for (const node of walk(file))
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineProps') return node.typeArguments ?? [];
  return [];
}

const ofList =
  /^(?:map|forEach|filter|find|findLast|some|every|flatMap|sort|toSorted|at|slice|reverse|concat|pop|shift|values)$/;
const givesRows =
  /^(?:find\w*|get\w*|create\w*|build|update|upsert|fetch\w*|query|where|first\w*|all|select|scope|unscoped|insert\w*|patch\w*|save|rows|at|filter|map|sort|forEach)$/;
/** Names of rows that are names of much else. */
const common = new Set(
  'event error item node file option document page message request response session image link form field key value tag color token state action task job row data result config setting element window props context ref target type group category list entry record object model module table view column index log query user'.split(
    ' ',
  ),
);

const isUnknown = (type: ts.Type): boolean =>
  (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 || (type.flags & ts.TypeFlags.Never) !== 0;

export const isCalled = (node: ts.Node): boolean => ts.isCallExpression(node.parent) && node.parent.expression === node;

const isReference = (type: ts.Type): type is ts.TypeReference =>
  (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;

/** `useSelector((state) => state.tenants)` → `state.tenants`. */
function selectedBy(call: ts.CallExpression): ts.Expression | null {
  const [selector] = /^use[A-Z]/.test(lastName(call)) ? call.arguments : [];
  return selector && ts.isArrowFunction(selector) && ts.isPropertyAccessExpression(selector.body)
    ? selector.body
    : null;
}

/** `sortBy(tenants, [(tenant) => …])` → `tenants`. */
function besideCallback({ parent: callback }: ts.ParameterDeclaration): ts.Expression | null {
  const argument = ts.isArrayLiteralExpression(callback.parent) ? callback.parent : callback;
  const call = argument.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] === argument) return null;
  return call.arguments.includes(argument as ts.Expression) ? (call.arguments[0] ?? null) : null;
}

/** `tenants.map((tenant) => …)` → `tenants`. */
function iterated(parameter: ts.ParameterDeclaration): ts.Expression | null {
  const callback = parameter.parent;
  const call = callback.parent;
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  const isFirst = callback.parameters[0] === parameter || /sort|reduce/i.test(call.expression.name.text);
  return isFirst &&
    (ofList.test(call.expression.name.text) || /^(?:reduce|then|toSorted)$/.test(call.expression.name.text))
    ? call.expression.expression
    : null;
}
