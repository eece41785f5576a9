import type { Evidence } from '../domain/evidence.ts';
import type { Draft } from '../domain/finding.ts';
import type { ProjectPlan } from '../domain/plan.ts';
import type { Revision } from '../domain/revision.ts';
import type { SchemaSnapshot } from '../domain/snapshot.ts';
import type { Movement, Rollback, Step, Walk } from '../domain/walk.ts';

/** A walk beside what the plan knows of its revision. */
export interface Walked {
  readonly walk: Walk;
  readonly project: ProjectPlan;
  readonly revision: Revision;
}

/** Every walk of a revision that the head has, in the order of the evidence. */
export function* walked(evidence: Evidence): Iterable<Walked> {
  for (const walk of evidence.walks) {
    const project = evidence.plan.projects.find(({ project }) => project === walk.project);
    const revision = project?.head.revisions.get(walk.revision);
    if (project && revision) yield { walk, project, revision };
  }
}

/** A step that succeeded, with the catalog it arrived at. */
export type Arrival = Step & { readonly snapshot: SchemaSnapshot };

export const stepOf = (walk: Walk, movement: Movement): Step | null =>
  walk.steps.find((step) => step.movement === movement) ?? null;

/** The step of this movement if it succeeded and its catalog is known. */
export function arrival(walk: Walk, movement: Movement): Arrival | null {
  const step = stepOf(walk, movement);
  return step?.outcome === 'ok' && step.snapshot ? { ...step, snapshot: step.snapshot } : null;
}

/** Whether a step reports success while the version table does not say so. A step that ran no revision is an unknown: the walk tells it. */
export function stoodStill({ outcome, bodies, versions, expectedVersions }: Step): boolean {
  if (outcome !== 'ok' || bodies === 0 || versions === null) return false;
  return [...versions].sort().join('\n') !== [...expectedVersions].sort().join('\n');
}

/** Where it was seen, for a draft. */
export const seenOn = ({ project, engine, population }: Walk | Rollback) => ({ project, engine, population });

/** A draft about what was seen on one walk. */
export const draftOn = (walk: Walk, said: Pick<Draft, 'at' | 'what' | 'fix' | 'subject' | 'severity'>): Draft => ({
  ...seenOn(walk),
  revision: walk.revision,
  ...said,
});
