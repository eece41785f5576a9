import type { Label } from '../domain/label.ts';
import { escaped } from '../domain/mentions.ts';
import type { Certainty } from '../domain/reference.ts';
import type { Tables } from '../domain/tables.ts';
import { isCode, isComment } from './code-text.ts';
import { declarationsOf, declaredTypes, pascal } from './enum-types.ts';
import { lineText } from './line-text.ts';
import { lookThroughEach } from './readable.ts';
import { rowNamesOf } from './row-names.ts';
import type { Code, Found, Scanner, Wanted } from './scanner.ts';

/**
 * Labels of enum types, in any language: beside the column that holds them, where the type is declared, and as members of the class that is called like
 * the type. The word alone is none.
 */
export const labels: Scanner = {
  id: 'labels',
  async scan(code, wanted) {
    const asked = wanted.labels ?? [];
    if (asked.length === 0) return { found: [], unread: [] };
    const members = await declaredMembers(code, wanted, asked);
    const words = [...asked.map(({ value }) => value), ...members.map(({ member }) => member)];
    const files = await code.readAll(await filesIn(code, wanted, words));
    return lookThroughEach(files, async (file, text) => {
      const lines = text.split(/\r\n?|\n/);
      const found = asked.flatMap((label) => {
        const own = members.filter((each) => each.label === label);
        return [...uses(lines, label, wanted.tables), ...declared(text, label), ...memberUses(lines, own)].map(
          ({ line, ...said }): Found => {
            return { table: label.type, column: label.value, file, line, text: lineText(lines, line), ...said };
          },
        );
      });
      return { found };
    });
  },
  tables: async () => new Map(),
  types: declaredTypes,
};

const filesIn = async (code: Code, { isLeftOut }: Wanted, words: readonly string[]): Promise<readonly string[]> =>
  (await code.filesNaming([...new Set(words)])).filter((path) => isCode(path) && !isLeftOut(path));

interface Use {
  readonly line: number;
  readonly certainty: Certainty;
  readonly kind: string;
  readonly why: string;
}

const kind = 'label';
const quoted = (value: string): RegExp => new RegExp(`(["'\`])${escaped(value)}\\1`);

/** `order.status == "archived"`, `status="archived"`, `WHERE status = 'archived'`. */
function* uses(lines: readonly string[], { value, columns }: Label, tables: Tables): Iterable<Use> {
  const literal = quoted(value);
  for (const [index, line] of lines.entries()) {
    if (!literal.test(line) || isComment(line)) continue;
    for (const { table, column } of columns) {
      const beside = besideColumn(column ?? '', value).exec(line);
      if (!beside) continue;
      const certainty = certaintyOf(beside[1], table, column ?? '', tables);
      if (certainty)
        yield { line: index + 1, certainty, kind, why: `it stands beside ${table}.${column}, which holds it` };
      break;
    }
  }
}

/** The column, a comparison, an assignment or a list, and the label in it. The first group is what stands before the dot. */
const besideColumn = (column: string, value: string): RegExp =>
  new RegExp(
    `(?:(\\w+)\\.)?(?<![\\w$])["'\`]?${escaped(column)}["'\`]?(?:::\\w+)?\\s*(?:[=!<>:]=*|(?:NOT\\s+)?IN\\b|in\\b|\\.\\w+)\\s*(?:[([{]{1,2}[^)\\]}]*)?(["'\`])${escaped(value)}\\2`,
  );

/** A column of this name that another table has too makes the owner count. */
function certaintyOf(owner: string | undefined, table: string, column: string, tables: Tables): Certainty | null {
  const isRow = (of: string): boolean => {
    const { row, rows } = rowNamesOf(of);
    return (
      owner !== undefined &&
      [...row, ...rows].some((name) => name.replaceAll('_', '') === owner.toLowerCase().replaceAll('_', ''))
    );
  };
  if (isRow(table)) return 'likely';
  const others = tables.having(column).filter((each) => each !== table);
  if (others.some(isRow)) return null;
  return others.length === 0 ? 'likely' : 'possible';
}

/** `Enum("new", "archived", name="order_status")`, `CREATE TYPE order_status AS ENUM (…)`. */
function* declared(text: string, { type, value }: Label): Iterable<Use> {
  const literal = new RegExp(quoted(value), 'g');
  for (const { 0: whole, index } of declarationsOf(text, type))
    for (const { index: at } of whole.matchAll(literal))
      yield {
        line: text.slice(0, index + at).split('\n').length,
        certainty: 'certain',
        kind: 'declaration',
        why: `${type} is declared with it`,
      };
}

interface Member {
  readonly label: Label;
  readonly class: string;
  readonly member: string;
}

/** The members of classes that are called like the type: `class OrderStatus(Enum): ARCHIVED = "archived"`, `enum OrderStatus { Archived = 'archived' }`. */
async function declaredMembers(code: Code, wanted: Wanted, asked: readonly Label[]): Promise<readonly Member[]> {
  const files = await code.readAll(
    await filesIn(
      code,
      wanted,
      asked.map(({ type }) => pascal(type)),
    ),
  );
  return [...files.values()].flatMap((content) =>
    asked.flatMap((label) => {
      const name = pascal(label.type);
      const body =
        new RegExp(
          `^([ \\t]*)(?:export\\s+)?(?:class|(?:const\\s+)?enum)\\s+${name}\\b[^\\n]*\\n((?:\\1[ \\t]+[^\\n]*\\n|\\s*\\n)*)`,
          'm',
        ).exec(`${content.toString('utf8')}\n`)?.[2] ?? '';
      const members = [...body.matchAll(/^\s*(\w+)\s*(?::[^=\n]*)?(?:=\s*(?:["'`]([^"'`]*)["'`])?|,|$)/gm)];
      return members
        .filter(([, member, value]) => member === label.value || value === label.value)
        .map(([, member = '']) => ({ label, class: name, member }));
    }),
  );
}

function* memberUses(lines: readonly string[], members: readonly Member[]): Iterable<Use> {
  for (const { class: name, member, label } of members) {
    const use = new RegExp(`(?<![\\w$])${name}\\.${escaped(member)}(?![\\w$])`);
    const head = new RegExp(`(?:class|enum)\\s+${name}\\b`);
    const own = new RegExp(`^\\s+${escaped(member)}\\s*(?:[=:,]|$)`);
    let isInside = false;
    for (const [index, line] of lines.entries()) {
      if (/^\S/.test(line)) isInside = head.test(line);
      if (isComment(line)) continue;
      const why = `${name} is called like the type ${label.type}`;
      if (isInside && own.test(line)) yield { line: index + 1, certainty: 'likely', kind: 'declaration', why };
      else if (use.test(line)) yield { line: index + 1, certainty: 'likely', kind, why };
    }
  }
}
