import { definitions, describe, nameObject } from '../../domain/describe.ts';
import { type Change, diff, objectOf } from '../../domain/diff.ts';
import type { Draft } from '../../domain/finding.ts';
import type { StepFailure } from '../../domain/walk.ts';
import { isCosmeticChange, residue } from '../catalog.ts';
import type { Check } from '../check.ts';
import { atLine, faultOf, kindOfFailure, tellFailure } from '../failure.ts';
import { adviseOnFailure } from '../failure-advice.ts';
import { isNamedIn } from '../left-behind.ts';
import { downgradeLine, lineNaming, upgradeLine } from '../lines.ts';
import { subjectOf } from '../subject.ts';
import { arrival, draftOn, stepOf, type Walked, walked } from '../walked.ts';
import { capitalised, paragraphs } from '../wording.ts';

export const upgradeRepeats: Check = {
  id: 'upgrade-repeats',
  group: 'walk',
  severity: 'error',
  summary: 'After a downgrade the upgrade runs again and arrives at the same schema.',
  why: 'After a rollback the mended release is deployed again. That second upgrade is the one that fails, or that leaves production with another schema than every other database.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const one of walked(evidence)) {
      if (one.project.forwardOnly || !arrival(one.walk, 'downgrade')) continue;
      const failure = faultOf(stepOf(one.walk, 're-upgrade'));
      if (failure) yield failing(one, failure);
      else yield* differing(one);
    }
  },
};

function failing({ walk, revision }: Walked, failure: StepFailure): Draft {
  const downgraded = arrival(walk, 'downgrade');
  const left = residue(walk.before, downgraded?.snapshot ?? null)
    .map(objectOf)
    .find((object) => isNamedIn(failure, object));
  return draftOn(walk, {
    subject: left ? subjectOf(left) : `second upgrade fails: ${kindOfFailure(failure)}`,
    at: failure.at ?? upgradeLine(revision),
    what: `The upgrade runs once, but not again after the downgrade: it fails${atLine(failure, revision.file)}.\n${tellFailure(failure, walk.engine)}`,
    fix: left
      ? `Let downgrade() put ${nameObject(left)} back as it was: the second upgrade meets what the first one left.`
      : adviseOnFailure(failure, 're-upgrade'),
  });
}

function* differing({ walk, revision }: Walked): Iterable<Draft> {
  const first = arrival(walk, 'upgrade');
  const second = arrival(walk, 're-upgrade');
  if (!first || !second) return;
  for (const change of diff(first.snapshot, second.snapshot)) {
    const object = objectOf(change);
    yield draftOn(walk, {
      ...(isCosmeticChange(change) ? { severity: 'notice' as const } : {}),
      subject: subjectOf(object),
      at: lineNaming(object, second.statements) ?? downgradeLine(revision),
      what: paragraphs(`${capitalised(tellDifference(change))}.`, definitions(change)),
      fix: `Let downgrade() put back exactly what upgrade() found, and let upgrade() make ${nameObject(object)} the same way each time: an \`IF NOT EXISTS\` or a check of what is there may hide the difference.`,
    });
  }
}

const tellDifference = (change: Change): string =>
  change.kind === 'changed'
    ? `after the second upgrade ${describe(change, 'not restored')} after the first`
    : describe(change, 'differs again');
