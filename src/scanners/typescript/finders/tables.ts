import { ts } from '../../../syntax/typescript.ts';
import { isWithin, textOf } from '../nodes.ts';
import { scopeOf } from '../query-scope.ts';
import { type Seen, type Sight, seen, type Target } from '../sight.ts';

/** For a table that goes: where its model is declared and used, and where a query builder is told its name. */
export function* usesOfTables(node: ts.Node, sight: Sight): Iterable<Seen> {
  const wanted = sight.targets.filter(({ name }) => name.column === null);
  if (wanted.length === 0) return;
  const text = ts.isIdentifier(node) ? node.text : textOf(node);
  const word = text?.replace(/\s.*$/, '').split('.').at(-1);
  for (const target of wanted.filter(({ words }) => word !== undefined && words.has(word))) {
    const why = ts.isIdentifier(node) ? asModel(node, target, sight) : asText(node, target, sight);
    if (why !== null) yield seen(target, node, 'certain', ts.isIdentifier(node) ? 'model' : 'query', why);
  }
}

function asModel(
  node: ts.Identifier,
  { name: { table } }: Target,
  { checker, shapes, receivers }: Sight,
): string | null {
  if (ts.isImportSpecifier(node.parent) || ts.isImportClause(node.parent) || ts.isExportSpecifier(node.parent))
    return null;
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)
    return receivers.ofModel(node.parent, table)?.why ?? null;
  const symbol = checker.getSymbolAtLocation(node);
  const meant = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  for (const declaration of meant?.declarations ?? []) {
    const own = shapes.of(declaration, table);
    if (own?.certainty === 'certain') return own.why;
    const [entity] = shapes
      .called(node.text)
      .filter((each) => each.table === table && isWithin(each.node, declaration));
    if (entity) return `${node.text} is mapped to ${table}`;
  }
  return null;
}

function asText(node: ts.Node, { name: { table } }: Target, sight: Sight): string | null {
  const relation = scopeOf(node, sight).find(({ at }) => at === node);
  return relation?.table === table ? `the query is on ${table}` : null;
}
