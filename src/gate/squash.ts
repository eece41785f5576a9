import type { ProjectPlan } from '../domain/plan.ts';
import { buildBase } from './base.ts';
import type { Gathering } from './gathering.ts';
import type { LegOptions } from './session.ts';
import type { Standing } from './walk.ts';

/** Where the base's own history arrives from nothing, beside where its replacement does. */
export async function compareSquash(leg: LegOptions, plan: ProjectPlan, { snapshot }: Standing, into: Gathering) {
  const whole = { history: plan.base, applied: new Set(plan.base.revisions.keys()), files: 'base' } as const;
  const base = await buildBase(leg, into.asides, whole, into.tick);
  if (!base.built) return;
  await base.wayBack.forget();
  await base.session[Symbol.asyncDispose]();
  into.squashes.push({
    project: plan.project,
    engine: leg.server.engine,
    base: base.standing.snapshot,
    head: snapshot,
  });
}
