import { ts } from '../../../syntax/typescript.ts';
import type { Catalog } from '../../catalog.ts';
import { above, lastName, memberOf, objectIn, propertyName, skipped, textOf } from '../nodes.ts';
import { columnsIn, type Entity, tableOf } from './entity.ts';
import { tableText } from './table-text.ts';

/** Calls that describe a table: Sequelize's `define` and `init`, Drizzle's `pgTable`, TypeORM's and MikroORM's `EntitySchema`. */
export function callEntity(call: ts.CallExpression | ts.NewExpression, catalog: Catalog): Entity | null {
  const called = lastName(call.expression);
  const args = [...(call.arguments ?? [])];
  if (called === 'define' && args.length > 1) return defined(call, args, catalog);
  if (called === 'init' && ts.isPropertyAccessExpression(call.expression))
    return inited(call.expression, args, catalog);
  if (isDrizzle(call, called)) return drizzle(call, args, catalog);
  if (called === 'EntitySchema' || called === 'defineEntity') return schema(args, catalog);
  return null;
}

const sequelizeColumn = (value: ts.Expression): string | null => textOf(memberOf(value, 'field'));

/** `sequelize.define('Tenant', { … }, { tableName: 'tenants' })` */
function defined(call: ts.Node, [first, second, options]: readonly ts.Expression[], catalog: Catalog): Entity | null {
  const model = textOf(first);
  if (model === null || !second || !ts.isObjectLiteralExpression(second)) return null;
  return { node: second, name: variableOf(call) ?? model, ...sequelize(model, second, options, catalog) };
}

/** `Tenant.init({ … }, { sequelize, tableName: 'tenants' })` */
function inited(
  { expression }: ts.PropertyAccessExpression,
  [first, options]: readonly ts.Expression[],
  catalog: Catalog,
): Entity | null {
  if (!first || !ts.isObjectLiteralExpression(first) || !options || !ts.isObjectLiteralExpression(options)) return null;
  const owner = expression.kind === ts.SyntaxKind.SuperKeyword || expression.kind === ts.SyntaxKind.ThisKeyword;
  const around = owner ? above(expression, ts.isClassLike) : null;
  const name = around?.name?.text ?? textOf(memberOf(options, 'modelName')) ?? lastName(expression);
  if (name === '') return null;
  return { node: first, name, ...sequelize(name, first, options, catalog) };
}

function sequelize(
  model: string,
  object: ts.ObjectLiteralExpression,
  options: ts.Expression | undefined,
  catalog: Catalog,
) {
  const columns = columnsIn(object, sequelizeColumn);
  const isTrue = (key: string) => memberOf(options, key)?.kind === ts.SyntaxKind.TrueKeyword;
  const said = saidIn(options, catalog);
  return {
    table: tableOf(
      { ...said, table: said.table ?? (isTrue('freezeTableName') ? model : null) },
      model,
      catalog,
      columns,
    ),
    columns,
    naming: isTrue('underscored') ? ('snake' as const) : ('same' as const),
  };
}

const isDrizzle = (call: ts.CallExpression | ts.NewExpression, called: string): boolean =>
  /^(?:pg|mysql|sqlite|singlestore|gel)Table$/.test(called) ||
  (/^(?:table|\w*Table)$/.test(called) && textOf(call.arguments?.[0]) !== null && (call.arguments?.length ?? 0) >= 2);

const saidIn = (options: ts.Expression | undefined, catalog: Catalog) => ({
  table: tableText(memberOf(options, 'tableName'), catalog),
  schema: textOf(memberOf(options, 'schema')),
});

/** `pgTable('tenants', { config: json('config') })`, `pgSchema('shared').table('tenants', { … })` */
function drizzle(
  call: ts.CallExpression | ts.NewExpression,
  [first, second]: readonly ts.Expression[],
  catalog: Catalog,
): Entity | null {
  const table = tableText(first, catalog);
  const object = second && ts.isArrowFunction(second) ? skipped(second.body) : second;
  if (table === null || !object || !ts.isObjectLiteralExpression(object)) return null;
  const isOfColumns = object.properties.some((each) => ts.isPropertyAssignment(each) && rootCall(each.initializer));
  if (!isOfColumns) return null;
  const columns = columnsIn(object, (value) => textOf(rootCall(value)?.arguments[0]));
  return { node: object, name: variableOf(call), table: catalog.named(table, madeBy(call)), columns, naming: 'same' };
}

/** `shared` of `shared.table(…)`, where the same file says `const shared = pgSchema('shared')`. */
function madeBy({ expression }: ts.CallExpression | ts.NewExpression): string | null {
  if (!ts.isPropertyAccessExpression(expression)) return null;
  const owner = skipped(expression.expression);
  const made = ts.isIdentifier(owner) ? variableIn(owner.getSourceFile(), owner.text) : owner;
  return made && ts.isCallExpression(made) && /Schema$/.test(lastName(made.expression))
    ? textOf(made.arguments[0])
    : null;
}

function variableIn(file: ts.SourceFile, name: string): ts.Expression | undefined {
  const declared = file.statements.filter(ts.isVariableStatement).flatMap((each) => each.declarationList.declarations);
  return declared.find((each) => propertyName(each.name) === name)?.initializer;
}

/** `text('config')` of `text('config').notNull().default('')`. */
function rootCall(node: ts.Node): ts.CallExpression | null {
  if (!ts.isCallExpression(node)) return null;
  return ts.isPropertyAccessExpression(node.expression) ? (rootCall(node.expression.expression) ?? node) : node;
}

/** `new EntitySchema({ name: 'Tenant', tableName: 'tenants', columns: { … } })` */
function schema(args: readonly ts.Expression[], catalog: Catalog): Entity | null {
  const options = objectIn(args);
  const object = memberOf(options, 'columns') ?? memberOf(options, 'properties');
  const name = textOf(memberOf(options, 'name')) ?? (memberOf(options, 'class')?.getText() || null);
  if (!object || !ts.isObjectLiteralExpression(object) || name === null) return null;
  const columns = columnsIn(object, (value) => textOf(memberOf(value, 'name')) ?? textOf(memberOf(value, 'fieldName')));
  return {
    node: object,
    name,
    table: tableOf(saidIn(options, catalog), name, catalog, columns),
    columns,
    naming: 'same',
  };
}

/** The variable, property or member that a call's value is kept in. */
function variableOf(call: ts.Node): string | null {
  const holder = call.parent;
  if (ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder)) return propertyName(holder.name);
  return ts.isBinaryExpression(holder) ? lastName(holder.left) || null : null;
}
