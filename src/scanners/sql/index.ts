import { lineText } from '../line-text.ts';
import type { Code, Found, Scanner } from '../scanner.ts';
import { sqlReferences } from './resolve.ts';
import { tablesOfSql } from './schema.ts';

const isSql = (path: string): boolean => /\.(?:sql|psql|pgsql|ddl)$/i.test(path);

/** Files of SQL statements. */
export const sql: Scanner = {
  id: 'sql',
  async scan(code, { names, tables, isLeftOut }) {
    const words = names.flatMap(({ table, column }) => [table, ...(column === null ? [] : [column])]);
    const files = await textsOf(code, (path) => isSql(path) && !isLeftOut(path), words);
    const found = [...files].flatMap(([file, text]) => {
      const lines = text.split('\n');
      return sqlReferences(text, names, tables).map(({ name, at, certainty, why }): Found => {
        const line = text.slice(0, at).split('\n').length;
        return { ...name, file, line, text: lineText(lines, line), certainty, kind: 'SQL', why };
      });
    });
    return { found, unread: [] };
  },
  async tables(code) {
    const files = await textsOf(code, isSql, ['TABLE', 'table', 'Table']);
    return new Map([...files.values()].flatMap((text) => [...tablesOfSql(text)]));
  },
};

async function textsOf(
  code: Code,
  wanted: (path: string) => boolean,
  words: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const paths = (await code.filesNaming(words)).filter(wanted);
  return new Map([...(await code.readAll(paths))].map(([path, content]) => [path, content.toString('utf8')]));
}
