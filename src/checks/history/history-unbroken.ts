import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import { headRevision, type ProjectPlan } from '../../domain/plan.ts';
import type { HistoryProblem, Revision } from '../../domain/revision.ts';
import type { Check } from '../check.ts';
import { revisionLine } from '../lines.ts';
import { longestRevisionId, revisionIdSubject } from '../revision-id.ts';
import { arrival } from '../walked.ts';

export const historyUnbroken: Check = {
  id: 'history-unbroken',
  group: 'history',
  severity: 'error',
  summary: 'Every new revision can be read, has an id of its own and follows a revision that exists.',
  why: 'The migration tool reads the whole history before it does anything: with one broken revision no migration runs at all, and the deploy stops before it has begun.',
  needs: ['plan'],
  *run(evidence) {
    for (const project of evidence.plan.projects) {
      for (const problem of project.head.problems) if (isNew(problem, project)) yield tell(problem, project);
      for (const planned of project.revisions) {
        const revision = headRevision(project, planned);
        if (
          revision &&
          planned.kind !== 'edited' &&
          revision.id.length > longestRevisionId &&
          !wasStored(evidence, project, revision)
        )
          yield tooLong(project, revision);
      }
    }
  },
};

/** Not known at the base already, or in a file that this plan adds or edits. */
function isNew(problem: HistoryProblem, { base, revisions }: ProjectPlan): boolean {
  const known = base.problems.some(
    ({ kind, revision, file }) => kind === problem.kind && revision === problem.revision && file === problem.file,
  );
  return (
    !known || revisions.some(({ kind, file }) => kind !== 'removed' && kind !== 'requested' && file === problem.file)
  );
}

const tell = ({ kind, revision, file, line, what }: HistoryProblem, { project }: ProjectPlan): Draft => ({
  project,
  revision,
  engine: null,
  population: null,
  subject: `${kind} in ${file}`,
  at: { file, line, commit: 'head' },
  what,
  fix: fixes[kind],
});

const fixes: Readonly<Record<HistoryProblem['kind'], string>> = {
  unreadable: 'Let the link lead to a file of this repository, or remove it.',
  'syntax-error': 'Mend the file so that Python can read it; `python -m py_compile` names the place.',
  'no-revision-id': 'Give the file a `revision = "…"`, or move it out of the folder of revisions.',
  'not-literal': 'Write the ids as plain text: `revision = "…"`, `down_revision = "…"`.',
  'duplicate-id':
    'Give the newer of the two an id of its own, as `alembic revision` makes one, and let its followers name it.',
  'missing-parent':
    'Let `down_revision` name a revision that exists here: `alembic history` lists them. If the parent is on another branch, merge that branch first.',
  cycle: 'Let one of these revisions follow the last one before the circle instead.',
};

/** Every walk showed the version table to hold it. */
function wasStored({ walks }: Evidence, { project }: ProjectPlan, { id }: Revision): boolean {
  const own = walks.filter((walk) => walk.project === project && walk.revision === id);
  return own.length > 0 && own.every((walk) => arrival(walk, 'upgrade')?.versions?.includes(id));
}

const tooLong = ({ project }: ProjectPlan, revision: Revision): Draft => ({
  project,
  revision: revision.id,
  engine: null,
  population: null,
  subject: revisionIdSubject,
  at: revisionLine(revision),
  what: `The id \`${revision.id}\` has ${revision.id.length} characters; the version table's column \`version_num\` holds ${longestRevisionId} unless the project widened it. Postgres refuses the row.`,
  fix: `Shorten the id to at most ${longestRevisionId} characters, here and where other revisions name it.`,
});
