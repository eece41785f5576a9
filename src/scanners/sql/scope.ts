/** What one query (or statement) reads from and writes to. */
export interface Scope {
  readonly parent: Scope | null;
  /** Name in the query → table; null for what has columns of its own: a subquery, a function, a placeholder. */
  readonly relations: Map<string, string | null>;
  /** The table of INSERT INTO, UPDATE and DELETE FROM. */
  target: string | null;
  /** Common table expressions that are visible here, each with its query once that was read. */
  readonly derived: Map<string, Scope | null>;
  /** Name in the query → the query that it stands for. */
  readonly queries: Map<string, Scope>;
  /** What it gives under the name of a column: the columns themselves, and stars by their qualifiers. */
  readonly outputs: Mention[];
  readonly stars: (string | null)[];
  /** Whether what is read now is what it gives. */
  isGiving: boolean;
}

/** A name in the statement that may be a column, in the scope it stands in. */
export interface Mention {
  /** The table or alias before the dot. */
  readonly qualifier: string | null;
  /** The schema before the table. */
  readonly schema: string | null;
  readonly name: string;
  readonly at: number;
  readonly scope: Scope;
  /** In the list of columns of INSERT INTO, of ON CONFLICT or of SET. */
  readonly written: boolean;
}

export const newScope = (parent: Scope | null): Scope => ({
  parent,
  relations: new Map(),
  target: null,
  derived: new Map(parent?.derived),
  queries: new Map(),
  outputs: [],
  stars: [],
  isGiving: false,
});
