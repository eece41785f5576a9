import type { Certainty, SchemaName } from '../../domain/reference.ts';
import { parted, type Tables } from '../../domain/tables.ts';
import { createdIn } from './schema.ts';
import type { Mention, Scope } from './scope.ts';
import { readSql } from './scopes.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A place in SQL text that names what is looked for. */
export interface SqlReference {
  readonly name: SchemaName;
  /** Offset in the text. */
  readonly at: number;
  /** Of what stands there: a name without its quotes, or the star. */
  readonly length: number;
  readonly certainty: Certainty;
  readonly why: string;
  /** The statement makes what is named. */
  readonly creates?: true;
}

/** Where statements name these tables and columns, as the database would resolve them. Unquoted names are compared without case. */
export function sqlReferences(sql: string, names: readonly SchemaName[], tables: Tables): readonly SqlReference[] {
  const tokens = tokensOf(sql);
  const bodies = tokens.filter(({ kind, text }) => kind === 'value' && dollarQuoted.test(text));
  return [...ownReferences(tokens, names, tables), ...bodies.flatMap((body) => inside(body, names, tables))];
}

/** The body of a function or a DO block. */
const dollarQuoted = /^(\$\w*\$)([\s\S]*?)(?:\1|$)/;

function inside({ text, at }: Token, names: readonly SchemaName[], tables: Tables): readonly SqlReference[] {
  const [, quote = '', body = ''] = dollarQuoted.exec(text) ?? [];
  return sqlReferences(body, names, tables).map((found) => ({ ...found, at: at + quote.length + found.at }));
}

function ownReferences(
  tokens: readonly Token[],
  names: readonly SchemaName[],
  tables: Tables,
): readonly SqlReference[] {
  const reading = readSql(tokens, (schema, table) => tables.named(schema, table));
  const created = createdIn(tokens);
  return names.flatMap((name) => {
    if (name.column === null)
      return reading.tables
        .filter(({ table }) => same(table, name.table))
        .map(({ bare, at }): SqlReference => {
          const why = `the statement names ${name.table}`;
          return { name, at, length: bare.length, certainty: 'certain', why };
        });
    const columns = reading.columns
      .filter((mention) => same(mention.name, name.column ?? ''))
      .flatMap((mention) => {
        const judged = judge(mention, name, tables);
        return judged ? [{ name, at: mention.at, length: mention.name.length, ...judged }] : [];
      });
    const stars = reading.stars
      .filter(({ scope, qualifier }) => starCovers(scope, qualifier, name.table))
      .map(({ at }): SqlReference => {
        const why = `* takes every column of ${name.table}`;
        return { name, at, length: 1, certainty: 'possible', why };
      });
    const declared = created
      .filter((each) => {
        const { schema, table } = parted(each.table);
        return same(tables.named(schema, table), name.table);
      })
      .flatMap((table) => table.columns.filter(({ text }) => same(text, name.column ?? '')))
      .map(({ text, at }): SqlReference => {
        const why = `the statement creates ${name.table} with it`;
        return { name, at, length: text.length, certainty: 'likely', why, creates: true };
      });
    return [...columns, ...stars, ...declared];
  });
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

type Judged = Pick<SqlReference, 'certainty' | 'why'> | null;

function judge(
  { qualifier, schema, name, scope, written }: Mention,
  wanted: SchemaName,
  tables: Tables,
  depth = 0,
): Judged {
  const column = `${wanted.table}.${name}`;
  if (written)
    return scope.target !== null && same(scope.target, wanted.table)
      ? { certainty: 'certain', why: `the statement writes ${column}` }
      : null;
  if (qualifier !== null) {
    const table = lookUp(scope, qualifier);
    if (table === undefined)
      return same(tables.named(schema, qualifier), wanted.table)
        ? { certainty: 'likely', why: `it is written ${qualifier}.${name}` }
        : null;
    if (table === null) return given(queryOf(scope, qualifier), wanted, tables, depth);
    return same(table, wanted.table)
      ? {
          certainty: 'certain',
          why: same(qualifier, wanted.table) ? `it is written ${qualifier}.${name}` : `${qualifier} is ${wanted.table}`,
        }
      : null;
  }
  return unqualified(wanted, scope, tables, depth);
}

/** Whether what a query gives under the column's name is the column. */
function given(query: Scope | null, wanted: SchemaName, tables: Tables, depth: number): Judged {
  if (!query || depth > 6) return null;
  const own = query.outputs.find(({ name }) => same(name, wanted.column ?? ''));
  if (own) return judge(own, wanted, tables, depth + 1);
  const name = wanted.column ?? '';
  for (const qualifier of query.stars) {
    const all: Mention = { qualifier, schema: null, name, at: 0, scope: query, written: false };
    const judged = judge(all, wanted, tables, depth + 1);
    if (judged) return judged;
  }
  return null;
}

/** The query that a name of this query or one around it stands for. */
function queryOf(scope: Scope, name: string): Scope | null {
  for (let each: Scope | null = scope; each; each = each.parent)
    if (each.relations.has(name.toLowerCase())) return each.queries.get(name.toLowerCase()) ?? null;
  return null;
}

/** The table behind a name of this query or one around it; null for a derived one, undefined when there is none. */
function lookUp(scope: Scope, name: string): string | null | undefined {
  for (let each: Scope | null = scope; each; each = each.parent) {
    const table = each.relations.get(name.toLowerCase());
    if (table !== undefined) return table;
  }
  return undefined;
}

function unqualified(wanted: SchemaName, scope: Scope, tables: Tables, depth: number): Judged {
  for (let each: Scope | null = scope; each; each = each.parent) {
    const relations = [...each.relations].filter(([alias]) => alias !== 'excluded').map(([, table]) => table);
    if (relations.length === 0) continue;
    const isThere = relations.some((table) => table !== null && same(table, wanted.table));
    const others = relations.filter((table) => table === null || !same(table, wanted.table));
    const rivals = others.filter((table) => table !== null && tables.columnsOf(table)?.has(wanted.column ?? ''));
    if (!isThere) {
      const judged = [...each.queries.values()].map((query) => given(query, wanted, tables, depth));
      const [only, ...more] = judged.filter((one) => one !== null);
      if (only && more.length === 0 && rivals.length === 0) return only;
      if (rivals.length > 0 || others.includes(null)) return null;
      continue; // a column of a query around this one
    }
    const isOnly = others.every((table) => table !== null && tables.has(table)) && rivals.length === 0;
    return isOnly
      ? { certainty: 'certain', why: `${wanted.table} is the only table of the query that has it` }
      : { certainty: 'likely', why: `the query reads ${wanted.table}` };
  }
  return null;
}

function starCovers(scope: Scope, qualifier: string | null, table: string): boolean {
  if (qualifier !== null) return same(lookUp(scope, qualifier) ?? '', table);
  return [...scope.relations.values()].some((each) => each !== null && same(each, table));
}
