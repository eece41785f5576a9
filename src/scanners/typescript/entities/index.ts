import { ts } from '../../../syntax/typescript.ts';
import type { Catalog } from '../../catalog.ts';
import { propertyName, walk } from '../nodes.ts';
import { callEntity } from './calls.ts';
import { classEntity } from './classes.ts';
import { type Entity, tableFor } from './entity.ts';

const pretest =
  /@\w*(?:Entity|Table)\b|\b(?:EntitySchema|defineEntity|Kysely)\b|\.(?:define|init)\s*\(|\btableName\b|\b\w*Table\s*\(\s*['"`]|\.table\s*\(\s*['"`]|\bBaseModel\b|\binterface\s+\w*(?:DB|Database|Tables)\b/;

/** Whether a text may describe tables: a quick look before it is parsed. */
export const describesTables = (text: string): boolean => pretest.test(text);

const known = new WeakMap<ts.SourceFile, readonly Entity[]>();

/** What a file tells an ORM of tables. */
export function entitiesOf(tree: ts.SourceFile, catalog: Catalog): readonly Entity[] {
  const before = known.get(tree);
  if (before) return before;
  const found: Entity[] = [];
  for (const node of describesTables(tree.text) ? walk(tree) : []) {
    if (ts.isClassLike(node)) found.push(...asList(classEntity(node, catalog)));
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) found.push(...asList(callEntity(node, catalog)));
    else if (ts.isInterfaceDeclaration(node)) found.push(...tablesOf(node, catalog));
  }
  known.set(tree, found);
  return found;
}

/** Kysely's `interface Database { tenants: TenantTable }`: the types of its properties are the tables. */
function tablesOf(node: ts.InterfaceDeclaration, catalog: Catalog): readonly Entity[] {
  if (!/^DB$|Database$|Tables$/.test(node.name.text)) return [];
  const named = node.members.flatMap((member) => {
    const table = propertyName(member.name);
    const type = ts.isPropertySignature(member) ? member.type : undefined;
    if (table === null || !type || !ts.isTypeReferenceNode(type)) return [];
    const known = catalog.named(table);
    // With its plugin for camel case: `billingPlans`.
    return [{ table: catalog.has(known) ? known : tableFor(table, catalog, []), type: type.typeName.getText() }];
  });
  const isOfTables = named.filter(({ table }) => catalog.has(table)).length * 2 >= named.length;
  if (!isOfTables) return [];
  return named.map(({ table, type }) => ({
    node: node,
    name: type,
    table,
    columns: new Map(),
    naming: 'same' as const,
  }));
}

const asList = <T>(value: T | null): readonly T[] => (value === null ? [] : [value]);
