import type { Node } from 'web-tree-sitter';

/** One name that an import binds. */
export interface ImportBinding {
  /** Dotted, with leading dots where it is relative. */
  readonly module: string;
  /** What is taken out of the module; null for the module itself. */
  readonly member: string | null;
  /** The name in this file; `*` for all of them. */
  readonly name: string;
}

export const isImport = (node: Node): boolean =>
  node.type === 'import_statement' || node.type === 'import_from_statement';

/** `import a.b` binds `a`; `from m import x as y` binds `y`. */
export function bindingsOf(statement: Node): readonly ImportBinding[] {
  const from = statement.childForFieldName('module_name');
  const names = statement.childrenForFieldName('name');
  if (from && names.length === 0) return [{ module: plain(from), member: '*', name: '*' }];
  return names.map((node) => {
    const imported = plain(node.childForFieldName('name') ?? node);
    const alias = node.childForFieldName('alias')?.text;
    if (from) return { module: plain(from), member: imported, name: alias ?? imported };
    return { module: imported, member: null, name: alias ?? imported.split('.')[0] ?? imported };
  });
}

const plain = (node: Node): string => node.text.replace(/\s+/g, '');
