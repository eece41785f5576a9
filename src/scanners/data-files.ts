import { isMap, isPair, isScalar, LineCounter, type Node, type Pair, parseAllDocuments, visit } from 'yaml';
import type { SchemaName } from '../domain/reference.ts';
import { lineText } from './line-text.ts';
import { lookThroughEach } from './readable.ts';
import { rowNamesOf } from './row-names.ts';
import type { Found, Scanner } from './scanner.ts';

const isData = (path: string): boolean =>
  /\.(?:ya?ml|json)$/i.test(path) &&
  !/(?:^|\/)(?:package(?:-lock)?|tsconfig[\w.-]*|composer|biome|\.\w+)\.json$/i.test(path);

/** YAML and JSON that name columns of a table: fixtures, dbt's models, OpenAPI's schemas. What they are for is not known, so each is only possible. */
export const dataFiles: Scanner = {
  id: 'data files',
  async scan(code, { names, isLeftOut }) {
    const columns = names.flatMap(({ table, column }) => (column === null ? [] : [{ table, column }]));
    const paths = (await code.filesNaming([...new Set(columns.map(({ column }) => column))])).filter(
      (path) => isData(path) && !isLeftOut(path),
    );
    const { found } = await lookThroughEach(await code.readAll(paths), async (file, text) => {
      const wanted = columns
        .map((name) => ({ name, speaksOf: ownersOf(name) }))
        .filter(({ name, speaksOf }) => text.includes(name.column) && speaksOf.test(`${file}\n${text}`));
      if (wanted.length === 0) return { found: [] };
      const lines = text.split('\n');
      const keys = keysIn(text, new Set(wanted.map(({ name }) => name.column)));
      const found = keys.flatMap(({ key, line, around }) =>
        wanted.flatMap(({ name, speaksOf }): readonly Found[] => {
          const owner = key === name.column ? around.findLast((each) => speaksOf.test(each)) : undefined;
          if (owner === undefined) return [];
          const why = `it stands below ${owner}`;
          return [{ ...name, file, line, text: lineText(lines, line), certainty: 'possible', kind: 'data', why }];
        }),
      );
      return { found };
    });
    return { found, unread: [] };
  },
  tables: async () => new Map(),
};

/** What a table and its rows are called: `tenants`, `Tenant`, Django's `app.tenant`. */
const ownersOf = ({ table }: SchemaName): RegExp => {
  const { row, rows } = rowNamesOf(table);
  const camel = [...row].map((name) => name.replaceAll('_', ''));
  return new RegExp(
    `(?<![\\w-])(?:${[table, ...row, ...rows, ...camel].join('|')})(?:Base|Read|Create|Update|Out|In|Response)?(?![\\w-])`,
    'i',
  );
};

interface Key {
  /** A key, or the value of `name` in a list of columns. */
  readonly key: string;
  readonly line: number;
  /** The keys around it, and values that say what it is about (`name`, `model`, `table`), from outside in. */
  readonly around: readonly string[];
}

function keysIn(text: string, wanted: ReadonlySet<string>): readonly Key[] {
  const keys: Key[] = [];
  const lines = new LineCounter();
  // To look for keys that stand twice takes the square of their number.
  for (const document of parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false }))
    visit(document as never, {
      Pair(_, pair, path) {
        const named = nameIn(pair);
        const key = textOf(named === null ? pair.key : pair.value);
        const at = ((named === null ? pair.key : pair.value) as Node | null)?.range?.[0];
        if (key === null || at === undefined || !wanted.has(key)) return;
        keys.push({ key, line: lines.linePos(at).line, around: path.flatMap((node) => aroundOf(node, pair)) });
      },
    });
  return keys;
}

/** dbt lists columns by their names. */
const nameIn = (pair: Pair): string | null => (textOf(pair.key) === 'name' ? textOf(pair.value) : null);

const telling = new Set(['name', 'model', 'table', 'table_name', 'title']);

function aroundOf(node: unknown, inside: Pair): readonly string[] {
  if (isPair(node)) return [textOf(node.key) ?? ''];
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) =>
    pair !== inside && telling.has(textOf(pair.key) ?? '') ? [textOf(pair.value) ?? ''] : [],
  );
}

const textOf = (node: unknown): string | null => (isScalar(node) && typeof node.value === 'string' ? node.value : null);
