import type { SchemaName } from '../domain/reference.ts';
import type { Tables } from '../domain/tables.ts';
import { plural, singular } from './row-names.ts';
import { folded, wordsOf } from './spelling.ts';

/** What is said of a thing beside what it is: `TenantResponse`, `selectedTenant`. */
const besides = new Set(
  'i t z type dto records rows dict response request result out in read create created update updated upsert base model entity schema data item details detail summary record api payload input output form values params full partial public private internal new edit edited editing patch raw db json get list row info object obj interface mock test fake current old existing default initial sample selected active saved stored prev previous next first last original target source my the this a one some single found loaded fetched other parent own view dao orm attributes fields insert select selectable insertable updateable me register registration signup fixture factory changes change diff delta body'.split(
    ' ',
  ),
);

/** What else is said of functions, components and files that handle rows: `UsersView`, `submitTenant`. */
const ofHolders = new Set(
  'view page screen table grid list form dialog modal editor drawer panel card section tab sheet container component store service controller slice hook hooks mutation query action actions async use on handle handler submit save add delete remove put set manage management index body state defaults headers columns header column'.split(
    ' ',
  ),
);

/** The tables of the database, as code that converts names would spell them. */
export class Catalog {
  readonly #columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What one row of a table is called; of a long name also its end, where no other table's ends so: `app_tenant_plan` → `tenant_plan`. */
  readonly #rowWords: ReadonlyMap<string, readonly string[]>;
  /** Those words → the tables whose rows are called so, in order. */
  readonly #byRow: ReadonlyMap<string, readonly string[]>;
  readonly #tables: Tables;
  readonly #holders = new Map<string, number>();

  constructor(tables: Tables, names: readonly SchemaName[]) {
    this.#tables = tables;
    const all = new Set([...tables.names(), ...names.map(({ table }) => table)]);
    const asked = (table: string) =>
      names.flatMap((name) => (name.table === table && name.column ? [name.column] : []));
    this.#columns = new Map(
      [...all].map((table) => [
        table,
        new Map([...(tables.columnsOf(table) ?? []), ...asked(table)].map((column) => [folded(column), column])),
      ]),
    );
    const rows = [...all].map((table) => [table, singular(wordsOf(table).join('_'))] as const);
    const ends = Map.groupBy(
      rows.flatMap(([, row]) => endsOf(row)),
      (end) => end,
    );
    this.#rowWords = new Map(
      rows.map(([table, row]) => [
        table,
        [
          row,
          ...endsOf(row)
            .slice(1)
            .filter((end) => ends.get(end)?.length === 1 && isLong(end)),
        ],
      ]),
    );
    const called = [...this.#rowWords].flatMap(([table, own]) =>
      own.map((row) => [row.replaceAll('_', ''), table] as const),
    );
    this.#byRow = new Map(
      [...Map.groupBy(called, ([row]) => row)].map(([row, each]) => [row, each.map(([, table]) => table)]),
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

  /** Whether no other table has a column of this name. */
  isOnlyHolder(table: string, name: string): boolean {
    return this.column(table, name) !== null && this.#holders.get(folded(name)) === 1;
  }

  /** Whether a name spells a column of several words: it says what it is wherever it stands. */
  isTelling(table: string, name: string): boolean {
    return wordsOf(this.column(table, name) ?? '').length > 1;
  }

  /** Whether a name of several words is that of a column which no other table has. */
  isOnlyIn(table: string, name: string): boolean {
    return this.isTelling(table, name) && this.#holders.get(folded(name)) === 1;
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
    return ![...this.#columns.keys()].some((other) => other !== table && this.fit(other, names).matched >= matched);
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
    const isKind = !isCalled && name !== null && matched >= 2 && this.#isKindOfRow(name, table);
    if ((isCalled || isKind) && (matched >= 2 ? share >= 0.4 : matched === 1 && share >= 0.75))
      return `${name} is called like a row, and ${this.#counted(table, properties)}`;
    if (list !== null && this.callsRows(list, table) && matched >= 2 && share >= 0.5)
      return `it is one of ${list}, and ${this.#counted(table, properties)}`;
    return this.standsForRow(table, name, properties, holders, isType);
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
    const tables = isClose && name !== null ? this.#tablesCalled(name) : [];
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
    if (name !== null && (this.callsRow(name, table) || this.callsRows(name, table) || this.#isKindOfRow(name, table)))
      return column;
    const { matched } = this.fit(table, properties);
    const isContested = this.tables().some(
      (other) =>
        other !== table && this.column(other, property) !== null && this.fit(other, properties).matched >= matched - 1,
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

  /** Whether a name is that of one row (`currentTenant`, `TenantDto`) and not that of a row of another table. */
  callsRow(name: string, table: string): boolean {
    return this.#called(wordsOf(name), table, (word) => word);
  }

  /** Whether a name is that of many rows: `tenants`, `tenantList`. */
  callsRows(name: string, table: string): boolean {
    const words = wordsOf(name);
    if (words.at(-1) === 'list' && words.length > 1) return this.#called(words.slice(0, -1), table, (word) => word);
    return this.#called(words, table, plural) || wordsOf(table).join('_') === words.join('_');
  }

  /** Whether a name mentions rows of another table, whose name holds this one's and more: `order_item_totals` beside `order_items`. */
  mentionsLonger(name: string, table: string): boolean {
    const own = singular(wordsOf(table).join('_'));
    const longer = [...this.#columns.keys()].filter((other) => other !== table && isMentionedIn(other, own));
    return longer.some((other) => isMentionedIn(name, singular(other)) || isMentionedIn(name, plural(singular(other))));
  }

  /** Whether a name says of which table's rows it is. */
  callsAny(name: string): boolean {
    return this.#tablesCalled(name).length > 0;
  }

  /** The tables of which a name is that of a row, whatever else the name says. */
  #tablesCalled(name: string): readonly string[] {
    const words = wordsOf(name);
    const rows = words.flatMap((_, at) => words.slice(at).map((_, more) => words.slice(at, at + more + 1)));
    return rows.filter((row) => isSaidIn(words, row)).flatMap((row) => this.#byRow.get(row.join('')) ?? []);
  }

  #called(words: readonly string[], table: string, form: (row: string) => string): boolean {
    return (this.#rowWords.get(table) ?? []).some((row) => isSaidIn(words, form(row).split('_')));
  }

  /** Whether a name says a row of the table and before it which: `ManualTenantUpdate`; not where that is a row of another table. */
  #isKindOfRow(name: string, table: string): boolean {
    const words = wordsOf(name);
    const isOther = words.some((_, from) =>
      words.some((_, to) => {
        const tables = this.#byRow.get(words.slice(from, to + 1).join('')) ?? [];
        return tables.some((each) => each !== table);
      }),
    );
    return !isOther && words.some((_, from) => this.callsRow(words.slice(from).join('_'), table));
  }

  /** Whether what is sent to an address is a row: `/api/v1/tenants`, `/tenants/{id}`. */
  addresses(url: string, table: string): boolean {
    const last = url
      .replace(/[?#].*$/, '')
      .split('/')
      .findLast((part) => /^[a-z][\w-]*$/i.test(part));
    const isIt = last !== undefined && (this.callsRows(last, table) || this.callsRow(last, table));
    return isIt && !this.mentionsLonger(last, table);
  }

  /** Whether a function, component or file is called by the rows that it handles: `createTenant`, `UsersView`. */
  handles(name: string, table: string): boolean {
    const words = wordsOf(name);
    const rows = (this.#rowWords.get(table) ?? []).flatMap((row) => [row, plural(row)]);
    return rows.some((row) => isSaidIn(words, row.split('_'), ofHolders));
  }
}

/** A name and its ends: `app_tenant_plan`, `tenant_plan`, `plan`. */
const endsOf = (row: string): readonly string[] => row.split('_').map((_, at, words) => words.slice(at).join('_'));

const isLong = (row: string): boolean => row.includes('_');

/** Whether a name says nothing of what is in it: `form`, `data`, `payload`. */
const isVague = (name: string | null): boolean =>
  name === null || wordsOf(name).every((word) => besides.has(word) || ofHolders.has(word));

/** Whether a name says what another one says, and nothing else of note: `TenantUpdateSchema`, `Tenant`. */
export const isCalledLike = (name: string, other: string): boolean => isSaidIn(wordsOf(name), wordsOf(other));

/** Whether the words of one name stand in another, whatever else it says: `publish_tenant_update`, `Tenant`. */
export function isMentionedIn(name: string, other: string): boolean {
  const [words, sought] = [wordsOf(name), wordsOf(other)];
  return words.some((_, at) => sought.every((word, index) => words[at + index] === word));
}

/** Words that are written as one count as one: `userNotifications` for a table `usernotifications`. */
function isSaidIn(words: readonly string[], sought: readonly string[], more: ReadonlySet<string> = new Set()): boolean {
  const whole = sought.join('');
  const isBeside = (word: string) => besides.has(word) || more.has(word) || /^v?\d+$/.test(word);
  return words.some((_, from) => {
    for (let to = from + 1, said = words[from] ?? ''; said.length <= whole.length; said += words[to++] ?? ' ')
      if (said === whole) return words.slice(0, from).every(isBeside) && words.slice(to).every(isBeside);
    return false;
  });
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
