import type { Note, Unknown } from './finding.ts';
import type { Plan } from './plan.ts';
import type { Rollback, Walk } from './walk.ts';

/** All that a check may look at: plain data. */
export interface Evidence {
  readonly plan: Plan;
  readonly walks: readonly Walk[];
  readonly rollbacks: readonly Rollback[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly Note[];
}
