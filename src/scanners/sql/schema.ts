import { type Token, tokensOf } from './tokens.ts';

/**
 * Tables with their columns as `CREATE TABLE` and `ALTER TABLE` in a schema file make them, in any dialect; views by name alone.
 * Statements that it cannot read are passed over.
 */
export function tablesOfSql(sql: string): ReadonlyMap<string, ReadonlySet<string>> {
  const tables = new Map<string, Set<string>>();
  for (const statement of statementsOf(tokensOf(sql))) {
    const words = statement.slice(0, 8).map(({ text }) => text.toLowerCase());
    const at = words.indexOf('table');
    if (words[0] === 'create' && at > 0 && at < 4) create(statement, at, tables);
    else if (words[0] === 'alter' && at === 1) alter(statement, tables);
    else if (words[0] === 'create' && words.includes('view')) {
      const view = nameAfter(statement, words.indexOf('view'));
      if (view) tables.set(view.name, tables.get(view.name) ?? new Set());
    }
  }
  return tables;
}

function statementsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'mark' && token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

/** The name after a keyword, past IF [NOT] EXISTS and ONLY, with its schema where that is written; and where it ends. */
function nameAfter(tokens: readonly Token[], keyword: number): { readonly name: string; readonly end: number } | null {
  let at = keyword + 1;
  while (!tokens[at]?.quoted && ['if', 'not', 'exists', 'only'].includes(tokens[at]?.text.toLowerCase() ?? '')) at++;
  const start = at;
  while (tokens[at + 1]?.text === '.') at += 2;
  const token = tokens[at];
  const before = at > start ? `${tokens[at - 2]?.text}.` : '';
  return token?.kind === 'name' ? { name: `${before}${token.text}`, end: at } : null;
}

const notColumns = new Set([
  'constraint',
  'primary',
  'unique',
  'foreign',
  'check',
  'exclude',
  'key',
  'index',
  'like',
  'fulltext',
  'spatial',
  'period',
]);

function create(tokens: readonly Token[], keyword: number, tables: Map<string, Set<string>>): void {
  const table = nameAfter(tokens, keyword);
  if (!table) return;
  const columns = tables.get(table.name) ?? new Set();
  tables.set(table.name, columns);
  let depth = 0;
  for (const [offset, token] of tokens.slice(table.end + 1).entries()) {
    const before = tokens[table.end + offset];
    if (token.text === ')' && token.kind === 'mark' && --depth === 0) return;
    const isFirst = depth === 1 && (before?.text === '(' || before?.text === ',');
    if (isFirst && token.kind === 'name' && (token.quoted || !notColumns.has(token.text.toLowerCase())))
      columns.add(token.text);
    if (token.text === '(' && token.kind === 'mark') depth++;
  }
}

function alter(tokens: readonly Token[], tables: Map<string, Set<string>>): void {
  const table = nameAfter(tokens, 1);
  const columns = table && tables.get(table.name);
  if (!table || !columns) return;
  for (let at = table.end + 1; at < tokens.length; at++) {
    const word = tokens[at]?.text.toLowerCase();
    if (word !== 'add' && word !== 'drop') continue;
    const start = tokens[at + 1]?.text.toLowerCase() === 'column' ? at + 1 : at;
    const column = nameAfter(tokens, start);
    if (!column || notColumns.has(column.name.toLowerCase())) continue;
    if (word === 'add') columns.add(column.name);
    else columns.delete(column.name);
    at = column.end;
  }
}
