import type { SchemaName } from '../domain/reference.ts';
import type { Tables } from '../domain/tables.ts';
import { lineText } from './line-text.ts';
import { lookThroughEach } from './readable.ts';
import { rowNamesOf } from './row-names.ts';
import type { Found, Scanner } from './scanner.ts';
import { sqlReferences } from './sql/resolve.ts';
import { looksLikeSql } from './sql/tokens.ts';

/** Pages for people. What tells of the past names what is gone by right. */
const isDocumentation = (path: string): boolean =>
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc)$/i.test(path) &&
  !/(?:^|\/)(?:change(?:s|log)?|history|news|releases?|release[-_]notes|upgrading|adrs?|decisions|rfcs?)(?:[-_./]|$)/i.test(
    path,
  );

/** Documentation that names tables and columns: `tenants.config`, SQL, and `config` as code where the section or the line speaks of the table. */
export const documentation: Scanner = {
  id: 'documentation',
  async scan(code, { names, tables, isLeftOut }) {
    const words = names.map(({ table, column }) => column ?? table);
    const paths = (await code.filesNaming([...new Set(words)])).filter(
      (path) => isDocumentation(path) && !isLeftOut(path),
    );
    const { found } = await lookThroughEach(await code.readAll(paths), async (file, text) => {
      const lines = text.split(/\r\n?|\n/);
      const found = names.flatMap((name) =>
        [...sayings(lines, name), ...inSql(lines, name, tables)].map(
          ({ line, why }): Found => ({
            ...name,
            ...{ file, line, text: lineText(lines, line), certainty: 'possible', kind: 'documentation', why },
          }),
        ),
      );
      return { found };
    });
    return { found, unread: [] };
  },
  tables: async () => new Map(),
};

interface Saying {
  readonly line: number;
  readonly why: string;
}

function* sayings(lines: readonly string[], { table, column }: SchemaName): Iterable<Saying> {
  const { row, rows } = rowNamesOf(table);
  const owners = [...new Set([table, ...row, ...rows])].join('|');
  const speaksOf = new RegExp(`(?<![\\w-])(?:${owners})(?![\\w-])`, 'i');
  const word = column ?? table;
  const dotted = column === null ? null : new RegExp(`(?<![\\w.])(?:${owners})\\.${column}(?!\\w)(?!\\()`, 'i');
  const asCode = new RegExp(
    `(?:\`|\\*\\*|^\\s*\\|\\s*|^\\s*[-*]\\s+)${word}(?:\`|\\*\\*|\\s*\\|\\s|\\s*:|\\s+[–-]\\s)`,
  );
  let section = '';
  for (const [index, text] of lines.entries()) {
    if (/^#{1,6}\s/.test(text) || /^[=~^-]{4,}\s*$/.test(lines[index + 1] ?? '')) section = text;
    const line = index + 1;
    if (dotted?.test(text)) yield { line, why: `it is written ${dotted.exec(text)?.[0]}` };
    else if (!asCode.test(text)) continue;
    else if (column === null) yield { line, why: `${table} is written as code` };
    else if (speaksOf.test(text)) yield { line, why: `the line speaks of ${table}` };
    else if (speaksOf.test(section)) yield { line, why: `the section speaks of ${table}` };
  }
}

/** In blocks of code. */
function* inSql(lines: readonly string[], name: SchemaName, tables: Tables): Iterable<Saying> {
  let start: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (!/^\s*(?:```|~~~)/.test(line)) continue;
    if (start !== null) {
      const sql = lines.slice(start, index).join('\n');
      if (looksLikeSql(sql))
        for (const { at, why, certainty } of sqlReferences(sql, [name], tables))
          if (certainty !== 'possible') yield { line: start + sql.slice(0, at).split('\n').length, why };
    }
    start = start === null ? index + 1 : null;
  }
}
