import type { Span } from './location.ts';

/** From vague to sure. */
export const certainties = ['possible', 'likely', 'certain'] as const;
export type Certainty = (typeof certainties)[number];

/** The schema that Postgres looks in where a name comes without one. */
export const defaultSchema = 'public';

/** A table, or one of its columns. */
export interface SchemaName {
  /** Null or absent where the database has no schemas, and where none is told. */
  readonly schema?: string | null;
  readonly table: string;
  /** Null for the table itself. */
  readonly column: string | null;
}

/** A place in the code that names a schema object. */
export interface Reference extends SchemaName {
  /** Relative to the repository's root. */
  readonly file: string;
  readonly line: number;
  /** Where in the line the name stands; null or absent where only the line is known. */
  readonly span?: Span | null;
  /** The line as it stands in the file, its indentation left out. */
  readonly text: string;
  readonly certainty: Certainty;
  /** How the code names it: `attribute`, `keyword argument`, `SQL`, `declaration`, … */
  readonly kind: string;
  /** Why it is believed to be this object, in words that follow "because": `tenant is a Tenant (line 12)`. */
  readonly why: string;
  readonly commit: 'head' | 'base';
}

/** `tenants.config`, or `tenants` for the table itself; a schema that is not the default one stands before it. */
export function dotted({ schema, table, column }: SchemaName): string {
  const before = !schema || schema === defaultSchema ? [] : [schema];
  return [...before, table, ...(column === null ? [] : [column])].join('.');
}

/** One reference for each line and name: the surest, in the order of the first. */
export function oncePerLine(references: readonly Reference[]): readonly Reference[] {
  const groups = Map.groupBy(references, (each) => JSON.stringify([each.commit, each.file, each.line, dotted(each)]));
  return [...groups.values()].map((group) =>
    group.reduce((surest, each) => (rank(each.certainty) > rank(surest.certainty) ? each : surest)),
  );
}

const rank = (certainty: Certainty): number => certainties.indexOf(certainty);
