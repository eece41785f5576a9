import type { SchemaName } from '../../domain/reference.ts';
import { Catalog } from '../catalog.ts';
import { TextLines } from '../place.ts';
import { lookThroughEach } from '../readable.ts';
import { rowNamesOf } from '../row-names.ts';
import type { Found, Scanner } from '../scanner.ts';
import { spellings } from '../spelling.ts';
import type { Value } from './document.ts';
import { keysIn } from './keys.ts';
import { fillsRow } from './rows.ts';

const isData = (path: string): boolean =>
  /\.(?:ya?ml|json[5c]?)$/i.test(path) &&
  !/(?:^|\/)(?:package(?:-lock)?|tsconfig[\w.-]*|composer|biome|\.\w+)\.json$/i.test(path);

/** YAML and JSON that name columns of a table: rows that fill it, and what is only possible: dbt's models, OpenAPI's schemas. */
export const dataFiles: Scanner = {
  id: 'data files',
  async scan(code, { names, tables, isLeftOut }) {
    const columns = names.flatMap(({ table, column }) => (column === null ? [] : [{ table, column }]));
    const words = columns.flatMap(({ column }) => spellings(column));
    const paths = (await code.filesNaming([...new Set(words)])).filter((path) => isData(path) && !isLeftOut(path));
    const catalog = new Catalog(tables, names);
    const { found } = await lookThroughEach(await code.readAll(paths), async (file, text) => {
      const wanted = columns
        .map((name) => ({ name, words: spellings(name.column), speaksOf: ownersOf(name) }))
        .filter(
          ({ words, speaksOf }) => words.some((word) => text.includes(word)) && speaksOf.test(`${file}\n${text}`),
        );
      if (wanted.length === 0) return { found: [] };
      const lines = new TextLines(text);
      const sought = new Set(wanted.flatMap(({ words }) => words));
      const called = (file.split('/').at(-1) ?? '').replace(/\..*$/, '');
      const keys = (await documentsIn(file, text)).flatMap((document) => [...keysIn(document, sought, called)]);
      const found = keys.flatMap((each) =>
        wanted.flatMap(({ name, words, speaksOf }): readonly Found[] => {
          if (!words.includes(each.key)) return [];
          const place = { file, ...lines.at(each.at, each.key.length), span: null, kind: 'data' };
          const why = fillsRow(each, name, file, catalog);
          if (why !== null) return [{ ...name, ...place, certainty: 'likely', why }];
          const owner = each.key === name.column ? each.around.findLast((word) => speaksOf.test(word)) : undefined;
          if (owner === undefined) return [];
          return [{ ...name, ...place, certainty: 'possible', why: `it stands below ${owner}` }];
        }),
      );
      return { found };
    });
    return { found, unread: [] };
  },
  tables: async () => new Map(),
};

/** Each reader is loaded for the files that it reads. */
async function documentsIn(file: string, text: string): Promise<readonly Value[]> {
  return /\.ya?ml$/i.test(file)
    ? (await import('./yaml.ts')).readYaml(text)
    : (await import('./json.ts')).readJson(text);
}

/** What a table and its rows are called: `tenants`, `Tenant`, Django's `app.tenant`. */
const ownersOf = ({ table }: SchemaName): RegExp => {
  const { row, rows } = rowNamesOf(table);
  const camel = [...row].map((name) => name.replaceAll('_', ''));
  return new RegExp(
    `(?<![\\w-])(?:${[table, ...row, ...rows, ...camel].join('|')})(?:Base|Read|Create|Update|Out|In|Response)?(?![\\w-])`,
    'i',
  );
};
