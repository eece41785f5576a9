import { engineNames } from '../domain/engine-names.ts';
import type { Unknown } from '../domain/finding.ts';
import type { RevisionId } from '../domain/revision.ts';
import type { EngineId } from '../domain/walk.ts';
import type { StepResult } from '../tools/tool.ts';

/** Whether env.py came to its end without running migrations anywhere. */
export const ranNowhere = ({ outcome, contexts }: StepResult): boolean => outcome === 'ok' && contexts === 0;

export const whyNowhere =
  'env.py ended well and ran no migrations. If it loops over schemas or tenants, an empty database has none: ' +
  '`setup` of the project in migration-gate.yml names SQL that puts some in first. If it serves `alembic upgrade --sql` alone, it needs a branch ' +
  'that connects, for migrations are walked on real databases';

/**
 * What a step that reports success left untried: a revision runs once for each database, schema or tenant for which env.py runs migrations.
 * Null when it ran in each.
 */
export function untried(
  revision: RevisionId,
  movement: 'upgrade' | 'downgrade',
  engine: EngineId,
  file: string | null,
  result: StepResult,
): Unknown | null {
  const ran = result.applied.filter((id) => id === revision).length;
  if (result.outcome !== 'ok' || ran >= Math.max(1, result.contexts)) return null;
  const step = `the ${movement} of ${revision} on ${engineNames[engine]}`;
  const at = file === null ? null : { file, line: null, commit: 'head' as const };
  if (ranNowhere(result)) return { what: `${step} was not run at all`, why: whyNowhere, at, decisive: true };
  return {
    what: `${step} ran for ${ran} of ${result.contexts} databases or schemas that env.py migrates`,
    why: 'the others stand at another revision, or share a version table with one for which it ran, so what it does there was not seen',
    at,
    decisive: true,
  };
}
