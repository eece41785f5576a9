/** How to reach one scratch database, for the tool. Never printed with its password. */
export type DatabaseTarget =
  | {
      readonly engine: 'postgres';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    }
  | { readonly engine: 'sqlite'; readonly path: string };

/** A table that holds the tool's version rows; schema null means wherever the search path finds it. */
export interface VersionTable {
  readonly schema: string | null;
  readonly table: string;
}

/** A version table that was found. */
export interface VersionRows {
  readonly schema: string | null;
  /** Sorted. */
  readonly ids: readonly string[];
}
