import { sourcesIn } from '../cli/sources.ts';
import type { Report } from '../reporters/report.ts';
import type { ReadSource } from '../reporters/reporter.ts';
import { CommitTree } from '../repository/commit-tree.ts';
import type { Git } from '../repository/git.ts';
import { WorkingTree } from '../repository/working-tree.ts';
import type { Commits } from './commits.ts';
import type { Comparison } from './comparison.ts';
import { asShown } from './shown-lines.ts';

/** The report as the reviewer reads it: of the commit that the check belongs to, with commits by their real names. */
export async function asRead(
  given: Report,
  comparison: Comparison | null,
  commits: Commits,
  headSha: string,
): Promise<Report> {
  if (comparison === null) return given;
  const notes = [...given.notes, ...comparison.notes.map((what) => ({ what, file: null, line: null }))];
  const base = given.base === null ? null : commits.realName(given.base);
  const report = { ...given, notes, base, head: given.head === null ? null : headSha };
  if (comparison.shownAt === null) return report;
  return asShown(report, commits.git, { merge: 'HEAD', shown: comparison.shownAt, base: given.base });
}

/** Texts for code frames, from the commits that the lines count in. What cannot be read is left out. */
export function readSourceOf(root: string, comparison: Comparison | null, git: Git): ReadSource {
  const base = comparison?.selection.base;
  const atBase = base && typeof base !== 'string' ? new CommitTree(git, base.commit) : null;
  const head = comparison?.shownAt ? new CommitTree(git, comparison.shownAt) : new WorkingTree(root);
  return sourcesIn(head, atBase);
}
