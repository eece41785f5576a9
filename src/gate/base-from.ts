import type { ProjectPlan } from '../domain/plan.ts';
import type { History, RevisionId } from '../domain/revision.ts';

/** Which revisions a base is made of, and whose files they are. */
export interface BaseFrom {
  readonly history: History;
  readonly applied: ReadonlySet<RevisionId>;
  readonly files: 'base' | 'head';
}

/** Where new revisions start: every revision that the base has and the head still knows. @param extracted whether the base commit's files are to be used @param covers what a schema file stands for */
export function trunkBase(plan: ProjectPlan, extracted: boolean, covers: ReadonlySet<RevisionId>): BaseFrom {
  const applied = new Set([...plan.base.revisions.keys()].filter((id) => plan.head.revisions.has(id))).union(covers);
  return extracted ? { history: plan.base, applied, files: 'base' } : { history: plan.head, applied, files: 'head' };
}
