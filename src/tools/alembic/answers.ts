import * as z from 'zod';

/** What the driver says, checked field by field: it runs beside code that nobody has read. */
const place = z.object({ file: z.string(), line: z.number().nullable(), commit: z.enum(['head', 'base']) });
const at = place.nullable();
const note = z.object({ what: z.string(), at });
const refusal = z.object({ kind: z.enum(['database', 'socket']), target: z.string(), at });
const schemaStatement = z.object({ sql: z.string(), at });
const versionTable = z.object({ schema: z.string().nullable(), table: z.string() });

const failure = z.object({
  kind: z.enum(['database', 'python', 'tool', 'lost']),
  exception: z.string().nullable(),
  message: z.string(),
  sqlstate: z.string().nullable(),
  detail: z.string().nullable(),
  statement: z.object({ sql: z.string(), at, durationMs: z.number() }).nullable(),
  at,
  traceback: z.string(),
});

/** A statement is about to run. */
export const statementRecord = z.object({ index: z.number(), sql: z.string(), database: z.string(), at });
/** It has ended. */
export const statementEndRecord = z.object({
  index: z.number(),
  durationMs: z.number(),
  rows: z.number().nullable(),
  failed: z.boolean(),
});
/** A revision's function is about to run. */
export const bodyRecord = z.object({ revision: z.string() });
/** The driver was told to stop. */
export const stoppedRecord = z.object({ at });

/** env.py was seen to work. */
export const readyRecord = z.object({
  alembic: z.string(),
  sqlalchemy: z.string(),
  python: z.string(),
  sqlite: z.string(),
  loaded: z.record(z.string(), z.array(z.string())),
  contexts: z.number(),
  databases: z.array(z.string()),
  conventions: z.string(),
  indistinct: z.array(z.string()),
  versionTables: z.array(versionTable),
  schemaStatements: z.array(schemaStatement),
  notes: z.array(note),
  refusals: z.array(refusal),
});

/**
 * It was not. `phase`: what was being loaded. `missing`: variables that the error names. `asked`: variables that project code looked for without
 * a default and did not find, which may be the reason.
 */
export const refusedRecord = z.object({
  phase: z.enum(['alembic', 'application', 'script', 'env']),
  failure: failure.partial().extend({ message: z.string() }),
  missing: z.array(z.object({ name: z.string(), type: z.string() })).default([]),
  asked: z.array(z.string()).default([]),
  refused: refusal.nullable().default(null),
  packages: z.array(z.string()).default([]),
});

/** A movement has ended, well or not. */
export const movedRecord = z.object({
  failure: failure.nullable(),
  swallowed: z.array(failure),
  bodies: z.number(),
  databases: z.array(z.string()),
  applied: z.array(z.string()),
  versionTables: z.array(versionTable),
  settingsLeft: z.array(z.object({ name: z.string(), value: z.string(), initial: z.string(), at })),
  schemaStatements: z.array(schemaStatement),
  roleStatements: z.array(z.string()),
  opened: z.array(z.string()),
  statementsCut: z.number(),
  statementsShortened: z.number(),
  notes: z.array(note),
  refusals: z.array(refusal),
});

export type Place = z.infer<typeof place>;
export type Failure = z.infer<typeof failure>;
export type Ready = z.infer<typeof readyRecord>;
export type Refused = z.infer<typeof refusedRecord>;
export type Moved = z.infer<typeof movedRecord>;
export type MissingVariable = Refused['missing'][number];
