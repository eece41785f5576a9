import { messageOf } from '../domain/error.ts';
import type { RevisionId } from '../domain/revision.ts';
import type { SchemaSnapshot } from '../domain/snapshot.ts';
import type { Movement, Step, StepFailure } from '../domain/walk.ts';
import { DatabaseLost } from '../engines/engine.ts';
import type { StepResult } from '../tools/tool.ts';
import type { Session } from './session.ts';

/** What a version table was seen to hold. */
interface Versions {
  /** Sorted; empty, too, when no version table is there. */
  readonly versions: readonly RevisionId[];
  /** The version table that they are from, where several were read and this one does not hold what is expected. */
  readonly versionTable?: string;
}

/** What is looked at after a step: the version tables alone, or the whole catalog too. */
export type Observed = 'versions' | 'catalog';

/**
 * What the gate itself sees of a database, on connections of its own.
 * @param expected what every version table should hold @throws DatabaseLost
 */
export async function observe(
  session: Session,
  expected: readonly RevisionId[],
): Promise<Versions & { readonly snapshot: SchemaSnapshot }> {
  const [snapshot, versions] = await Promise.all([session.snapshot(), readVersions(session, expected)]);
  return { snapshot, ...versions };
}

async function readVersions(session: Session, expected: readonly RevisionId[]): Promise<Versions> {
  const found = await session.versions();
  const odd = found.find(({ ids }) => ids.join('\n') !== expected.join('\n'));
  const versions = (odd ?? found[0])?.ids ?? [];
  return odd && found.length > 1 ? { versions, versionTable: odd.table } : { versions };
}

/** What the tool told of a movement and what the gate saw afterwards, in one record. */
export async function record(
  session: Session,
  movement: {
    readonly revision: RevisionId;
    readonly movement: Movement;
    readonly expectedVersions: readonly RevisionId[];
  },
  result: StepResult,
  observed: Observed = 'catalog',
): Promise<Step> {
  const told = {
    ...movement,
    durationMs: result.durationMs,
    statements: result.statements,
    swallowed: result.swallowed,
    bodies: result.bodies,
    settingsLeft: result.settingsLeft,
    refusals: result.refusals,
  };
  try {
    // The server does not notice by itself that the process is gone: its session would go on, and hold what it has locked.
    if (isUnjudgeable(result.failure)) await session.database.endSessions();
    const expected = movement.expectedVersions;
    const seen =
      observed === 'catalog'
        ? await observe(session, expected)
        : { snapshot: null, ...(await readVersions(session, expected)) };
    return { ...told, ...seen, outcome: result.outcome, failure: result.failure };
  } catch (thrown) {
    if (!(thrown instanceof DatabaseLost)) throw thrown;
    return { ...told, outcome: 'failed', failure: lost(thrown, result.failure), snapshot: null, versions: null };
  }
}

/** A movement that was not made, because one before it failed. */
export const skipped = (revision: RevisionId, movement: Movement, expectedVersions: readonly RevisionId[]): Step => ({
  revision,
  movement,
  expectedVersions,
  outcome: 'skipped',
  durationMs: 0,
  statements: [],
  failure: null,
  swallowed: [],
  bodies: 0,
  versions: null,
  snapshot: null,
  settingsLeft: [],
  refusals: [],
});

/** Whether a failure says nothing about the migration: the time limit passed, or the database or the process went away. */
export const isUnjudgeable = (failure: StepFailure | null): boolean =>
  failure?.kind === 'timeout' || failure?.kind === 'lost';

const lost = (thrown: DatabaseLost, before: StepFailure | null): StepFailure => ({
  kind: 'lost',
  exception: null,
  message: before ? `${messageOf(thrown)}; the last the migration heard: ${before.message}` : messageOf(thrown),
  sqlstate: before?.sqlstate ?? null,
  detail: null,
  statement: before?.statement ?? null,
  at: before?.at ?? null,
  traceback: before?.traceback ?? '',
});
