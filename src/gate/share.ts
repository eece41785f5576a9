import type { Plan, PlannedRevision } from '../domain/plan.ts';
import { partOf } from '../domain/shard.ts';

/** The planned revisions that this run walks: all that can be, or its shard of them, counted over all projects. */
export function shareOf({ projects, shard }: Plan): ReadonlySet<PlannedRevision> {
  const all = projects.flatMap(({ revisions }) => revisions).filter(({ kind }) => kind !== 'removed');
  return new Set(shard === null ? all : partOf(all, shard));
}
