import { TextLines } from '../place.ts';
import { lookThroughEach } from '../readable.ts';
import type { Found, Scanner } from '../scanner.ts';
import { sqlReferences } from './resolve.ts';
import { tablesOfSql } from './schema.ts';

const isSql = (path: string): boolean => /\.(?:sql|psql|pgsql|ddl)$/i.test(path);

/** `0001_tenants.down.sql` */
const isWayBack = (path: string): boolean => /(?:^|[^a-z])down\.\w+$/i.test(path);

/** `012_tenants.sql`, `V2__tenants.sql`: one of several steps, that is not changed any more. What it creates is what it did. */
const isStep = (path: string): boolean => /(?:^|\/)[vu]?\d[^/]*$/i.test(path);

/** Files of SQL statements. */
export const sql: Scanner = {
  id: 'sql',
  async scan(code, { names, tables, isLeftOut }) {
    const words = names.flatMap(({ table, column }) => [table, ...(column === null ? [] : [column])]);
    const paths = (await code.filesNaming(words)).filter((path) => isSql(path) && !isLeftOut(path));
    return lookThroughEach(await code.readAll(paths), async (file, text) => {
      const lines = new TextLines(text);
      const counted = sqlReferences(text, names, tables).filter(({ creates }) => !(creates && isStep(file)));
      return {
        found: counted.map(({ name, at, length, certainty, why }): Found => {
          return { ...name, file, ...lines.at(at, length), certainty, kind: 'SQL', why };
        }),
      };
    });
  },
  async tables(code) {
    const paths = (await code.filesNaming(['TABLE', 'table', 'Table'])).filter(
      (path) => isSql(path) && !isWayBack(path),
    );
    const tables = new Map<string, Set<string>>();
    for (const content of (await code.readAll(paths)).values()) tablesOfSql(content.toString('utf8'), tables);
    return tables;
  },
};
