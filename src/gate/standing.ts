import { ancestors } from '../domain/history.ts';
import type { PlannedRevision, ProjectPlan } from '../domain/plan.ts';
import { asMerged } from './as-merged.ts';
import { buildBase } from './base.ts';
import type { BaseFrom } from './base-from.ts';
import type { ChosenEngine } from './engines.ts';
import { type Gathering, notBuilt, walkInto } from './gathering.ts';
import { unlikeLoaded } from './loaded.ts';
import type { LegOptions } from './session.ts';
import { beginningOf } from './start.ts';

/** A revision that the base already has, from its parents. */
export async function walkStanding(
  leg: LegOptions,
  plan: ProjectPlan,
  chosen: ChosenEngine,
  planned: PlannedRevision,
  into: Gathering,
) {
  const revision = plan.head.revisions.get(planned.revision);
  if (!revision) return;
  const before = [...ancestors(plan.head, [planned.revision])].filter((id) => id !== planned.revision);
  const needs = new Set(before).union(beginningOf(leg, plan.head).covers);
  const fromBase = leg.baseFolders !== null && [...needs].every((id) => plan.base.revisions.has(id));
  const from: BaseFrom = fromBase
    ? { history: plan.base, applied: needs, files: 'base' }
    : { history: plan.head, applied: needs, files: 'head' };
  const base = await buildBase(leg, into.asides, from, into.tick);
  if (!base.built) return notBuilt(leg, chosen, [planned], base, into.asides);
  await using session = base.session;
  await using wayBack = base.wayBack;
  into.asides.unknowns.push(...unlikeLoaded(plan, await session.head()));
  const merged = planned.kind === 'edited' ? await asMerged(session, wayBack, planned.revision) : null;
  await walkInto({ session, wayBack, plan }, planned, base.standing, into, merged);
}
