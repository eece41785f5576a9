import { tips } from '../domain/history.ts';
import type { ProjectPlan } from '../domain/plan.ts';
import type { RevisionId } from '../domain/revision.ts';
import type { Movement, Rollback, Step, Walk } from '../domain/walk.ts';
import { record } from './record.ts';
import { downgradeWith, type Session, type Ticker, upgradeWith } from './session.ts';
import { arrived, type Standing } from './walk.ts';

/**
 * All walked revisions down, from where the walk arrived to where the base stands or to a revision declared irreversible, and up again.
 * Null when a revision's own walk already showed that it does not come back: the way down would only say it once more.
 */
export async function rollBack(
  session: Session,
  plan: ProjectPlan,
  walked: readonly RevisionId[],
  base: Standing,
  head: Standing,
  walks: readonly Walk[],
  tick: Ticker,
): Promise<Rollback | null> {
  const own = walks.filter(({ engine, revision }) => engine === session.engine && walked.includes(revision));
  if (own.some(({ steps }) => steps.some((step) => !arrived(step)))) return null;
  const isDeclared = (id: RevisionId) => (plan.head.revisions.get(id)?.irreversible ?? null) !== null;
  const stoppedAt = walked.findLast(isDeclared) ?? null;
  const way = stoppedAt === null ? walked : walked.slice(walked.indexOf(stoppedAt) + 1);
  const steps: Step[] = [];
  const applied = new Set(head.applied);
  const mover = await session.head();

  const move = async (revision: RevisionId, movement: Movement): Promise<boolean> => {
    tick(revision, 'rollback');
    if (movement === 'downgrade') applied.delete(revision);
    else applied.add(revision);
    const result =
      movement === 'downgrade'
        ? await downgradeWith(session, mover, revision)
        : await upgradeWith(session, mover, revision);
    const expectedVersions = tips(plan.head, applied);
    const step = await record(session, { revision, movement, expectedVersions }, result);
    steps.push(step);
    return arrived(step);
  };
  const everyOne = async (ids: readonly RevisionId[], movement: Movement): Promise<boolean> => {
    for (const id of ids) if (!(await move(id, movement))) return false;
    return true;
  };
  if (await everyOne(way.toReversed(), 'downgrade')) await everyOne(way, 're-upgrade');
  return {
    project: plan.project,
    engine: session.engine,
    server: session.server(),
    population: 'empty',
    base: base.snapshot,
    head: head.snapshot,
    steps,
    stoppedAt,
  };
}
