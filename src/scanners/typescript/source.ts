import { ts } from '../../syntax/typescript.ts';
import { scriptOf } from './single-file/index.ts';

/** A file of the repository as the compiler sees it. */
export interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
  /** Specifiers of its imports, exports and requires. */
  readonly imports: readonly string[];
  /** What the file holds. */
  readonly text: string;
  /** Where in the file an offset of the tree lies. */
  origin(at: number): number;
}

const kinds: Readonly<Record<string, ts.ScriptKind>> = {
  ts: ts.ScriptKind.TS,
  mts: ts.ScriptKind.TS,
  cts: ts.ScriptKind.TS,
  tsx: ts.ScriptKind.TSX,
  js: ts.ScriptKind.JSX,
  jsx: ts.ScriptKind.JSX,
  mjs: ts.ScriptKind.JSX,
  cjs: ts.ScriptKind.JSX,
};

/** The name under which the compiler knows a file. */
export const nameOf = (path: string): string => (/\.(?:vue|svelte)$/.test(path) ? `/${path}.ts` : `/${path}`);

const languageVersion = ts.ScriptTarget.ESNext;

/** In JavaScript comments say of what type something is; elsewhere they are passed over. */
const jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeInfo;

export function sourceOf(path: string, text: string): Source {
  const kind = kinds[path.slice(path.lastIndexOf('.') + 1)] ?? ts.ScriptKind.TS;
  const { code, origin } = scriptOf(path, text);
  const tree = ts.createSourceFile(nameOf(path), code, { languageVersion, jsDocParsingMode }, true, kind);
  return { path, tree, text, origin, imports: importsOf(tree) };
}

function importsOf(tree: ts.SourceFile): readonly string[] {
  const found = new Set<string>();
  for (const statement of tree.statements)
    if (
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      statement.moduleSpecifier &&
      ts.isStringLiteral(statement.moduleSpecifier)
    )
      found.add(statement.moduleSpecifier.text);
  for (const [, specifier = ''] of tree.text.matchAll(/\b(?:require|import)\s*\(\s*['"]([^'"\n]+)['"]\s*\)/g))
    found.add(specifier);
  return [...found];
}

/** Where the compiler met what is no code of the language; null for a file that it read as a whole. The markup of a component is not looked at. */
export function errorIn({ tree, text, origin }: Source): string | null {
  const { parseDiagnostics = [] } = tree as unknown as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  const first = parseDiagnostics.find(({ start }) => start <= text.length);
  if (!first) return null;
  const line = tree.getLineAndCharacterOfPosition(origin(first.start)).line + 1;
  return `line ${line}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`;
}
