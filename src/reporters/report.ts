import * as z from 'zod';
import type { GateErrorCode } from '../domain/error.ts';
import { severities } from '../domain/finding.ts';
import { certainties } from '../domain/reference.ts';

const errorCodes = {
  'bad-usage': true,
  'bad-config': true,
  'no-git': true,
  'base-missing': true,
  'no-project': true,
  'bad-project': true,
  'no-interpreter': true,
  'tool-missing': true,
  unsupported: true,
  'missing-variables': true,
  'env-failed': true,
  'refused-connection': true,
  'no-postgres': true,
  'no-sqlite': true,
  'setup-failed': true,
  io: true,
  'node-too-old': true,
  interrupted: true,
  internal: true,
} satisfies Record<GateErrorCode | 'internal', true>;

const engine = z.enum(['postgres', 'sqlite']);
const population = z.enum(['empty', 'plain', 'edge', 'user']);
const commit = z.enum(['head', 'base']);
const file = z.string().nullable().describe("Relative to the repository's root, `/` between parts");
const line = z.int().nullable().describe('Counts from 1');
const milliseconds = z.number().min(0).describe('Milliseconds');

const statement = z.strictObject({
  sql: z.string(),
  file,
  line,
  durationMs: milliseconds,
  rows: z.int().nullable().describe('As the driver reports it; null where it does not know'),
  failed: z.boolean(),
  locks: z.null(),
  class: z.null(),
});

const failure = z.strictObject({
  kind: z.enum(['database', 'python', 'tool', 'timeout', 'lost']),
  exception: z.string().nullable(),
  message: z.string().describe("The database's or the exception's own words"),
  sqlstate: z.string().nullable(),
  detail: z.string().nullable(),
  file,
  line,
});

const step = z.strictObject({
  movement: z.enum(['upgrade', 'downgrade', 're-upgrade']),
  outcome: z.enum(['ok', 'failed', 'skipped']),
  durationMs: milliseconds,
  failure: failure.nullable(),
  statements: z.array(statement),
});

const finding = z.strictObject({
  check: z.string(),
  severity: z.enum(severities),
  project: z.string(),
  revision: z.string().nullable(),
  engines: z.array(engine).describe('Empty when it does not depend on one'),
  population: population.nullable(),
  file,
  line,
  commit,
  what: z.string(),
  why: z.string(),
  fix: z.string(),
  causes: z.array(z.strictObject({ check: z.string(), file, line, what: z.string() })),
  fingerprint: z.string().describe('Stable while the finding stands, also when lines shift'),
  suppressed: z
    .strictObject({
      reason: z.string(),
      until: z.string().nullable().describe('The last day it holds; null: for good'),
      file: z.string().describe('Where the user says so: a file of the code, or the configuration'),
      line: z.int().nullable(),
    })
    .nullable()
    .describe('Why the finding carries no weight; null: it does'),
});

/** The public report, what `--format json` writes. Other formats are made from it. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  verdict: z.enum(['pass', 'fail', 'inconclusive']).describe('inconclusive whenever error is set'),
  error: z
    .strictObject({
      code: z.enum(Object.keys(errorCodes) as (keyof typeof errorCodes)[]),
      message: z.string(),
      hint: z.string().describe('The way out; may be a block to paste'),
    })
    .nullable()
    .describe('What kept the gate from running'),
  base: z.string().nullable().describe('The commit that stands for production'),
  head: z.string().nullable().describe('Null when uncommitted'),
  durationMs: milliseconds.describe('The whole run, milliseconds'),
  shard: z
    .strictObject({ index: z.int().min(1), count: z.int().min(1) })
    .nullable()
    .describe('Which part of the plan this run walked; null for all of it'),
  plan: z.array(
    z.strictObject({
      project: z.string(),
      revision: z.string(),
      file: z.string(),
      kind: z.enum(['new', 'edited', 'removed', 'requested']),
    }),
  ),
  walks: z.array(
    z.strictObject({
      project: z.string(),
      revision: z.string(),
      engine,
      server: z.string().describe('Exact version and provider'),
      population,
      steps: z.array(step),
    }),
  ),
  rollback: z.array(
    z.strictObject({ project: z.string(), engine, steps: z.array(step.extend({ revision: z.string() })) }),
  ),
  findings: z.array(finding),
  unknowns: z.array(z.strictObject({ what: z.string(), why: z.string(), file, line, decisive: z.boolean() })),
  notes: z.array(z.strictObject({ what: z.string(), file, line })),
  references: z.array(
    z.strictObject({
      schema: z.string().nullable().describe('Null where none is known'),
      table: z.string(),
      column: z.string().nullable().describe('Null for the table itself'),
      file: z.string(),
      line: z.int(),
      startColumn: z
        .int()
        .nullable()
        .describe('Of the name, in UTF-16 code units from 1; null where only the line is known'),
      endColumn: z.int().nullable().describe('Behind the name'),
      certainty: z.enum(certainties),
      kind: z.string().describe('How the code names it'),
      why: z.string().describe('Why it is believed to be this'),
      commit: z.string().describe('head, base or a SHA'),
    }),
  ),
});

export type Report = z.output<typeof reportSchema>;
export type ReportFinding = Report['findings'][number];
export type ReportStep = Report['walks'][number]['steps'][number];
