import type { Unknown } from '../domain/finding.ts';
import type { ProjectPlan } from '../domain/plan.ts';
import type { Mover } from '../tools/tool.ts';

/** Where the tool itself loaded another history than was read without running code: revisions that the plan does not know, or does not see right. */
export function unlikeLoaded(plan: ProjectPlan, { loaded }: Mover): readonly Unknown[] {
  const unread = [...loaded.keys()].filter((id) => !plan.head.revisions.has(id));
  const otherParents = [...loaded].filter(([id, parents]) => {
    const read = plan.head.revisions.get(id)?.downRevisions;
    return read !== undefined && read.length !== parents.length;
  });
  const ids = [...unread, ...otherParents.map(([id]) => id)];
  if (ids.length === 0) return [];
  return [
    {
      what: `${plan.project}: what Alembic loads is not what its files say: ${ids.join(', ')}`,
      why: 'their ids or parents are computed when the file is imported, so the plan may miss what is new',
      at: null,
      decisive: true,
    },
  ];
}
