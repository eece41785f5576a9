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
    const created = createdBy(statement);
    if (created)
      tables.set(
        created.table,
        new Set([...(tables.get(created.table) ?? []), ...created.columns.map(({ text }) => text)]),
      );
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
  const schema = at > start ? tokens[at - 2] : undefined;
  // A placeholder is filled when the code runs.
  const before = schema?.kind === 'name' && /\p{L}/u.test(schema.text) ? `${schema.text}.` : '';
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

/** The table of CREATE TABLE, with its schema where that is written, and the names of its columns. */
interface Created {
  readonly table: string;
  readonly columns: readonly Token[];
}

/** The tables that statements create. */
export const createdIn = (tokens: readonly Token[]): readonly Created[] =>
  statementsOf(tokens).flatMap((statement) => createdBy(statement) ?? []);

function createdBy(tokens: readonly Token[]): Created | null {
  const [first, ...words] = tokens.slice(0, 4).map(({ text }) => text.toLowerCase());
  const keyword = words.indexOf('table') + 1;
  const table = first === 'create' && keyword > 0 ? nameAfter(tokens, keyword) : null;
  return table && { table: table.name, columns: [...columnsBehind(tokens, table.end)] };
}

function* columnsBehind(tokens: readonly Token[], end: number): Iterable<Token> {
  let depth = 0;
  for (const [offset, token] of tokens.slice(end + 1).entries()) {
    const before = tokens[end + offset];
    if (token.text === ')' && token.kind === 'mark' && --depth === 0) return;
    const isFirst = depth === 1 && (before?.text === '(' || before?.text === ',');
    if (isFirst && token.kind === 'name' && (token.quoted || !notColumns.has(token.text.toLowerCase()))) yield token;
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
