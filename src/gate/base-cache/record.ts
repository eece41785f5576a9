import * as z from 'zod';

const location = z.object({ file: z.string(), line: z.number().nullable(), commit: z.enum(['head', 'base']) });
const at = location.nullable();

/** What is kept of the building of a base, beside its bytes. */
export const recordSchema = z.object({
  /** Made up when it was kept. */
  token: z.string(),
  /** The engine's files → SHA-256 of each. */
  files: z.record(z.string(), z.string()),
  /** SHA-256 of the catalog that was read when it was built. */
  catalog: z.string(),
  /** What its version tables held. */
  versions: z.array(z.string()),
  versionTables: z.array(z.object({ schema: z.string().nullable(), table: z.string() })),
  /** Files of the repository that revisions opened → SHA-256 of each; of nothing for one that was gone. */
  opened: z.record(z.string(), z.string()),
  /** What else env.py hands to Alembic that decides how a revision's objects come out. */
  conventions: z.string(),
  notes: z.array(z.object({ what: z.string(), at })),
});

export type BaseRecord = z.infer<typeof recordSchema>;
