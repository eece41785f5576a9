import { lineText } from './line-text.ts';
import { lookThroughEach } from './readable.ts';
import { rowNamesOf } from './row-names.ts';
import type { Found, Scanner } from './scanner.ts';

const endings = /\.(?:html?|jinja2?|j2|mako|mak|hbs|handlebars|mustache)$/i;

/** Mails and the like are templates by the folder they lie in. */
const isTemplate = (path: string): boolean =>
  endings.test(path) || (/(?:^|\/)templates\//.test(path) && /\.(?:txt|md|xml|eml|csv|tex)$/i.test(path));

/**
 * `{{ … }}`, `{% … %}`, `${ … }`, Mako's `% for … :`, attributes of Angular, Vue and Alpine (`ng-if="…"`, `*ngFor="…"`, `:title="…"`), and Angular's
 * blocks: `@for (…)`.
 */
const tag =
  /@(?:for|if|else\s+if|switch|case)\s*\((?:[^()]|\([^()]*\))*\)|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\$\{[^}]*\}|^[ \t]*%[ \t].*$|(?<=\s)(?:(?:data-)?(?:ng|v|x)-[\w:.-]+|\*ng\w+|\[[\w().-]+\]|\([\w.-]+\)|[:@][\w.-]+)\s*=\s*(?:"[^"]*"|'[^']*')/gm;

/** A page without them is no template. */
const hasTags =
  /@(?:for|if|switch)\s*\(|\{\{|\{%|\$\{|^[ \t]*%[ \t]|\s(?:(?:data-)?(?:ng|v|x)-\w|\*ng\w|[[(:@]\w)[^\s=]*=/m;

/** `for tenant in tenants`, `#each tenants as |tenant|`. */
const loops = [
  /\bfor\s+(?:\w+\s*,\s*)?(?<item>\w+)\s+in\s+(?<list>[\w.]+)/g,
  /(?:-repeat(?:-start)?|-for|ngFor)\s*=\s*["']\(?(?:let\s+)?(?<item>\w+)[^"']*?\s(?:in|of)\s+(?<list>[\w.]+)/g,
  /@for\s*\(\s*(?<item>\w+)\s+of\s+(?<list>[\w.]+)/g,
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
    const files = [...(await code.readAll(paths))].filter(([, content]) => hasTags.test(content.toString('latin1')));
    return lookThroughEach(new Map(files), async (file, text) => ({
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
    `(?<![\\w.])((?:\\w+\\.)*)([A-Za-z_]\\w*)(?:\\[\\d+\\]|\\.\\d+)?(?:\\??\\.${column}\\b(?!\\s*\\()|\\[["']${column}["']\\])`,
    'g',
  );
  const lines = text.split('\n');
  const found = tags.flatMap(({ inside, index }) =>
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
  return [...found, ...inBlocks(tags, text, { table, column, file }, { row, rows })];
}

interface Tag {
  readonly inside: string;
  readonly index: number;
}

/** Handlebars: inside of `{{#each tenants}}` and `{{#with tenant}}` a bare name, or one behind `this`, is the row's. */
function* inBlocks(
  tags: readonly Tag[],
  text: string,
  { table, column, file }: { readonly table: string; readonly column: string; readonly file: string },
  { row, rows }: ReturnType<typeof rowNamesOf>,
): Iterable<Found> {
  const own = new RegExp(`^\\{\\{\\{?(?:#(?:if|unless)\\s+)?(?:this\\.)?${column}(?![\\w.])`);
  const open: (string | null)[] = [];
  for (const { inside, index } of tags) {
    const [, helper, of = ''] = /^\{\{#(\w+)\s+([\w.]+)/.exec(inside) ?? [];
    const about = of.split('.').at(-1) ?? '';
    if (own.test(inside) && open.findLast((each) => each !== '') === table) {
      const line = text.slice(0, index).split('\n').length;
      const why = `the block around it is about ${table}`;
      yield {
        table,
        column,
        file,
        line,
        text: lineText(text.split('\n'), line),
        certainty: 'likely',
        kind: 'template',
        why,
      };
    }
    if (helper === 'each' || helper === 'with')
      open.push((helper === 'each' ? rows : row).has(about) && !inside.includes(' as |') ? table : null);
    else if (helper !== undefined) open.push('');
    else if (/^\{\{\//.test(inside)) open.pop();
  }
}
