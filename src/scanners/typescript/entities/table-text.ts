import { ts } from '../../../syntax/typescript.ts';
import type { Catalog } from '../../catalog.ts';
import { wordsOf } from '../../spelling.ts';
import { lastName, memberOf, propertyName, skipped, textOf } from '../nodes.ts';
import { tableFor } from './entity.ts';

/**
 * The table that an expression names: a literal, a constant of the same file, and of another file the one that the constant is called like:
 * `TableNames.Tenants`, `TENANTS_TABLE`.
 */
export function tableText(node: ts.Expression | undefined, catalog: Catalog): string | null {
  const text = textOf(node);
  if (text !== null || !node) return text;
  const bare = skipped(node);
  if (!ts.isIdentifier(bare) && !ts.isPropertyAccessExpression(bare)) return null;
  const own = constantIn(bare);
  if (own !== null || !/table|entit/i.test(bare.getText())) return own;
  const words = wordsOf(lastName(bare)).filter((word) => !/^(?:tables?|entit(?:y|ies)|names?)$/.test(word));
  const known = tableFor(words.join('_'), catalog, []);
  return words.length === 0 ? null : catalog.has(known) ? known : words.join('_');
}

/** `TABLE` of `const TABLE = 'tenants'`, `TABLES.tenants` of `const TABLES = { tenants: 'tenants' }` and of an enum. */
function constantIn(node: ts.Identifier | ts.PropertyAccessExpression): string | null {
  const { statements } = node.getSourceFile();
  const [owner, member] = ts.isIdentifier(node) ? [node, null] : [node.expression, node.name.text];
  if (!ts.isIdentifier(owner)) return null;
  for (const each of statements) {
    if (ts.isEnumDeclaration(each) && each.name.text === owner.text)
      return textOf(each.members.find(({ name }) => propertyName(name) === member)?.initializer);
    const declared = ts.isVariableStatement(each)
      ? each.declarationList.declarations.find(({ name }) => propertyName(name) === owner.text)
      : undefined;
    const value = declared?.initializer && skipped(declared.initializer);
    if (value) return textOf(member === null ? value : memberOf(value, member));
  }
  return null;
}
