import { nameObject } from '../../domain/describe.ts';
import { type Change, diff, objectOf } from '../../domain/diff.ts';
import type { Draft } from '../../domain/finding.ts';
import type { Revision } from '../../domain/revision.ts';
import { isAddedForGood, isCosmeticChange } from '../catalog.ts';
import type { Check } from '../check.ts';
import { downgradeLine, upgradeLine } from '../lines.ts';
import { arrival, draftOn, stepOf, type Walked, walked } from '../walked.ts';
import { list } from '../wording.ts';

export const downgradeExists: Check = {
  id: 'downgrade-exists',
  group: 'walk',
  severity: 'error',
  summary: 'A revision that changes the schema says how to take the change back.',
  why: 'When the release must be rolled back, the database stays as the new code wants it: the old code meets tables and values that it does not know, and the next upgrade meets what is already there.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const project of evidence.plan.projects) {
      if (project.forwardOnly) continue;
      for (const planned of project.revisions) {
        const revision = planned.kind === 'removed' ? null : project.head.revisions.get(planned.revision);
        if (revision && revision.irreversible !== null)
          yield declared(project.project, revision, revision.irreversible);
      }
    }
    for (const one of walked(evidence)) if (!one.project.forwardOnly) yield* missing(one);
  },
};

const declared = (project: string, revision: Revision, reason: string): Draft => ({
  project,
  revision: revision.id,
  engine: null,
  population: null,
  severity: 'notice',
  subject: 'declared irreversible',
  at: downgradeLine(revision),
  what: `The revision is declared irreversible${reason === '' ? ', without a reason' : `: ${reason}`}. It was walked up only, and a rollback ends here.`,
  fix:
    reason === ''
      ? 'Write the reason behind the comment: `# migration-gate: irreversible <reason>`.'
      : 'Nothing, if a rollback past this revision is never wanted. Otherwise write downgrade() and take the comment out.',
});

function* missing(one: Walked): Iterable<Draft> {
  const { walk, revision } = one;
  const { kind } = revision.downgrade;
  const upgraded = arrival(walk, 'upgrade');
  if (kind === 'present' || revision.irreversible !== null || revision.downRevisions.length > 1) return;
  if (!walk.before || !upgraded) return;

  const changes = diff(walk.before, upgraded.snapshot);
  const writes = upgraded.statements.some(
    ({ file, sql }) => file !== null && /^\s*(insert|update|delete|merge|with|copy)\b/i.test(sql),
  );
  if (changes.length === 0 && !writes && kind !== 'raises') return;

  const repeats = stepOf(walk, 're-upgrade')?.outcome !== 'failed';
  const mild = changes.every((change) => isCosmeticChange(change) || (isAddedForGood(change) && repeats));
  yield draftOn(walk, {
    ...(mild ? { severity: 'notice' as const } : {}),
    subject: 'downgrade',
    at: revision.lines.downgrade ? downgradeLine(revision) : upgradeLine(revision),
    what: `${whatUpgradeDoes(changes, writes)}, and ${downgradeSays[kind]}.${changes.length === 0 ? '' : `\n\n${listed(changes)}`}`,
    fix: changes.length === 0 ? dataFix : schemaFix,
  });
}

const downgradeSays = {
  missing: 'there is no downgrade()',
  empty: 'downgrade() does nothing',
  raises: 'downgrade() only raises',
};

const whatUpgradeDoes = (changes: readonly Change[], writes: boolean): string =>
  changes.length > 0
    ? 'The upgrade changes the schema'
    : writes
      ? 'The upgrade changes rows'
      : 'The upgrade changes nothing';

const verbs = { added: 'adds', gone: 'removes', changed: 'changes' };

const listed = (changes: readonly Change[]): string =>
  list(changes.map((change) => `- ${verbs[change.kind]} ${nameObject(objectOf(change))}`));

const schemaFix =
  'Undo the changes in downgrade(), in reverse order. If there is no way back, say so inside downgrade(): `# migration-gate: irreversible <reason>`; ' +
  'the walk then goes up only.';
const dataFix =
  'Put the former values back in downgrade() if they can be known. If they cannot, say so inside it: `# migration-gate: irreversible <reason>`.';
