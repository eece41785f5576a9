/** A table's name in the singular: `companies` → `company`. */
export function singular(table: string): string {
  if (/ies$/.test(table)) return `${table.slice(0, -3)}y`;
  if (/(ss|x|z|ch|sh)es$/.test(table)) return table.slice(0, -2);
  return /[^s]s$/.test(table) ? table.slice(0, -1) : table;
}

/** A name without the number of a version: `tenant_v2` → `tenant`. */
export const withoutVersion = (name: string): string => name.replace(/(?<=[a-z])_?v\d+$/, '');

/** A table's name in the plural. */
export function plural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** What a variable is called that holds a row of a table, and one that holds many. */
export function rowNamesOf(table: string): { readonly row: ReadonlySet<string>; readonly rows: ReadonlySet<string> } {
  const one = singular(table);
  return { row: new Set([one]), rows: new Set([plural(one), `${one}_list`, ...(table === one ? [] : [table])]) };
}
