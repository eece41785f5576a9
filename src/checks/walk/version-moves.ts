import type { Draft } from '../../domain/finding.ts';
import type { Revision, RevisionId } from '../../domain/revision.ts';
import type { Step } from '../../domain/walk.ts';
import type { Check } from '../check.ts';
import { downgradeLine, upgradeLine } from '../lines.ts';
import { draftOn, seenOn, stoodStill, walked } from '../walked.ts';
import { joined } from '../wording.ts';

export const versionMoves: Check = {
  id: 'version-moves',
  group: 'walk',
  severity: 'error',
  summary: 'After each step the version table says where the database stands.',
  why: 'The tool believes this table alone. It would run a revision again that has run already, or leave one out, and report success either way.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const { walk, project, revision } of walked(evidence)) {
      const steps = walk.steps.filter(({ movement }) => movement === 'upgrade' || !project.forwardOnly);
      const step = steps.find(stoodStill);
      if (step) yield draftOn(walk, stillAfter(step, revision));
    }
    for (const rollback of evidence.rollbacks) {
      const project = evidence.plan.projects.find(({ project }) => project === rollback.project);
      const step = rollback.steps.find(stoodStill);
      if (!step || !project || project.forwardOnly) continue;
      const revision = project.head.revisions.get(step.revision);
      if (revision)
        yield {
          ...seenOn(rollback),
          ...stillAfter(step, revision, ', with all new revisions together,'),
          revision: revision.id,
        };
    }
  },
};

function stillAfter(step: Step, revision: Revision, when = ''): Pick<Draft, 'subject' | 'at' | 'what' | 'fix'> {
  const table = step.versionTable === undefined ? 'the version table' : `\`${step.versionTable}\``;
  return {
    subject: `version after ${step.movement}`,
    at: step.movement === 'downgrade' ? downgradeLine(revision) : upgradeLine(revision),
    what:
      `The ${step.movement}${when} reports success, but ${table} then holds ${ids(step.versions ?? [])}; ` +
      `it should hold ${ids(step.expectedVersions)}.`,
    fix: notKept,
  };
}

const ids = (versions: readonly RevisionId[]): string =>
  versions.length === 0 ? 'nothing' : joined([...versions].sort().map((id) => `\`${id}\``));

const notKept =
  'Look for a COMMIT, ROLLBACK or `autocommit_block()` in the revision, and for an env.py that ends without committing: `with connection.begin():` around ' +
  '`context.run_migrations()` keeps the version row and the change together.';
