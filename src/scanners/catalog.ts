import type { SchemaName } from '../domain/reference.ts';
import type { Tables } from '../domain/tables.ts';
import { isVague, RowCallings } from './row-callings.ts';
import { folded, wordsOf } from './spelling.ts';
import { copiesOf } from './table-copies.ts';

/** The tables of the database, as code that converts names would spell them. */
export class Catalog extends RowCallings {
  readonly #columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly #tables: Tables;
  readonly #holders = new Map<string, number>();
  readonly #copies = new Map<string, ReadonlySet<string>>();

  constructor(tables: Tables, names: readonly SchemaName[]) {
    const all = new Set([...tables.names(), ...names.map(({ table }) => table)]);
    super(all);
    this.#tables = tables;
    const asked = (table: string) =>
      names.flatMap((name) => (name.table === table && name.column ? [name.column] : []));
    this.#columns = new Map(
      [...all].map((table) => [
        table,
        new Map([...(tables.columnsOf(table) ?? []), ...asked(table)].map((column) => [folded(column), column])),
      ]),
    );
    for (const columns of this.#columns.values())
      for (const column of columns.keys()) this.#holders.set(column, (this.#holders.get(column) ?? 0) + 1);
  }

  tables(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** Under which name a table is known that code writes as `shared.tenants` or `tenants`. @param schema where it is told beside the name */
  named(written: string, schema: string | null = null): string {
    const [table = '', before = null] = written.split('.').reverse();
    return this.#tables.named(before ?? schema, table);
  }

  has(table: string): boolean {
    return this.#columns.has(table);
  }

  /** The column of a table that a name spells; null when there is none. */
  column(table: string, name: string): string | null {
    return this.#columns.get(table)?.get(folded(name)) ?? null;
  }

  size(table: string): number {
    return this.#columns.get(table)?.size ?? 0;
  }

  /** Whether no other table has a column of this name, but for those that keep its rows as they were. */
  isOnlyHolder(table: string, name: string): boolean {
    if (this.column(table, name) === null) return false;
    const copies = [...this.#copiesOf(table)].filter((copy) => this.column(copy, name) !== null).length;
    return this.#holders.get(folded(name)) === 1 + copies;
  }

  /** The tables whose columns may be meant as well. */
  #rivalsOf(table: string): readonly string[] {
    return this.tables().filter((other) => other !== table && !this.#copiesOf(table).has(other));
  }

  #copiesOf(table: string): ReadonlySet<string> {
    const copies = this.#copies.get(table) ?? copiesOf(table, this.#columns);
    this.#copies.set(table, copies);
    return copies;
  }

  /** Whether a name spells a column of several words: it says what it is wherever it stands. */
  isTelling(table: string, name: string): boolean {
    return wordsOf(this.column(table, name) ?? '').length > 1;
  }

  /** Whether a name of several words is that of a column which no other table has. */
  isOnlyIn(table: string, name: string): boolean {
    return this.isTelling(table, name) && this.isOnlyHolder(table, name);
  }

  /** Whether a name of three words or more is that of a column which no other table has, and of no key to another table: it means nothing else. */
  isUnmistakable(table: string, name: string): boolean {
    const words = wordsOf(this.column(table, name) ?? '');
    return words.length >= 3 && !/^(?:ids?|uuid|pk|fk|key)$/.test(words.at(-1) ?? '') && this.isOnlyHolder(table, name);
  }

  /** How many of these names are columns of whatever table, and which share. */
  columnsAnywhere(names: readonly string[]): { readonly has: number; readonly share: number } {
    const has = names.filter((name) => this.#holders.has(folded(name))).length;
    return { has, share: names.length === 0 ? 0 : has / names.length };
  }

  /** How well names fit a table: how many are columns, which share, and how many of them few other tables have. */
  fit(table: string, names: readonly string[]): Fit {
    const columns = this.#columns.get(table);
    const matched = [...new Set(names.map(folded))].filter((name) => columns?.has(name));
    const few = Math.max(1, Math.ceil(this.#columns.size * 0.1));
    const rare = matched.filter((name) => (this.#holders.get(name) ?? 0) <= few).length;
    return { matched: matched.length, share: names.length === 0 ? 0 : matched.length / names.length, rare };
  }

  /** Whether no other table is fitted as well by these names. */
  isBest(table: string, names: readonly string[]): boolean {
    const { matched } = this.fit(table, names);
    return !this.#rivalsOf(table).some((other) => this.fit(other, names).matched >= matched);
  }

  /**
   * Why something that is called so and has these properties stands for a row of the table; null when it does not.
   * @param name null where it has none; what is called like a row of another table is one of that
   * @param holders what it stands in, for what is called by no more than `form` or `data`
   */
  mirrors(
    table: string,
    name: string | null,
    properties: readonly string[],
    holders: () => readonly string[] = () => [],
    { list = null, isType = false }: Around = {},
  ): string | null {
    const { matched, share } = this.fit(table, properties);
    const isCalled = name !== null && this.callsRow(name, table);
    if (isCalled && this.size(table) <= 1) return `${name} is called like a row of ${table}`;
    const isWhole = isCalled && matched === 1 && share >= 0.5 && this.isLongRow(name, table);
    if (isWhole) return `${name} is a row of ${table}, and ${this.#counted(table, properties)}`;
    const isKind = !isCalled && name !== null && matched >= 2 && this.isKindOfRow(name, table);
    if ((isCalled || isKind) && (matched >= 2 ? share >= 0.4 : matched === 1 && share >= 0.75))
      return `${name} is called like a row, and ${this.#counted(table, properties)}`;
    if (name !== null && !isCalled && this.#isMentioned(table, name, properties))
      return `${name} mentions a row, and ${this.#counted(table, properties)}`;
    if (list !== null && this.callsRows(list, table) && matched >= 2 && share >= 0.5)
      return `it is one of ${list}, and ${this.#counted(table, properties)}`;
    return this.standsForRow(table, name, properties, holders, isType);
  }

  /** Whether what says the table's name, or the end of it, or of what its rows are a kind, has columns of it enough to be a row. */
  #isMentioned(table: string, name: string, properties: readonly string[]): boolean {
    const { matched, share } = this.fit(table, properties);
    if (matched >= 4 && share >= 0.4 && this.mentionsRow(name, table)) return this.isBest(table, properties);
    if (matched >= 3 && share >= 0.75 && this.endsLikeRow(name, table)) return this.isBest(table, properties);
    return (
      matched >= 2 && this.callsKind(name, table) && properties.filter((each) => this.isOnlyIn(table, each)).length >= 2
    );
  }

  /** Why these properties are those of a row, whatever has them is called; null where they are not, or it is called like a row of another table. */
  standsForRow(
    table: string,
    name: string | null,
    properties: readonly string[],
    holders: () => readonly string[],
    isType = false,
  ): string | null {
    const { matched, share, rare } = this.fit(table, properties);
    const isHeld = matched >= 3 && share >= 0.6 && isVague(name);
    const holder = isHeld ? holders().find((each) => this.handles(each, table)) : undefined;
    if (holder !== undefined && this.isBest(table, properties))
      return `it stands in ${holder}, and ${this.#counted(table, properties)}`;
    const enough = share >= 0.75 ? 2 : share >= 0.6 ? 3 : 4;
    const isWhole = isType && matched >= 3 && share === 1 && rare >= 2;
    const isClose = isWhole || (matched >= 4 && share >= 0.5 && rare >= enough);
    const tables = isClose && name !== null ? this.tablesCalled(name) : [];
    const isOther = tables.length > 0 && !tables.includes(table);
    return isClose && !isOther && this.isBest(table, properties) ? this.#counted(table, properties) : null;
  }

  /**
   * Which column of the table a property is of what has these: none, where it is written otherwise than its other columns (`logoUrl` beside
   * `contact_email`), or where it may as well be the column of another table that they fit nearly as well.
   */
  columnAmong(table: string, name: string | null, properties: readonly string[], property: string): string | null {
    const column = this.column(table, property);
    if (column === null) return null;
    if (property !== column && this.#areAsWritten(table, properties)) return null;
    const { matched } = this.fit(table, properties);
    if (name !== null && (this.callsRow(name, table) || this.callsRows(name, table))) return column;
    if (name !== null && matched >= 4 && this.mentionsRow(name, table)) return column;
    const isContested = this.#rivalsOf(table).some(
      (other) => this.column(other, property) !== null && this.fit(other, properties).matched >= matched - 1,
    );
    return isContested ? null : column;
  }

  /** Whether columns of several words are written as the database has them. */
  #areAsWritten(table: string, properties: readonly string[]): boolean {
    const several = properties.filter((each) => this.column(table, each)?.includes('_'));
    const same = several.filter((each) => this.column(table, each) === each).length;
    return same >= 2 && same > several.length - same;
  }

  #counted(table: string, properties: readonly string[]): string {
    return `${this.fit(table, properties).matched} of its ${properties.length} properties are columns of ${table}`;
  }
}

/** What is known of what has some properties, beside them and its name. */
export interface Around {
  /** What the list is called that it is one of. */
  readonly list?: string | null;
  /** It is a type that somebody wrote down, and no value. */
  readonly isType?: boolean;
}

export interface Fit {
  readonly matched: number;
  /** 0 to 1. */
  readonly share: number;
  readonly rare: number;
}
