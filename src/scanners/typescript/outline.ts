import { ts } from '../../syntax/typescript.ts';
import { propertyName, textOf } from './nodes.ts';

/** A name of another module. */
export interface Import {
  readonly specifier: string;
  /** As the other module exports it; `*` for the module as a whole. */
  readonly name: string;
}

/** What a module declares at its top, takes from others and gives to others. */
export interface Outline {
  readonly declared: ReadonlyMap<string, readonly ts.Node[]>;
  readonly imports: ReadonlyMap<string, Import>;
  /** Exported name → the local one, where they differ. */
  readonly exported: ReadonlyMap<string, string>;
  readonly passedOn: ReadonlyMap<string, Import>;
  /** `export * from …` */
  readonly stars: readonly string[];
}

export function outlineOf(tree: ts.SourceFile): Outline {
  const declared = new Map<string, ts.Node[]>();
  const imports = new Map<string, Import>();
  const exported = new Map<string, string>();
  const passedOn = new Map<string, Import>();
  const stars: string[] = [];
  const declare = (name: string, node: ts.Node) => declared.set(name, [...(declared.get(name) ?? []), node]);
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement)) for (const [name, from] of importsOf(statement)) imports.set(name, from);
    else if (ts.isImportEqualsDeclaration(statement)) {
      const from = ts.isExternalModuleReference(statement.moduleReference)
        ? textOf(statement.moduleReference.expression)
        : null;
      if (from !== null) imports.set(statement.name.text, { specifier: from, name: '*' });
    } else if (ts.isExportDeclaration(statement)) exports(statement);
    else if (ts.isExportAssignment(statement)) declare('default', statement);
    else if (ts.isVariableStatement(statement))
      for (const each of statement.declarationList.declarations) variable(each);
    else if (isNamed(statement) && statement.name) {
      const name = propertyName(statement.name);
      if (name !== null) declare(name, statement);
      if (isDefault(statement)) exported.set('default', name ?? 'default');
    } else if (isDefault(statement)) declare('default', statement);
  }
  return { declared, imports, exported, passedOn, stars };

  function exports({ exportClause, moduleSpecifier }: ts.ExportDeclaration): void {
    const specifier = textOf(moduleSpecifier);
    if (!exportClause) {
      if (specifier !== null) stars.push(specifier);
    } else if (ts.isNamespaceExport(exportClause)) {
      if (specifier !== null) passedOn.set(exportClause.name.text, { specifier, name: '*' });
    } else
      for (const { name, propertyName: original } of exportClause.elements) {
        const from = original?.text ?? name.text;
        if (specifier === null) exported.set(name.text, from);
        else passedOn.set(name.text, { specifier, name: from });
      }
  }

  function variable(declaration: ts.VariableDeclaration): void {
    const from = required(declaration.initializer);
    const names = namesIn(declaration.name);
    for (const name of names) {
      if (from !== null) imports.set(name, { specifier: from, name: '*' });
      else declare(name, declaration);
    }
  }
}

function importsOf({ importClause, moduleSpecifier }: ts.ImportDeclaration): readonly (readonly [string, Import])[] {
  const specifier = textOf(moduleSpecifier);
  if (!importClause || specifier === null) return [];
  const { name, namedBindings } = importClause;
  const own = name ? [[name.text, { specifier, name: 'default' }] as const] : [];
  if (!namedBindings) return own;
  if (ts.isNamespaceImport(namedBindings))
    return [...own, [namedBindings.name.text, { specifier, name: '*' }] as const];
  return [
    ...own,
    ...namedBindings.elements.map(
      (each) => [each.name.text, { specifier, name: each.propertyName?.text ?? each.name.text }] as const,
    ),
  ];
}

/** `require('./models')`, whatever is taken out of it. */
function required(node: ts.Expression | undefined): string | null {
  if (!node) return null;
  if (ts.isPropertyAccessExpression(node)) return required(node.expression);
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require')
    return textOf(node.arguments[0]);
  return ts.isCallExpression(node) ? required(node.expression) : null;
}

const namesIn = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((each) => (ts.isBindingElement(each) ? namesIn(each.name) : []));

const isNamed = (
  node: ts.Statement,
): node is
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isEnumDeclaration(node) ||
  ts.isModuleDeclaration(node);

const isDefault = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
