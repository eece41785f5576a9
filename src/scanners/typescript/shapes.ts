import type { SchemaName } from '../../domain/reference.ts';
import { ts } from '../../syntax/typescript.ts';
import type { Catalog } from '../catalog.ts';
import type { Entity } from './entities/entity.ts';
import { fileNameOf, holdersOf, lastName, lineOf, memberOf, propertyName, textOf } from './nodes.ts';

/** A declaration whose properties are columns of a table. */
export interface Shape {
  readonly table: string;
  readonly certainty: 'certain' | 'likely';
  /** The column that a property is; null where it is none. A property that is not there any more is taken by its name. */
  columnOf(property: string): string | null;
  /** `Tenant is the entity of tenants (src/tenant.ts:12)` */
  readonly why: string;
}

/** Of which table the properties of classes, interfaces, types and object literals are columns. */
export class Shapes {
  readonly #catalog: Catalog;
  readonly #byNode = new Map<ts.Node, Entity>();
  readonly #byName: ReadonlyMap<string, readonly Entity[]>;
  readonly #checker: ts.TypeChecker;
  readonly #mirrors = new Map<ts.Node, ReadonlyMap<string, Shape | null>>();
  readonly #learned = new Map<ts.Node, readonly Shape[]>();

  constructor(catalog: Catalog, entities: readonly Entity[], checker: ts.TypeChecker) {
    this.#catalog = catalog;
    this.#checker = checker;
    for (const entity of entities) if (!entity.isNamedOnly) this.#byNode.set(entity.node, entity);
    const named = entities.flatMap((entity) =>
      [entity.name, entity.other].flatMap((name) => (name ? [{ name, entity }] : [])),
    );
    this.#byName = new Map(
      [...Map.groupBy(named, ({ name }) => name)].map(([name, all]) => [name, all.map(({ entity }) => entity)]),
    );
  }

  /** What a declaration is of a table; null when it is nothing of it. */
  of(node: ts.Node, table: string): Shape | null {
    const entity = this.entityOf(node);
    if (entity) return entity.table === table ? this.#mapped(entity) : null;
    if (!isShape(node)) return null;
    const known = this.#mirrors.get(node) ?? new Map();
    if (!known.has(table)) this.#mirrors.set(node, new Map([...known, [table, this.#mirror(node, table)]]));
    return this.#mirrors.get(node)?.get(table) ?? this.#learned.get(node)?.find((each) => each.table === table) ?? null;
  }

  /** How many declarations were learned to have a column. */
  get learned(): number {
    return this.#learned.size;
  }

  /** That a property of a declaration is a column, as the code writes it to a row; not of what is called like the row of another table. */
  learn(node: ts.Node, property: string, { table, column }: SchemaName, why: string): void {
    const name = shapeName(node);
    const tables = name === null ? [] : this.#catalog.tablesCalled(name);
    const isOther = tables.length > 0 && !tables.includes(table);
    if (!isShape(node) || this.entityOf(node) || isOther || this.of(node, table)) return;
    const columnOf = (each: string) => (each === property ? column : null);
    this.#learned.set(node, [...(this.#learned.get(node) ?? []), { table, certainty: 'likely', why, columnOf }]);
  }

  /** Entities that the code calls so. */
  called(name: string): readonly Entity[] {
    return this.#byName.get(name) ?? [];
  }

  /** What an ORM is told by a declaration. */
  entityOf(node: ts.Node): Entity | null {
    const own = this.#byNode.get(node);
    if (own) return own;
    if (!ts.isClassLike(node) && !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return null;
    const file = node.getSourceFile();
    return (
      this.called(node.name?.text ?? '').find(
        (each) => each.isNamedOnly || (!ts.isClassLike(each.node) && each.node.getSourceFile() === file),
      ) ?? null
    );
  }

  #mapped(entity: Entity): Shape {
    const { table, columns, node, name } = entity;
    const at = entity.at ?? `${node.getSourceFile().fileName.slice(1)}:${lineOf(node)}`;
    return {
      table,
      certainty: 'certain',
      columnOf: (property) => columns.get(property) ?? this.#catalog.column(table, property),
      why: `${name ?? 'it'} is mapped to ${table} (${at})`,
    };
  }

  #mirror(node: ts.Node, table: string): Shape | null {
    const [name, properties, list] = [shapeName(node), this.#properties(node), listName(node)];
    const isOneOf = list !== null && this.#catalog.callsRows(list, table);
    const why = this.#catalog.mirrors(table, name, properties, () => holdersOf(node), {
      list,
      isType: !ts.isObjectLiteralExpression(node) || isSchema(node),
    });
    const columnOf = (property: string) =>
      this.#catalog.columnAmong(table, isOneOf ? list : name, properties, property);
    return why === null ? null : { table, certainty: 'likely', columnOf, why };
  }

  #properties(node: ts.Node): readonly string[] {
    const type = ts.isClassLike(node) || ts.isInterfaceDeclaration(node) ? this.#checker.getTypeAtLocation(node) : null;
    const inherited = type
      ? this.#checker
          .getPropertiesOfType(type)
          .filter(isValue)
          .map(({ name }) => name)
      : [];
    return [...new Set([...membersOf(node), ...inherited])];
  }
}

const isValue = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Method) === 0;

const isShape = (node: ts.Node): boolean =>
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeLiteralNode(node) ||
  ts.isClassLike(node) ||
  ts.isObjectLiteralExpression(node);

const membersOf = (node: ts.Node): readonly string[] => {
  const members = ts.isObjectLiteralExpression(node)
    ? node.properties
    : ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node) || ts.isClassLike(node)
      ? node.members
      : [];
  return [...members].flatMap((member) =>
    ts.isMethodDeclaration(member) || ts.isMethodSignature(member) ? [] : (propertyName(member.name) ?? []),
  );
};

/** What a declaration is called, by itself or by what holds it: `type Tenant = { … }`, `tenants: { … }[]`, `const tenantSchema = z.object({ … })`. */
function shapeName(node: ts.Node): string | null {
  if (ts.isInterfaceDeclaration(node) || ts.isClassLike(node)) return node.name?.text ?? null;
  for (let each = node.parent; each; each = each.parent) {
    if (
      ts.isTypeAliasDeclaration(each) ||
      ts.isVariableDeclaration(each) ||
      ts.isPropertyAssignment(each) ||
      ts.isPropertySignature(each) ||
      ts.isPropertyDeclaration(each) ||
      ts.isParameter(each)
    ) {
      const name = propertyName(each.name);
      if (name !== 'properties' || !ts.isPropertyAssignment(each)) return name;
      // `{ $id: 'Tenant', type: 'object', properties: { config: … } }`
      const title = textOf(memberOf(each.parent, '$id')) ?? textOf(memberOf(each.parent, 'title'));
      if (title !== null) return title;
      each = each.parent;
      continue;
    }
    if (!passesNameOn(each)) return null;
  }
  return null;
}

/** `z.object({ … })`, `yup.object().shape({ … })` */
const isSchema = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) && /^(?:object|strictObject|shape)$/.test(lastName(parent.expression));

/** What a list is called that an object is one of: `const tenants = [{ … }]`, `module.exports = { a: { … }, b: { … } }` in tenants.js, `tenants.push({ … })`. */
function listName({ parent }: ts.Node): string | null {
  let list: ts.Node = parent;
  if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression))
    return /^(?:push|unshift)$/.test(parent.expression.name.text) ? lastName(parent.expression.expression) : null;
  if (ts.isPropertyAssignment(parent)) {
    const all = parent.parent.properties;
    const isMap =
      all.length > 1 &&
      all.every((each) => ts.isPropertyAssignment(each) && ts.isObjectLiteralExpression(each.initializer));
    if (!isMap) return null;
    list = parent.parent;
  } else if (!ts.isArrayLiteralExpression(parent)) return null;
  const name = shapeName(list);
  if (name !== null) return name;
  const holder = list.parent;
  const isExported =
    ts.isExportAssignment(holder) || (ts.isBinaryExpression(holder) && holder.left.getText() === 'module.exports');
  return isExported ? fileNameOf(list) : null;
}

const passesNameOn = (node: ts.Node): boolean =>
  ts.isArrayTypeNode(node) ||
  ts.isParenthesizedTypeNode(node) ||
  ts.isUnionTypeNode(node) ||
  ts.isIntersectionTypeNode(node) ||
  ts.isTypeReferenceNode(node) ||
  ts.isCallExpression(node) ||
  ts.isPropertyAccessExpression(node) ||
  ts.isArrayLiteralExpression(node) ||
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node);
