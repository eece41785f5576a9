import { ts } from '../../syntax/typescript.ts';
import type { Catalog } from '../catalog.ts';
import { skipped, textOf } from './nodes.ts';

interface Known {
  readonly checker: ts.TypeChecker;
  readonly catalog: Catalog;
}

/** The text that an expression has wherever the code runs: of literals, and of constants put together in templates; null where only running it would tell. */
export function constantText(node: ts.Node | undefined, known: Known, step = 0): string | null {
  const text = textOf(node);
  if (text !== null || !node || step > 4) return text;
  const bare = skipped(node);
  if (bare !== node) return constantText(bare, known, step);
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ expression, literal }) => {
      const part = constantText(expression, known, step + 1);
      return part === null ? null : part + literal.text;
    });
    return parts.includes(null) ? null : node.head.text + parts.join('');
  }
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return null;
  return constantText(constantBehind(node, known.checker), known, step + 1) ?? tableNamed(node, known);
}

/** What a name stands for: `const TABLES = { tenants: 'tenants' }`, an enum's member. */
function constantBehind(node: ts.Node, checker: ts.TypeChecker): ts.Expression | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  const meant = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = meant?.valueDeclaration;
  if (!declaration) return undefined;
  const isConstant =
    ts.isPropertyAssignment(declaration) ||
    ts.isEnumMember(declaration) ||
    (ts.isVariableDeclaration(declaration) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0);
  return isConstant ? declaration.initializer : undefined;
}

/** `TABLES.tenants` of an object that was not read. */
function tableNamed(node: ts.Node, { catalog }: Known): string | null {
  const isOfTables = ts.isPropertyAccessExpression(node) && /tables?$|tableNames$/i.test(node.expression.getText());
  return isOfTables && catalog.has(node.name.text) ? node.name.text : null;
}
