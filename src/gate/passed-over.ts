import { diff } from '../domain/diff.ts';
import { engineNames } from '../domain/engine-names.ts';
import type { Unknown } from '../domain/finding.ts';
import type { ProjectPlan } from '../domain/plan.ts';
import type { Walk } from '../domain/walk.ts';

/**
 * Revisions whose text changes the schema and whose upgrade ran well and changed nothing: a guard, or a loop over tenants that an empty database does
 * not have, passed over it all. On such an engine they are not tested; where there is no other, nothing was learned.
 */
export function passedOver(plan: ProjectPlan, walks: readonly Walk[]): readonly Unknown[] {
  return plan.revisions.flatMap(({ revision: id, file }) => {
    const revision = plan.head.revisions.get(id);
    const own = walks.filter((walk) => walk.revision === id);
    const idle = own.filter(changedNothing);
    if (!revision?.changesSchema || idle.length === 0) return [];
    const engines = [...new Set(idle.map(({ engine }) => engineNames[engine]))].join(' and ');
    const line = revision.lines.upgrade?.start ?? null;
    return [
      {
        what: `${id} ran on ${engines} and changed nothing, though its text changes the schema`,
        why: 'A guard or a loop passed over it, so it is not tested there. If it waits for schemas, tenants or tables that no revision makes, `setup` of the project in migration-gate.yml names SQL that makes them first',
        at: { file, line, commit: 'head' as const },
        decisive: idle.length === own.length,
      },
    ];
  });
}

function changedNothing({ before, steps }: Walk): boolean {
  const first = steps[0];
  if (!before || first?.outcome !== 'ok' || !first.snapshot || first.bodies === 0) return false;
  return (
    !first.statements.some(({ file, sql }) => file !== null && isWrite(sql)) &&
    diff(before, first.snapshot).length === 0
  );
}

const isWrite = (sql: string): boolean =>
  /\b(create|alter|drop|insert|update|delete|merge|truncate|copy|grant|revoke|comment|call|do)\b/i.test(sql);
