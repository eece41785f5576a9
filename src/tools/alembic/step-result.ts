import type { Unknown } from '../../domain/finding.ts';
import type { Statement } from '../../domain/statement.ts';
import type { StepFailure } from '../../domain/walk.ts';
import type { StepResult } from '../tool.ts';
import type { Failure, Moved, Place } from './answers.ts';
import { harmless } from './output.ts';

/** What opening the project told, which the first movement hands on. */
export type Told = Pick<StepResult, 'notes' | 'schemaStatements' | 'refusals'>;

/**
 * A movement as the driver told it.
 * @param databases those that have a scratch database of their own, and those that the movement migrated, one for each context
 */
export function fromMoved(
  moved: Moved,
  databases: { readonly known: readonly string[]; readonly used: readonly string[] },
  statements: readonly Statement[],
  durationMs: number,
  told: Told,
): StepResult {
  const { known, used } = databases;
  return {
    outcome: moved.failure ? 'failed' : 'ok',
    durationMs,
    statements,
    failure: moved.failure && toFailure(moved.failure, known.length > 1 ? (used.at(-1) ?? null) : null),
    swallowed: moved.swallowed.map((failure) => toFailure(failure, null)),
    bodies: moved.bodies,
    contexts: used.length,
    versionTables: moved.versionTables,
    applied: moved.applied,
    roleStatements: moved.roleStatements,
    settingsLeft: moved.settingsLeft,
    refusals: [...told.refusals, ...moved.refusals],
    opened: moved.opened,
    notes: [...told.notes, ...moved.notes, ...cuts(moved)],
    schemaStatements: [...told.schemaStatements, ...moved.schemaStatements],
    unknowns: latecomers(known, used),
  };
}

/** A movement that the driver could not end: the time limit passed, or its process is gone. */
export function unfinished(
  kind: 'timeout' | 'lost',
  message: string,
  during: {
    readonly statements: readonly Statement[];
    readonly running: Statement | null;
    readonly at: Place | null;
    readonly bodies: number;
  },
  durationMs: number,
  told: Told,
): StepResult {
  const { statements, running, at, bodies } = during;
  const failure: StepFailure = {
    kind,
    exception: null,
    message,
    sqlstate: null,
    detail: null,
    statement: running,
    at,
    traceback: '',
  };
  return {
    outcome: 'failed',
    durationMs,
    statements,
    failure,
    swallowed: [],
    bodies,
    contexts: 0,
    versionTables: [],
    applied: [],
    roleStatements: statements.map(({ sql }) => sql).filter((sql) => makesRole.test(sql)),
    settingsLeft: [],
    unknowns: [],
    opened: [],
    ...told,
  };
}

/** Databases that env.py did not migrate when it was looked at. */
function latecomers(known: readonly string[], used: readonly string[]): readonly Unknown[] {
  const late = [...new Set(used)].filter((database) => !known.includes(database));
  if (late.length === 0) return [];
  return [
    {
      what: `env.py now migrates ${late.join(', ')} too, which it did not when it was first run`,
      why: 'each database needs a scratch database of its own before the walk begins, and these have none; if they come from rows, `setup` of the project can put those in first',
      at: null,
      decisive: true,
    },
  ];
}
const makesRole = /\bCREATE\s+(?:ROLE|USER|GROUP)\b/i;

function cuts(moved: Moved): StepResult['notes'] {
  const notes = [];
  if (moved.statementsCut > 0) notes.push(`${moved.statementsCut} further statements of this step were not recorded`);
  if (moved.statementsShortened > 0)
    notes.push(`${moved.statementsShortened} long statements of this step were recorded in part`);
  return notes.map((what) => ({ what, at: null }));
}

function toFailure(failure: Failure, database: string | null): StepFailure {
  const { statement } = failure;
  return {
    ...failure,
    ...(database === null ? {} : { database }),
    message: harmless(failure.message),
    detail: failure.detail && harmless(failure.detail),
    traceback: harmless(failure.traceback),
    statement: statement && {
      sql: statement.sql,
      file: statement.at?.file ?? null,
      line: statement.at?.line ?? null,
      durationMs: statement.durationMs,
      rows: null,
      failed: true,
    },
  };
}
