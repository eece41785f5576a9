import type { Suppressing } from '../config.ts';
import type { Finding, Note } from '../domain/finding.ts';
import type { PlannedRevision } from '../domain/plan.ts';
import type { Written } from './comments-about.ts';

/** What was judged, and which words for it were of use. */
interface Judged {
  readonly findings: readonly Finding[];
  /** Revisions of which all that there is to say was said. */
  readonly settled: readonly PlannedRevision[];
  readonly used: ReadonlySet<Written['comment'] | Suppressing>;
}

/**
 * Comments in the files of these revisions, and configured suppressions of them, that no finding needed. One of a revision of which something is wrong may
 * be waiting for what comes after it, and one of anything else for another pull request: nothing is said of them.
 */
export function unusedSuppressions(
  { findings, settled, used }: Judged,
  comments: readonly Written[],
  configured: readonly Suppressing[],
  configFile: string,
): readonly Note[] {
  const clean = settled.filter(
    ({ project, revision }) =>
      !findings.some((each) => each.project === project && each.revision === revision && each.suppressed === null),
  );
  return [
    ...comments
      .filter(({ comment, file }) => !used.has(comment) && clean.some((planned) => planned.file === file))
      .map(({ comment, file, commit }) => ({
        what: `A comment to ignore ${comment.checks.join(' and ')} suppresses nothing: there is no such finding.`,
        at: { file, line: comment.line, commit },
      })),
    ...configured
      .filter(
        (each) => !used.has(each) && clean.some(({ revision }) => each.revision && revision.startsWith(each.revision)),
      )
      .map(({ check, revision }) => ({
        what: `${configFile}: the suppression of ${check} of revision ${revision} suppresses nothing: there is no such finding.`,
        at: null,
      })),
  ];
}
