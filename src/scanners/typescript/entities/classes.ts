import { ts } from '../../../syntax/typescript.ts';
import type { Catalog } from '../../catalog.ts';
import { memberOf, objectIn, propertyName, textOf } from '../nodes.ts';
import { columnsIn, type Entity, type TableSaid, tableOf } from './entity.ts';
import { tableText } from './table-text.ts';

const ofTable = new Set(['Entity', 'ViewEntity', 'ChildEntity', 'Table']);
const ofColumn =
  /^(?:\w*Column|Property|PrimaryKey|SerializedPrimaryKey|ManyToOne|OneToOne|ForeignKey|Enum|Formula|column|Attribute|JoinColumn|VersionColumn|Field)$/;
/** Where decorators say what a column is called. */
const columnKeys = ['name', 'fieldName', 'field', 'columnName', 'joinColumn'];

/** Classes of TypeORM, MikroORM and sequelize-typescript (decorators), Objection, Bookshelf and Lucid (`static tableName`), Sequelize (`static init`). */
export function classEntity(node: ts.ClassLikeDeclaration, catalog: Catalog): Entity | null {
  const name = node.name?.text ?? null;
  const decorator = decoratorsOf(node).find((each) => ofTable.has(each.name));
  const statics = staticsOf(node, catalog);
  const columns = new Map([...decoratedColumns(node), ...statics.columns]);
  const explicit = decorator ? tableIn(decorator.args, catalog) : null;
  const said = { table: explicit?.table ?? statics.table, schema: explicit?.schema ?? null };
  const isMapped = decorator !== undefined || said.table !== null || statics.isInit || isLucid(node);
  if (!isMapped || (name === null && said.table === null)) return null;
  return {
    node,
    name,
    table: tableOf(said, name ?? '', catalog, columns),
    columns,
    naming: isLucid(node) || decoratorsOf(node).some((each) => each.name === 'Property') ? 'snake' : 'same',
  };
}

interface Decorator {
  readonly name: string;
  readonly args: readonly ts.Expression[];
}

function decoratorsOf(node: ts.Node): readonly Decorator[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map(({ expression }) => {
    const called = ts.isCallExpression(expression) ? expression.expression : expression;
    return {
      name: ts.isPropertyAccessExpression(called) ? called.name.text : called.getText(),
      args: ts.isCallExpression(expression) ? expression.arguments : [],
    };
  });
}

function tableIn(args: readonly ts.Expression[], catalog: Catalog): TableSaid {
  const [first] = args;
  const options = objectIn(args);
  return {
    table:
      tableText(first, catalog) ??
      tableText(memberOf(options, 'tableName'), catalog) ??
      tableText(memberOf(options, 'name'), catalog),
    schema: textOf(memberOf(options, 'schema')),
  };
}

function decoratedColumns(node: ts.ClassLikeDeclaration): readonly (readonly [string, string | null])[] {
  return node.members.flatMap((member) => {
    const name = propertyName(member.name);
    const decorators = decoratorsOf(member).filter((each) => ofColumn.test(each.name));
    if (name === null || decorators.length === 0) return [];
    const options = decorators.map(({ args }) => objectIn(args));
    const [named] = options.flatMap((each) => columnKeys.flatMap((key) => textOf(memberOf(each, key)) ?? []));
    const isRelation = decorators.every((each) => /^(?:ManyToOne|OneToOne)$/.test(each.name));
    return isRelation && named === undefined ? [] : [[name, named ?? null] as const];
  });
}

/** `static tableName = 'tenants'`, `static get tableName() { return 'tenants'; }`, `static jsonSchema`, `static init(…)`. */
function staticsOf(node: ts.ClassLikeDeclaration, catalog: Catalog) {
  let table: string | null = null;
  let isInit = false;
  const columns: (readonly [string, string | null])[] = [];
  for (const member of node.members) {
    const name = propertyName(member.name);
    const isStatic =
      ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    if (!isStatic && name !== 'tableName') continue;
    const value = ts.isPropertyDeclaration(member) ? member.initializer : returned(member);
    if (name === 'tableName' || name === 'table') table = tableText(value, catalog) ?? table;
    const properties = name === 'jsonSchema' ? memberOf(value, 'properties') : undefined;
    if (properties && ts.isObjectLiteralExpression(properties)) columns.push(...columnsIn(properties, () => null));
    if (name === 'init' && ts.isMethodDeclaration(member)) isInit = /\binit\s*\(/.test(member.body?.getText() ?? '');
  }
  return { table, isInit, columns };
}

function returned(member: ts.ClassElement): ts.Expression | undefined {
  const body = ts.isGetAccessor(member) || ts.isMethodDeclaration(member) ? member.body : undefined;
  return body?.statements.find(ts.isReturnStatement)?.expression;
}

const isLucid = (node: ts.ClassLikeDeclaration): boolean =>
  node.heritageClauses?.some((clause) => /\bBaseModel\b/.test(clause.getText())) === true &&
  node.members.some((member) => decoratorsOf(member).some(({ name }) => name === 'column'));
