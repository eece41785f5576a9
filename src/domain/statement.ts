/** One SQL statement as executed. */
export interface Statement {
  readonly sql: string;
  /** The file that issued it, relative to the repository's root; null for the tool's own statements (its version table, reflection). */
  readonly file: string | null;
  /** The line in the revision's file; for a statement of env.py, the line there. */
  readonly line: number | null;
  readonly durationMs: number;
  /** As the driver reports it; null where it does not know. */
  readonly rows: number | null;
  readonly failed: boolean;
  /** Which of several databases that are migrated together; absent when there is one. */
  readonly database?: string;
}
