import { lineText } from './line-text.ts';
import { lookThroughEach } from './readable.ts';
import { rowNamesOf } from './row-names.ts';
import type { Found, Scanner } from './scanner.ts';

const endings = /\.(?:html?|jinja2?|j2|mako|mak|hbs|handlebars|mustache)$/i;

/** Mails and the like are templates by the folder they lie in. */
const isTemplate = (path: string): boolean =>
  endings.test(path) || (/(?:^|\/)templates\//.test(path) && /\.(?:txt|md|xml|eml|csv|tex)$/i.test(path));

/** `{{ … }}`, `{% … %}`, `${ … }`, and Mako's `% for … :`. */
const tag = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\$\{[^}]*\}|^[ \t]*%[ \t].*$/gm;

/** `for tenant in tenants`, `#each tenants as |tenant|`. */
const loops = [
  /\bfor\s+(?:\w+\s*,\s*)?(?<item>\w+)\s+in\s+(?<list>[\w.]+)/g,
  /#each\s+(?<list>[\w.]+)\s+as\s+\|\s*(?<item>\w+)/g,
];

/** Jinja, Django, Mako and Handlebars templates. What a name stands for is told by its name and by the loop that it comes from. */
export const templates: Scanner = {
  id: 'templates',
  async scan(code, { names, isLeftOut }) {
    const columns = names.flatMap(({ table, column }) => (column === null ? [] : [{ table, column }]));
    const paths = (await code.filesNaming(columns.map(({ column }) => column))).filter(
      (path) => isTemplate(path) && !isLeftOut(path),
    );
    return lookThroughEach(await code.readAll(paths), async (file, text) => ({
      found: columns.flatMap(({ table, column }) => usesIn(text, table, column, file)),
    }));
  },
  tables: async () => new Map(),
};

function usesIn(text: string, table: string, column: string, file: string): readonly Found[] {
  const tags = [...text.matchAll(tag)].map(({ 0: inside, index }) => ({ inside, index }));
  const { row, rows } = rowNamesOf(table);
  const looped = tags
    .flatMap(({ inside }) => loops.flatMap((loop) => [...inside.matchAll(loop)]))
    .flatMap(({ groups }) => {
      const list = groups?.list?.split('.').at(-1) ?? '';
      return rows.has(list) && groups?.item ? [groups.item] : [];
    });
  const use = new RegExp(
    `(?<![\\w.])((?:\\w+\\.)*)(\\w+)(?:\\[\\d+\\])?(?:\\.${column}\\b(?!\\s*\\()|\\[["']${column}["']\\])`,
    'g',
  );
  const lines = text.split('\n');
  return tags.flatMap(({ inside, index }) =>
    [...inside.matchAll(use)].flatMap((match): Found[] => {
      const owner = match[2] ?? '';
      const isLooped = looped.includes(owner);
      if (!isLooped && !row.has(owner) && !rows.has(owner)) return [];
      const line = text.slice(0, index + match.index).split('\n').length;
      const why = isLooped ? `${owner} is one of ${table} in a loop` : `${owner} is called like a row of ${table}`;
      return [
        {
          table,
          column,
          file,
          line,
          text: lineText(lines, line),
          certainty: 'likely',
          kind: 'template',
          why,
        },
      ];
    }),
  );
}
