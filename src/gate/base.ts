import { engineNames } from '../domain/engine-names.ts';
import type { Note } from '../domain/finding.ts';
import { inOrder, tips } from '../domain/history.ts';
import type { RevisionId } from '../domain/revision.ts';
import type { StepFailure } from '../domain/walk.ts';
import type { BaseFrom } from './base-from.ts';
import { ranNowhere, whyNowhere } from './bodies.ts';
import { isUnjudgeable, observe } from './record.ts';
import { type Asides, type LegOptions, openSession, type Session, type Ticker, upgradeWith } from './session.ts';
import { begin } from './start.ts';
import type { Standing } from './walk.ts';
import { WayBack } from './way-back.ts';

/** The start of a walk, which ends before its session does, or why there is none. */
export type Base =
  | { readonly built: true; readonly session: Session; readonly wayBack: WayBack; readonly standing: Standing }
  | { readonly built: false; readonly failure: StepFailure; readonly revision: RevisionId | null };

/**
 * A fresh database with exactly these revisions applied: in one run of env.py, as `alembic upgrade` does from nothing (or from where the project says
 * that it starts); if that fails revision by revision in fresh contexts, as production went.
 * @throws DatabaseLost
 */
export async function buildBase(
  leg: LegOptions,
  asides: Asides,
  { history, applied, files }: BaseFrom,
  tick: Ticker,
): Promise<Base> {
  await using ends = new AsyncDisposableStack();
  const session = ends.use(await openSession(leg, asides));
  const { mover, failure } = await begin(leg, session, files, history, applied);
  if (failure) return { built: false, failure, revision: null };
  const targets = tips(history, applied);
  if (targets.length === 0) return await started(session, ends, targets, applied);
  tick(targets.join(', '), 'base');
  const inOneRun = await session.follow(mover.build(targets));
  if (ranNowhere(inOneRun)) return { built: false, failure: { ...unexplained, message: whyNowhere }, revision: null };
  if (inOneRun.outcome === 'ok') return await started(session, ends, targets, applied);
  await ends.disposeAsync();
  if (inOneRun.failure && isUnjudgeable(inOneRun.failure))
    return { built: false, failure: inOneRun.failure, revision: null };
  return stepByStep(leg, asides, { history, applied, files }, inOneRun.failure);
}

async function stepByStep(
  leg: LegOptions,
  asides: Asides,
  { history, applied, files }: BaseFrom,
  first: StepFailure | null,
): Promise<Base> {
  await using ends = new AsyncDisposableStack();
  const session = ends.use(await openSession(leg, asides));
  const { mover, covers } = await begin(leg, session, files, history, applied);
  for (const revision of inOrder(history).filter((id) => applied.has(id) && !covers.has(id))) {
    const { outcome, failure } = await upgradeWith(session, mover, revision, false);
    if (outcome !== 'ok') return { built: false, failure: failure ?? unexplained, revision };
  }
  const base = await started(session, ends, tips(history, applied), applied);
  if (base.built) asides.notes.push(builtStepByStep(leg, first));
  return base;
}

const unexplained: StepFailure = {
  kind: 'tool',
  exception: null,
  message: 'the upgrade failed without a word',
  sqlstate: null,
  detail: null,
  statement: null,
  at: null,
  traceback: '',
};

/** The tool's word is not enough: the version table must say so too. Only a session that is handed on outlives the building. */
async function started(
  session: Session,
  ends: AsyncDisposableStack,
  targets: readonly RevisionId[],
  applied: ReadonlySet<RevisionId>,
): Promise<Base> {
  const wayBack = ends.use(new WayBack(session));
  // Before anything is read: a copy ends the session that reads, and each new one has to plan its queries.
  await wayBack.keep();
  const { snapshot, versions, versionTable = 'the version table' } = await observe(session, targets);
  if (versions.join() === targets.join()) {
    ends.move();
    return { built: true, session, wayBack, standing: { applied, snapshot } };
  }
  const message = `env.py ran without an error, yet ${versionTable} holds ${versions.join(', ') || 'nothing'} where ${targets.join(', ') || 'nothing'} should be; does env.py commit?`;
  return { built: false, failure: { ...unexplained, message }, revision: null };
}

const builtStepByStep = (leg: LegOptions, failure: StepFailure | null): Note => ({
  what: `${leg.project.id} on ${engineNames[leg.server.engine]}: the base builds revision by revision, as production went, but not in one run from nothing: ${failure?.message ?? 'it failed'}`,
  at: failure?.at ?? null,
});
