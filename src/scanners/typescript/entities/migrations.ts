import { ts } from '../../../syntax/typescript.ts';
import { tablesOfSql } from '../../sql/schema.ts';
import { isCalled, lastName, memberOf, propertyName, textOf, walk } from '../nodes.ts';

/** Tables with the columns that were ever made in them. */
type Made = Map<string, Set<string>>;

const statement = /\b(?:create|alter|drop)\s+table\b/i;
const making =
  /\b(?:(?:create|rename|drop)Table\w*|alterTable|addColumn)\s*\(|\bschema\b[\s\S]{0,80}\.table\s*\(|\b(?:CREATE|ALTER)\s+TABLE\b/;

/** Whether a text may make tables: a quick look before it is parsed. */
export const makesTables = (text: string): boolean => making.test(text);

/** What migrations of Knex, Sequelize, Kysely and TypeORM make, by calls and by SQL, for questions that come without a database. @param tables what was made before */
export function readMigration(tree: ts.SourceFile, tables: Made): void {
  for (const node of makesTables(tree.text) ? walk(tree, (each) => !isWayBack(each)) : []) {
    const sql = writtenIn(node);
    if (sql !== null && statement.test(sql)) tablesOfSql(sql, tables);
    if (!ts.isCallExpression(node)) continue;
    const [first, renamed] = node.arguments.map(tableIn);
    const chained = /^(?:add|rename)Column$/.test(lastName(node.expression)) ? tableBefore(node) : null;
    const table = chained ?? first;
    if (!table) continue;
    const added = lastName(node.expression) === 'addColumn' ? first : renamed;
    const columns = chained === null ? columnsMadeBy(node) : asList(added ?? null);
    const isGone = /^(?:rename|drop)Table(?:IfExists)?$/.test(lastName(node.expression));
    const own = [...(tables.get(table) ?? []), ...columns];
    if (columns.length > 0) tables.set(table, new Set(own));
    if (isGone) tables.delete(table);
    if (isGone && renamed) tables.set(renamed, new Set([...(tables.get(renamed) ?? []), ...own]));
  }
}

/** Kysely's `createTable('tenants').addColumn('config', …)` → `tenants`. */
function tableBefore({ expression }: ts.CallExpression): string | null {
  const before = ts.isPropertyAccessExpression(expression) ? expression.expression : null;
  if (!before || !ts.isCallExpression(before)) return null;
  return /^(?:create|alter)Table$/.test(lastName(before)) ? tableIn(before.arguments[0]) : tableBefore(before);
}

/** The function `down`: a method, or what is exported under that name. */
const isWayBack = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node)
    ? lastName(node.left) === 'down'
    : (node as Partial<ts.NamedDeclaration>).name?.getText() === 'down';

/** The text of a literal. What a template puts in is not known: a schema by it is none, `"${tenant}".vendors`. */
const writtenIn = (node: ts.Node): string | null =>
  ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
        .join('?')
        .replace(/"\?"|\?/g, '?')
        .replace(/\?\./g, '')
    : textOf(node);

/** `'tenants'`, and `tables.tenants` of an object that names them all. */
function tableIn(node: ts.Expression | undefined): string | null {
  if (!node) return null;
  const isNamed = ts.isPropertyAccessExpression(node) && /tables?$/i.test(lastName(node.expression));
  return isNamed ? node.name.text : textOf(node);
}

function columnsMadeBy(call: ts.CallExpression): readonly string[] {
  const [, what, definition] = call.arguments;
  if (!what) return [];
  const called = lastName(call.expression);
  if (called === 'table' && !/\bschema\b/.test(call.expression.getText())) return [];
  switch (called) {
    case 'table':
    case 'createTable':
    case 'createTableIfNotExists':
    case 'alterTable':
      return ts.isObjectLiteralExpression(what) ? keysOf(what) : builtBy(what);
    case 'addColumn':
      return definition ? asList(textOf(what)) : [];
    default:
      return [];
  }
}

/** `queryInterface.createTable('tenants', { config: { field: 'config_json' } })` */
const keysOf = (object: ts.ObjectLiteralExpression): readonly string[] =>
  object.properties.flatMap((each) => {
    const field = ts.isPropertyAssignment(each) ? textOf(memberOf(each.initializer, 'field')) : null;
    return field ?? propertyName(each.name) ?? [];
  });

const ofColumn =
  /^(?:(?:big|small|tiny|medium)?(?:increments|integer|int)|string|text|boolean|bool|date(?:time)?|timestamp|time|float|double|decimal|numeric|real|jsonb?|uuid|binary|enum|enu|specificType|geometry|geography|point|renameColumn)$/;

/** `createTable('tenants', (table) => { table.string('config'); table.timestamps(); })` */
function builtBy(builder: ts.Expression): readonly string[] {
  if (!ts.isArrowFunction(builder) && !ts.isFunctionExpression(builder)) return [];
  const [parameter] = builder.parameters;
  const name = parameter ? propertyName(parameter.name) : null;
  return [...walk(builder.body)].flatMap((node) => {
    if (!ts.isPropertyAccessExpression(node) || !isCalled(node) || node.expression.getText() !== name) return [];
    if (node.name.text === 'timestamps') return ['created_at', 'updated_at'];
    if (!ofColumn.test(node.name.text)) return [];
    const [first, second] = (node.parent as ts.CallExpression).arguments;
    return textOf(node.name.text === 'renameColumn' ? second : first) ?? [];
  });
}

const asList = <T>(value: T | null): readonly T[] => (value === null ? [] : [value]);
