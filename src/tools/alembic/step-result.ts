import type { Unknown } from '../../domain/finding.ts';
import type { Statement } from '../../domain/statement.ts';
import type { StepFailure } from '../../domain/walk.ts';
import type { StepResult } from '../tool.ts';
import type { Failure, Moved, Place } from './answers.ts';
import { harmless } from './output.ts';

/** What opening the project told, which the first movement hands on. */
export type Told = Pick<StepResult, 'notes' | 'unknowns' | 'refusals'>;

/** A movement as the driver told it. */
export function fromMoved(moved: Moved, statements: readonly Statement[], durationMs: number, told: Told): StepResult {
  return {
    outcome: moved.failure ? 'failed' : 'ok',
    durationMs,
    statements,
    failure: moved.failure && toFailure(moved.failure),
    swallowed: moved.swallowed.map(toFailure),
    bodies: moved.bodies,
    versionTables: moved.versionTables,
    applied: moved.applied,
    settingsLeft: moved.settingsLeft,
    refusals: [...told.refusals, ...moved.refusals],
    notes: [...told.notes, ...moved.notes, ...cuts(moved)],
    unknowns: [...told.unknowns, ...schemaUnknowns(moved.schemaStatements)],
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
    versionTables: [],
    applied: [],
    settingsLeft: [],
    ...told,
  };
}

/** DDL that env.py runs by itself: production's schema is then not what the revisions make. */
export const schemaUnknowns = (statements: Moved['schemaStatements']): readonly Unknown[] =>
  statements.map(({ sql, at }) => ({
    what: `env.py changes the schema by itself: ${firstLine(sql)}`,
    why: 'What it makes is there before the revisions run, so what a revision does to it cannot be told.',
    at,
    decisive: false,
  }));

const firstLine = (sql: string): string => sql.trim().split('\n', 1)[0]?.slice(0, 120) ?? '';

function cuts(moved: Moved): StepResult['notes'] {
  const notes = [];
  if (moved.statementsCut > 0) notes.push(`${moved.statementsCut} further statements of this step were not recorded`);
  if (moved.statementsShortened > 0)
    notes.push(`${moved.statementsShortened} long statements of this step were recorded in part`);
  return notes.map((what) => ({ what, at: null }));
}

function toFailure(failure: Failure): StepFailure {
  const { statement } = failure;
  return {
    ...failure,
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
