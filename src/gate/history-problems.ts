import type { Unknown } from '../domain/finding.ts';
import type { ProjectPlan } from '../domain/plan.ts';
import type { HistoryProblem } from '../domain/revision.ts';

/** With one of these the tool loads no history at all. */
const fatal: ReadonlySet<HistoryProblem['kind']> = new Set([
  'syntax-error',
  'no-revision-id',
  'missing-parent',
  'cycle',
]);

/** Why a plan cannot be walked: its history does not load. What is wrong with it is `history-unbroken`'s to say. */
export function brokenHistory(plan: ProjectPlan): readonly Unknown[] {
  const problem = plan.head.problems.find(({ kind }) => fatal.has(kind));
  if (!problem) return [];
  const at = { file: problem.file, line: problem.line, commit: 'head' as const };
  return [
    { what: `${plan.project} was not walked`, why: `its history does not load: ${problem.what}`, at, decisive: true },
  ];
}
