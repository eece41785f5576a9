import type { SchemaSnapshot } from './snapshot.ts';

const relations = new Set(['table', 'partitioned table', 'foreign table', 'view', 'materialized view']);

/** What the database holds, as names are looked up in it: tables and views with their columns, whatever schema they live in. */
export class Tables {
  readonly #columns: ReadonlyMap<string, ReadonlySet<string>>;

  /** @param columns table → its columns */
  constructor(columns: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#columns = columns;
  }

  /** Of several schemas' tables of one name all columns are taken together. */
  static of(snapshots: readonly SchemaSnapshot[]): Tables {
    const columns = new Map<string, Set<string>>();
    const of = (table: string): Set<string> => {
      const known = columns.get(table) ?? new Set();
      columns.set(table, known);
      return known;
    };
    for (const { kind, name, table } of snapshots.flatMap((snapshot) => [...snapshot.values()])) {
      if (relations.has(kind)) of(name);
      if (kind === 'column' && table !== null) of(table).add(name);
    }
    return new Tables(columns);
  }

  has(table: string): boolean {
    return this.#columns.has(table);
  }

  names(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** Tables that have a column of this name. */
  having(column: string): readonly string[] {
    return [...this.#columns].flatMap(([table, columns]) => (columns.has(column) ? [table] : []));
  }

  columnsOf(table: string): ReadonlySet<string> | null {
    return this.#columns.get(table) ?? null;
  }

  /** The share of these names that are columns of the table, 0 to 1. */
  fit(table: string, names: readonly string[]): number {
    const columns = this.#columns.get(table);
    if (!columns || names.length === 0) return 0;
    return names.filter((name) => columns.has(name)).length / names.length;
  }

  /** Tables of which most of these names are columns, the best first. */
  fitting(names: readonly string[], atLeast: number): readonly string[] {
    return [...this.#columns.keys()]
      .map((table) => ({ table, fit: this.fit(table, names) }))
      .filter(({ fit }) => fit >= atLeast)
      .sort((a, b) => b.fit - a.fit)
      .map(({ table }) => table);
  }
}
