import { diff } from '../domain/diff.ts';
import { tips } from '../domain/history.ts';
import type { RevisionId } from '../domain/revision.ts';
import type { SchemaSnapshot } from '../domain/snapshot.ts';
import type { Rollback, Step, Walk } from '../domain/walk.ts';
import { type Observed, record } from './record.ts';
import { downgradeWith, type Ticker, upgradeWith } from './session.ts';
import { arrived, type Route, type Standing } from './walk.ts';

/** What is taken back, and from where to where. */
interface Way extends Route {
  /** In the order of their upgrades. */
  readonly revisions: readonly RevisionId[];
  readonly stoppedAt: RevisionId | null;
  readonly base: Standing;
  readonly head: Standing;
  readonly tick: Ticker;
}

/**
 * All walked revisions down, from where the walk arrived to where the base stands or to a revision declared irreversible, and up again.
 * Null when a revision's own walk already showed that it does not come back: the way down would only say it once more.
 */
export async function rollBack(
  route: Route,
  walked: readonly RevisionId[],
  base: Standing,
  head: Standing,
  walks: readonly Walk[],
  tick: Ticker,
): Promise<Rollback | null> {
  const { session, plan } = route;
  const own = walks.filter(({ engine, revision }) => engine === session.engine && walked.includes(revision));
  if (own.some(({ steps }) => steps.some((step) => !arrived(step)))) return null;
  const isDeclared = (id: RevisionId) => (plan.head.revisions.get(id)?.irreversible ?? null) !== null;
  const stoppedAt = walked.findLast(isDeclared) ?? null;
  const revisions = stoppedAt === null ? walked : walked.slice(walked.indexOf(stoppedAt) + 1);
  const steps = await thereAndBack({ ...route, revisions, stoppedAt, base, head, tick }, own);
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

/**
 * The catalog is read at both ends only, where revisions that come back by themselves do so together too. Where they do not, or are known not to, it is
 * read after every step, for that tells whose step it is.
 */
async function thereAndBack(way: Way, own: readonly Walk[]): Promise<readonly Step[]> {
  const { wayBack } = way;
  const comesBack = own.every(({ before, steps }) =>
    steps.every(({ movement, snapshot }) => movement !== 'downgrade' || isSame(before, snapshot)),
  );
  const first = await move(way, comesBack ? 'versions' : 'catalog');
  const isHindered = first.some(({ failure }) => wayBack.isInTheWayOf(failure));
  const isUnclear = comesBack && first.every(arrived) && !reachesItsEnds(first, way);
  if (!(isHindered || isUnclear) || !(await wayBack.restore())) return first;
  if (isHindered) await wayBack.forget();
  const second = await move(way, 'catalog');
  // What was seen once is not unsaid by a second time that went well.
  return isHindered || !reachesItsEnds(second, way) ? second : first;
}

async function move(way: Way, between: Observed): Promise<readonly Step[]> {
  const { session, plan, revisions, head, tick } = way;
  const mover = await session.head();
  const applied = new Set(head.applied);
  const steps: Step[] = [];
  for (const movement of ['downgrade', 're-upgrade'] as const) {
    const ordered = movement === 'downgrade' ? revisions.toReversed() : revisions;
    const isDown = movement === 'downgrade';
    for (const revision of ordered) {
      tick(revision, 'rollback');
      if (isDown) applied.delete(revision);
      else applied.add(revision);
      const result = await (isDown ? downgradeWith : upgradeWith)(session, mover, revision);
      const expectedVersions = tips(plan.head, applied);
      const observed = revision === ordered.at(-1) ? 'catalog' : between;
      const step = await record(session, { revision, movement, expectedVersions }, result, observed);
      steps.push(step);
      if (!arrived(step)) return steps;
    }
  }
  return steps;
}

function reachesItsEnds(steps: readonly Step[], { revisions, stoppedAt, base, head }: Way): boolean {
  const bottom = steps[revisions.length - 1];
  const isDown = stoppedAt !== null || isSame(base.snapshot, bottom?.snapshot ?? null);
  return isDown && isSame(head.snapshot, steps.at(-1)?.snapshot ?? null);
}

const isSame = (wanted: SchemaSnapshot | null, found: SchemaSnapshot | null): boolean =>
  wanted !== null && found !== null && diff(wanted, found).length === 0;
