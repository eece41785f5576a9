import { lineText } from './line-text.ts';
import { lookThroughEach } from './readable.ts';
import { singular } from './row-names.ts';
import type { Found, Scanner } from './scanner.ts';

const isGraphQl = (path: string): boolean => /\.(?:graphqls?|gql)$/.test(path);

/** Code that may hold schemas in templates: `gql\`type Tenant { … }\``. */
const isCode = (path: string): boolean => /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/.test(path);
const template = /(?:\b(?:gql|graphql)\s*|\/\*\s*GraphQL\s*\*\/\s*|#graphql\s)`[^`]*`|`#graphql\b[^`]*`/g;

/** Of code the templates alone, each where it stands. */
function schemaIn(path: string, text: string): string {
  if (!isCode(path)) return text;
  let schema = '';
  for (const { 0: whole, index } of text.matchAll(template))
    schema +=
      text.slice(schema.length, index).replace(/[^\n]/g, ' ') +
      whole.replace(/^[^`]*`|`$/g, (mark) => ' '.repeat(mark.length));
  return schema;
}

/** `type Tenant {`, up to the brace that closes it. */
const block = /^[ \t]*(?:extend\s+)?(?:type|input|interface)\s+(\w+)[^{\n]*\{([^}]*)/gm;
const field = /^\s*(\w+)\s*(?:\([^)]*\))?\s*:/gm;

/** At least this share of a type's fields are columns of the table that it mirrors. */
const mirrors = 0.5;

/** GraphQL schemas, in files and in templates of code: fields of a type that is called like a row. How many of its fields are columns says how likely it mirrors the table. */
export const graphql: Scanner = {
  id: 'graphql',
  async scan(code, { names, tables, isLeftOut }) {
    const columns = names.flatMap(({ table, column }) => (column === null ? [] : [{ table, column }]));
    const words = [...new Set(columns.flatMap(({ column }) => spelt(column)))];
    const paths = (await code.filesNaming(words)).filter(
      (path) => (isGraphQl(path) || isCode(path)) && !isLeftOut(path),
    );
    const files = [...(await code.readAll(paths))].filter(
      ([path, content]) => !isCode(path) || /gql|graphql/i.test(content.toString('latin1')),
    );
    const { found, unread } = await lookThroughEach(new Map(files), async (file, whole) => {
      const lines = whole.split('\n');
      const text = schemaIn(file, whole);
      const types = [...text.matchAll(block)].map(({ 0: whole, 1: type = '', 2: body = '', index }) => {
        const start = index + whole.length - body.length;
        const fields = [...body.matchAll(field)].map(({ 0: head, 1: name = '', index: at }) => ({
          name,
          line: text.slice(0, start + at + head.length).split('\n').length,
        }));
        return { type, fields };
      });
      const found = columns.flatMap(({ table, column }) =>
        types
          .filter(({ type }) => isCalledLike(type, table))
          .flatMap(({ type, fields }): readonly Found[] => {
            const fit = tables.fit(
              table,
              fields.map(({ name }) => snake(name)),
            );
            const certainty = fit >= mirrors ? 'likely' : 'possible';
            const why = `type ${type} ${certainty === 'likely' ? 'mirrors' : 'is called like a row of'} ${table}`;
            return fields
              .filter(({ name }) => spelt(column).includes(name))
              .map(({ line }) => {
                return {
                  table,
                  column,
                  file,
                  line,
                  text: lineText(lines, line),
                  certainty,
                  kind: 'GraphQL field',
                  why,
                };
              });
          }),
      );
      return { found };
    });
    return { found, unread: unread.filter(({ file }) => isGraphQl(file)) };
  },
  tables: async () => new Map(),
};

const isCalledLike = (type: string, table: string): boolean =>
  new RegExp(`^(?:Create|Update|New)?${camel(`_${singular(table)}`)}(?:Type|Input|Node|Patch)?$`).test(type);

const camel = (name: string): string => name.replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const spelt = (column: string): readonly string[] => [...new Set([column, camel(column)])];
