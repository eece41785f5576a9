import { describe, nameObject } from '../../domain/describe.ts';
import { type Change, diff } from '../../domain/diff.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import { isSquash, type PlannedRevision, type ProjectPlan } from '../../domain/plan.ts';
import type { Revision } from '../../domain/revision.ts';
import type { Statement } from '../../domain/statement.ts';
import type { Walk } from '../../domain/walk.ts';
import type { Check } from '../check.ts';
import { faultOf } from '../failure.ts';
import { locationOf, revisionLine } from '../lines.ts';
import { arrival, draftOn, stepOf } from '../walked.ts';
import { list, paragraphs } from '../wording.ts';

export const mergedRevisionsUnchanged: Check = {
  id: 'merged-revisions-unchanged',
  group: 'history',
  severity: 'error',
  summary: 'Revisions that the base has already are neither edited nor removed.',
  why: 'Databases that ran the revision will not run it again: production keeps what the old text did, new databases get what the new text does, and from then on they differ.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const project of evidence.plan.projects) {
      const squash = isSquash(project) ? squashed(evidence, project) : null;
      if (squash) yield squash;
      for (const planned of project.revisions) {
        if (planned.kind === 'removed' && !squash) yield removed(project, planned);
        const revision = planned.kind === 'edited' ? project.head.revisions.get(planned.revision) : undefined;
        if (revision) yield* edited(evidence, planned, revision);
      }
    }
  },
};

function removed({ project, base, head, revisions }: ProjectPlan, { revision, file }: PlannedRevision): Draft {
  const was = base.revisions.get(revision);
  const heirs = revisions
    .filter(({ kind }) => kind === 'new')
    .flatMap((planned) => head.revisions.get(planned.revision) ?? []);
  const heir = heirs.find(
    (one) => one.file === file || (was !== undefined && one.downRevisions.join() === was.downRevisions.join()),
  );
  return {
    project,
    revision,
    engine: null,
    population: null,
    subject: 'removed',
    at: { file, line: was?.lines.revision ?? null, commit: 'base' },
    what: `\`${revision}\` (${file}) is in the base and no longer here.${heir ? ` \`${heir.id}\` (${heir.file}) stands in its place.` : ''}`,
    fix: `Put the file back as it was: databases that stand at \`${revision}\` cannot be moved without it. To take back what it did, add a new revision after it.`,
  };
}

/** Several revisions replaced by fewer; null when no engine could compare where they arrive. */
function squashed({ squashes }: Evidence, { project, revisions, head }: ProjectPlan): Draft | null {
  const compared = squashes.filter((squash) => squash.project === project);
  const [first] = revisions
    .filter(({ kind }) => kind === 'new')
    .flatMap(({ revision }) => head.revisions.get(revision) ?? []);
  if (compared.length === 0 || !first) return null;
  const removed = revisions.filter(({ kind }) => kind === 'removed').map(({ revision }) => `\`${revision}\``);
  const changes = compared.flatMap((squash) => diff(squash.base, squash.head));
  const what = `${removed.join(', ')} are in the base and were replaced by \`${first.id}\``;
  const draft = {
    project,
    revision: first.id,
    engine: null,
    population: null,
    subject: 'squash',
    at: revisionLine(first),
  };
  if (changes.length === 0)
    return {
      ...draft,
      severity: 'notice',
      what: `${what}, which arrives at the same schema.`,
      fix: `Databases that ran the old revisions need \`alembic stamp --purge ${first.id}\` when this is deployed: without it the next upgrade does not find where they stand.`,
    };
  return {
    ...draft,
    what: paragraphs(
      `${what}. It arrives at another schema:`,
      list(changes.map((change) => `- ${tellDifference(change)}`)),
    ),
    fix: 'Make the new revision arrive where the old ones did, or put them back and make the change in a revision after them.',
  };
}

function* edited({ walks }: Evidence, planned: PlannedRevision, revision: Revision): Iterable<Draft> {
  const own = walks.filter(({ project, revision }) => project === planned.project && revision === planned.revision);
  const compared = own.flatMap((walk) => compare(walk) ?? []);
  const ofItself = planned.because === revision.file;
  for (const { walk, changes, sameStatements, statement } of compared)
    if (ofItself || !sameStatements)
      yield draftOn(walk, {
        ...differs(planned, revision, changes),
        at: (statement && locationOf(statement)) ?? revisionLine(revision),
      });
  const failed = own.some((walk) => faultOf(stepOf(walk, 'upgrade')) !== null);
  if (compared.length === 0 && !failed) yield notCompared(planned, revision);
}

interface Comparison {
  readonly walk: Walk;
  readonly changes: readonly Change[];
  /** Whether both ran the same statements. */
  readonly sameStatements: boolean;
  /** The first that the base's version did not run; null when it ran all of them. */
  readonly statement: Statement | null;
}

function compare(walk: Walk): Comparison | null {
  const upgraded = arrival(walk, 'upgrade');
  if (!upgraded || !walk.asMerged) return null;
  const { statements, snapshot } = walk.asMerged;
  return {
    walk,
    changes: diff(snapshot, upgraded.snapshot),
    sameStatements: sqlOf(statements).join('\0') === sqlOf(upgraded.statements).join('\0'),
    statement: firstOther(statements, upgraded.statements),
  };
}

const sqlOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ file, sql }) => (file === null ? [] : [sql]));

function firstOther(before: readonly Statement[], after: readonly Statement[]): Statement | null {
  const was = sqlOf(before);
  return after.filter(({ file }) => file !== null).find(({ sql }, index) => sql !== was[index]) ?? null;
}

function differs(planned: PlannedRevision, revision: Revision, changes: readonly Change[]) {
  const through = planned.because === revision.file ? '' : ` through ${planned.because}, which it reads`;
  const what = `\`${revision.id}\` is in the base already and was edited${through}`;
  const same = {
    severity: 'warning' as const,
    what: `${what}. Both versions arrive at the same schema; rows or the downgrade may differ.`,
    fix: 'Put the file back as it was, unless the edit only mends how new databases are built. What production needs goes into a new revision.',
  };
  const other = {
    what: paragraphs(
      `${what}. Where the edited version runs instead of the merged one, the schema differs:`,
      list(changes.map((change) => `- ${tellDifference(change)}`)),
    ),
    fix: 'Put the file back as it was, and make this change in a new revision after it.',
  };
  return { subject: 'edited', ...(changes.length === 0 ? same : other) };
}

const tellDifference = (change: Change): string => {
  if (change.kind === 'changed') return describe(change, 'not restored');
  return `${nameObject(change.object)} is made by the ${change.kind === 'added' ? 'new' : 'merged'} version only`;
};

const notCompared = ({ project, because }: PlannedRevision, revision: Revision): Draft => ({
  project,
  revision: revision.id,
  engine: null,
  population: null,
  subject: 'edited',
  at: revisionLine(revision),
  what: `\`${revision.id}\` is in the base already and was edited${because === revision.file ? '' : ` through ${because}, which it reads`}. What both versions do could not be compared.`,
  fix: 'Put the file back as it was, and make the change in a new revision after it.',
});
