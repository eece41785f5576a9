import type { EnumType } from '../domain/label.ts';
import { escaped } from '../domain/mentions.ts';
import type { SchemaName } from '../domain/reference.ts';
import { isCode } from './code-text.ts';
import { readable } from './readable.ts';
import type { Code } from './scanner.ts';

/** What code says of enum types of these names: their labels where it lists them, and the columns that it gives the type. */
export async function declaredTypes(code: Code, names: readonly string[]): Promise<readonly EnumType[]> {
  const paths = (await code.filesNaming([...new Set(names.flatMap((name) => [name, pascal(name)]))])).filter(isCode);
  const texts = [...(await code.readAll(paths)).values()].flatMap((content) => readable(content).text ?? []);
  return names.flatMap((name) => {
    const isType = texts.some((text) => declarationsOf(text, name).length > 0);
    return isType ? [{ name, columns: texts.flatMap((text) => [...columnsIn(text, name)]) }] : [];
  });
}

/** Lists of labels: `Enum("new", "archived", name="order_state")`, `CREATE TYPE order_state AS ENUM (…)`, `pgEnum('order_state', […])`. */
export const declarationsOf = (
  text: string,
  type: string,
): readonly { readonly 0: string; readonly index: number }[] => [
  ...text.matchAll(
    new RegExp(`\\b(?:Enum|ENUM|pgEnum)\\(([^()]*["']${escaped(type)}["'][^()]*(?:\\[[^\\]]*\\][^()]*)?)\\)`, 'g'),
  ),
  ...text.matchAll(new RegExp(`CREATE\\s+TYPE\\s+[\\w".]*${escaped(type)}"?\\s+AS\\s+ENUM\\s*\\(([^()]*)\\)`, 'gi')),
];

/** What a class is called that stands for a type. */
export const pascal = (name: string): string =>
  name.replace(/(?:^|_+)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());

/** `state order_state NOT NULL` in CREATE TABLE and ALTER TABLE; `state = Column(Enum(…, name="order_state"))` below `__tablename__`. */
function* columnsIn(text: string, type: string): Iterable<SchemaName> {
  const table =
    /\b(?:CREATE|ALTER)\s+TABLE\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?(?:"?\w+"?\.)?"?(\w+)"?|__tablename__\s*(?::[^=\n]+)?=\s*["'](\w+)["']|\b\w*Table\(\s*["'](\w+)["']/g;
  const inSql = new RegExp(`(?<name>"?\\w+"?)\\s+(?:"?\\w+"?\\.)?"?${escaped(type)}"?(?:\\[\\])?(?=\\s|,|\\))`, 'g');
  // An attribute and the lines behind it that are indented further.
  const inModel = new RegExp(
    `^(?<indent>[ \\t]+)(?<name>\\w+)[ \\t]*[=:][^\\n]*(?:\\n\\k<indent>[ \\t][^\\n]*){0,8}?(?:["']${escaped(type)}["']|\\b(?:${pascal(type)}|${camel(type)})\\b)`,
    'gm',
  );
  const tables = [...text.matchAll(table)];
  for (const use of [...text.matchAll(inSql), ...text.matchAll(inModel)]) {
    const own = tables.findLast(({ index }) => index < use.index);
    const of = own?.[1] ?? own?.[2] ?? own?.[3];
    const column = use.groups?.name?.replaceAll('"', '') ?? '';
    if (of !== undefined && !/^(?:type|as|name)$/i.test(column)) yield { table: of, column };
  }
}

const camel = (name: string): string => pascal(name).replace(/^./, (letter) => letter.toLowerCase());
