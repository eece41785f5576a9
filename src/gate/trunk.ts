import { engineNames } from '../domain/engine-names.ts';
import type { Unknown } from '../domain/finding.ts';
import { inOrder, prerequisites } from '../domain/history.ts';
import { isSquash, type PlannedRevision, type ProjectPlan } from '../domain/plan.ts';
import type { RevisionId } from '../domain/revision.ts';
import { keptOrBuilt } from './base-cache/kept-or-built.ts';
import { trunkBase } from './base-from.ts';
import type { ChosenEngine } from './engines.ts';
import { type Gathering, notBuilt, walkInto } from './gathering.ts';
import { unlikeLoaded } from './loaded.ts';
import { rollBack } from './rollback.ts';
import { type LegOptions, upgradeWith } from './session.ts';
import { compareSquash } from './squash.ts';
import { beginningOf } from './start.ts';
import { unjudged } from './unjudged.ts';
import type { Route, Standing } from './walk.ts';

/** New revisions, from every revision of the base, each from where the one before it arrived. */
export async function walkTrunk(
  leg: LegOptions,
  plan: ProjectPlan,
  chosen: ChosenEngine,
  planned: readonly PlannedRevision[],
  into: Gathering,
) {
  const { covers } = beginningOf(leg, plan.head);
  const from = trunkBase(plan, leg.baseFolders !== null, covers);
  const { applied } = from;
  const base = await keptOrBuilt(leg, into.asides, from, into.tick);
  if (!base.built) return notBuilt(leg, chosen, planned, base, into.asides);
  await using session = base.session;
  await using wayBack = base.wayBack;
  into.asides.unknowns.push(...unlikeLoaded(plan, await session.head()));
  const wanted = new Map(planned.map((revision) => [revision.revision, revision]));
  const last = planned.at(-1)?.revision;
  const whole = plan.revisions.filter(({ kind, revision }) => kind !== 'removed' && !applied.has(revision));
  const path = inOrder(plan.head).filter((id) => !applied.has(id));
  const walked: RevisionId[] = [];
  const route = { session, wayBack, plan };
  let at: Standing | null = base.standing;
  /** What was not applied → the revision whose failure is the reason, often its own. */
  const failed = new Map<RevisionId, RevisionId>();
  const block = (id: RevisionId, by: RevisionId) => failed.set(id, failed.get(by) ?? by);
  for (const id of path.slice(0, last === undefined ? 0 : path.indexOf(last) + 1)) {
    const revision = plan.head.revisions.get(id);
    if (!revision) break;
    const blocking = prerequisites(plan.head, revision).find((need) => failed.has(need));
    const target = wanted.get(id);
    if (blocking) {
      block(id, blocking);
      continue;
    }
    at = target ? await walkInto(route, target, at, into) : await pass(route, id, at);
    if (at?.applied.has(id)) {
      if (whole.some(({ revision }) => revision === id)) walked.push(id);
      continue;
    }
    block(id, id);
    if (at) continue;
    for (const later of path.slice(path.indexOf(id) + 1)) block(later, id);
    break;
  }
  into.asides.unknowns.push(...blockedUnknowns(leg, planned, failed));
  if (!at || failed.size > 0 || last !== whole.at(-1)?.revision) return;
  if (!plan.forwardOnly) {
    const rollback = await rollBack(route, walked, base.standing, at, into.walks, into.tick);
    if (rollback) into.rollbacks.push(rollback);
    const files = new Map(plan.revisions.map(({ revision, file }) => [revision, file]));
    for (const step of rollback?.steps ?? []) {
      const unknown = unjudged(
        step,
        session.engine,
        files.get(step.revision) ?? '',
        ' in the rollback of all new revisions',
      );
      if (unknown) into.asides.unknowns.push(unknown);
    }
  }
  await wayBack.forget();
  // Both histories may make the same roles, which belong to the whole server.
  await session[Symbol.asyncDispose]();
  if (isSquash(plan)) await compareSquash(leg, plan, at, into);
}

/** A revision that is only on the way: to the one asked for, or to this run's share. @returns where the database stands afterwards, as in `Walked` */
async function pass({ session, wayBack }: Route, id: RevisionId, at: Standing): Promise<Standing | null> {
  await wayBack.keep();
  const { outcome } = await upgradeWith(session, await session.head(), id, false);
  if (outcome !== 'ok') return (await wayBack.restore()) ? at : null;
  wayBack.passed(id);
  return { applied: new Set([...at.applied, id]), snapshot: await session.snapshot() };
}

/** One for all that a failed revision stands in the way of: each of them would say the same. */
function blockedUnknowns(
  leg: LegOptions,
  planned: readonly PlannedRevision[],
  failed: ReadonlyMap<RevisionId, RevisionId>,
): readonly Unknown[] {
  const blocked = planned.filter(({ revision }) => failed.has(revision) && failed.get(revision) !== revision);
  const byCause = Map.groupBy(blocked, ({ revision }) => failed.get(revision));
  return [...byCause].map(([cause, [first, ...others]]) => {
    const which =
      others.length === 0 ? `${first?.revision} was` : `${first?.revision} and ${counted(others.length)} after it were`;
    return {
      what: `${which} not walked on ${engineNames[leg.server.engine]}`,
      why: `${cause}, which comes before ${others.length === 0 ? 'it' : 'them'}, could not be applied`,
      at: first ? { file: first.file, line: null, commit: 'head' } : null,
      decisive: true,
    };
  });
}

const counted = (revisions: number): string => (revisions === 1 ? 'one revision' : `${revisions} revisions`);
