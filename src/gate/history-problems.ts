import { dirname } from 'node:path/posix';
import type { Note, Unknown } from '../domain/finding.ts';
import type { ProjectPlan } from '../domain/plan.ts';
import type { HistoryProblem } from '../domain/revision.ts';

/** With one of these the tool loads no history at all. */
const fatal: ReadonlySet<HistoryProblem['kind']> = new Set([
  'unreadable',
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

/** Files that a merged revision may read by a name that it computes: one note for each folder, which is often one for each revision. */
export const unreadFileNotes = ({ project, unread }: ProjectPlan): readonly Note[] =>
  [...Map.groupBy(unread, dirname)].map(([folder, files]) => {
    const [first = folder] = files;
    const what =
      files.length === 1 ? `${first} changed` : `${first} and ${files.length - 1} more files in ${folder} changed`;
    return {
      what: `${what}, and no revision of ${project} names ${files.length === 1 ? 'it' : 'them'}. If a merged revision reads one by a name that it computes, walk that one too: \`--revision ID\``,
      at: { file: first, line: null, commit: 'head' },
    };
  });

/** Revisions that changed and cannot be planned, for nothing says that they belong to the project. */
export const strayRevisions = ({ project, strays }: ProjectPlan): readonly Unknown[] =>
  strays.map((file) => ({
    what: `${file} was not planned`,
    why: `it looks like a revision, and lies in no version folder of ${project}. If env.py sets version_locations by itself, say them in ${project} too`,
    at: { file, line: null, commit: 'head' },
    decisive: true,
  }));
