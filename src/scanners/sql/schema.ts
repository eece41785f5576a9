import { type Token, tokensOf } from './tokens.ts';

/**
 * Tables with their columns as `CREATE TABLE` and `ALTER TABLE` make them, in any dialect; views by name alone.
 * Statements that it cannot read are passed over.
 * @param tables what was made before
 */
export function tablesOfSql(sql: string, tables = new Map<string, Set<string>>()): typeof tables {
  for (const statement of statementsOf(tokensOf(sql))) {
    const words = statement.slice(0, 8).map(({ text }) => text.toLowerCase());
    const at = words.indexOf('table');
    if (words[0] === 'create' && at > 0 && at < 4) create(statement, at, tables);
    else if (words[0] === 'alter' && at === 1) alter(statement, tables);
    else if (words[0] === 'drop' && at === 1) tables.delete(nameAfter(statement, 1)?.name ?? '');
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
  if (!table) return;
  const columns = tables.get(table.name) ?? new Set();
  for (let at = table.end + 1; at < tokens.length; at++) {
    const word = tokens[at]?.text.toLowerCase();
    if (word !== 'add' && word !== 'drop' && word !== 'rename') continue;
    const start = tokens[at + 1]?.text.toLowerCase() === 'column' ? at + 1 : at;
    const column = nameAfter(tokens, start);
    if (!column || notColumns.has(column.name.toLowerCase())) continue;
    at = column.end;
    if (word === 'add') columns.add(column.name);
    else columns.delete(column.name);
    if (word !== 'rename') continue;
    const isOfTable = !tokens[column.end]?.quoted && column.name.toLowerCase() === 'to';
    const renamed = nameAfter(tokens, isOfTable ? column.end : column.end + 1);
    if (!renamed) return;
    if (!isOfTable) columns.add(renamed.name);
    else {
      tables.set(renamed.name, new Set([...(tables.get(renamed.name) ?? []), ...columns]));
      tables.delete(table.name);
      return;
    }
  }
  if (columns.size > 0) tables.set(table.name, columns);
}
