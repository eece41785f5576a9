import type { Note, Unknown } from './finding.ts';
import type { Plan } from './plan.ts';
import type { Reference } from './reference.ts';
import type { Rollback, Squash, Walk } from './walk.ts';

/** All that a check may look at: plain data. */
export interface Evidence {
  readonly plan: Plan;
  readonly walks: readonly Walk[];
  readonly rollbacks: readonly Rollback[];
  readonly squashes: readonly Squash[];
  /** Code that names what the walked revisions take away. */
  readonly references: readonly Reference[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly Note[];
}

/** What is known before anything was looked at. */
export const noEvidence: Evidence = {
  plan: { base: null, head: null, projects: [], shard: null },
  walks: [],
  rollbacks: [],
  squashes: [],
  references: [],
  unknowns: [],
  notes: [],
};
