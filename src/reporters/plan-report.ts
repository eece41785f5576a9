import { harmlessDeep, inert } from './harmless.ts';
import { jsonText } from './json-text.ts';
import type { Report } from './report.ts';
import { count } from './words.ts';

/** What would be walked. */
export type PlanReport = Pick<Report, 'base' | 'head' | 'plan'>;

/** Formats of `migration-gate plan`. */
export const planFormats = ['terminal', 'json', 'matrix'] as const;
export type PlanFormat = (typeof planFormats)[number];

/** @param shards at most so many: no more than there are revisions to walk, and one where there is none, for a matrix must not be empty */
export function planText(report: PlanReport, format: PlanFormat, shards: number): string {
  if (format === 'json') return jsonText(report);
  if (format === 'terminal') return inert(forPeople(harmlessDeep(report)));
  const walked = report.plan.filter(({ kind }) => kind !== 'removed').length;
  const number = Math.max(1, Math.min(shards, walked));
  return `${JSON.stringify({ shard: Array.from({ length: number }, (_, index) => `${index + 1}/${number}`) })}\n`;
}

function forPeople({ base, plan }: PlanReport): string {
  const since = base === null ? '' : ` since ${base.slice(0, 12)}`;
  if (plan.length === 0) return `Nothing new: no revision was added, edited or removed${since}.\n`;
  const width = (key: 'kind' | 'revision') => Math.max(...plan.map((each) => each[key].length));
  const [kinds, ids] = [width('kind'), width('revision')];
  const lines = plan.map(
    ({ project, revision, file, kind }) => `  ${kind.padEnd(kinds)}  ${revision.padEnd(ids)}  ${file}  (${project})`,
  );
  return `${count(plan.length, 'revision')}${since}:\n${lines.join('\n')}\n`;
}
