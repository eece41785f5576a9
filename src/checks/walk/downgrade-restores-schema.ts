import { definitions, describe } from '../../domain/describe.ts';
import { type Change, objectOf } from '../../domain/diff.ts';
import type { Location } from '../../domain/location.ts';
import { isAddedForGood, isCosmeticChange, residue } from '../catalog.ts';
import type { Check } from '../check.ts';
import { downgradeLine, lineNaming } from '../lines.ts';
import { adviseRestoring } from '../restore-advice.ts';
import { subjectOf } from '../subject.ts';
import { type Arrival, arrival, draftOn, stepOf, type Walked, walked } from '../walked.ts';
import { paragraphs } from '../wording.ts';

export const downgradeRestoresSchema: Check = {
  id: 'downgrade-restores-schema',
  group: 'walk',
  severity: 'error',
  summary: 'After the downgrade every object of the catalog is as it was before the upgrade.',
  why: 'After a rollback production has a schema that no revision describes: old code may fail on it, the next upgrade may find things in its way, and other environments look different.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const one of walked(evidence)) {
      const upgraded = arrival(one.walk, 'upgrade');
      const downgraded = arrival(one.walk, 'downgrade');
      if (one.project.forwardOnly || !upgraded || !downgraded) continue;
      for (const change of residue(one.walk.before, downgraded.snapshot))
        yield draftOf(one, change, upgraded, downgraded);
    }
  },
};

function draftOf({ walk, revision }: Walked, change: Change, upgraded: Arrival, downgraded: Arrival) {
  const stays = isAddedForGood(change) && stepOf(walk, 're-upgrade')?.outcome !== 'failed';
  return draftOn(walk, {
    ...(stays || isCosmeticChange(change) ? { severity: 'notice' as const } : {}),
    subject: subjectOf(objectOf(change)),
    at: lineFor(change, upgraded, downgraded) ?? downgradeLine(revision),
    what: paragraphs(`After the downgrade, ${sentence(change)}.`, definitions(change)),
    fix: stays ? toleratedFix : isCosmeticChange(change) ? cosmeticFix : adviseRestoring(change),
  });
}

const sentence = (change: Change): string => describe(change, 'not restored');

/** Where upgrade() made or removed what stays so, else where downgrade() made it otherwise. */
function lineFor(change: Change, upgraded: Arrival, downgraded: Arrival): Location | null {
  const [up, down] = [upgraded, downgraded].map(({ statements }) => lineNaming(objectOf(change), statements));
  return (stoodSoAfter(upgraded, change) ? (up ?? down) : (down ?? up)) ?? null;
}

/** Whether the difference was there before the downgrade began. */
function stoodSoAfter({ snapshot }: Arrival, change: Change): boolean {
  const object = snapshot.get(objectOf(change).key);
  if (change.kind !== 'changed') return (object !== undefined) === (change.kind === 'added');
  return (
    object !== undefined && change.attributes.every(({ name, after }) => (object.attributes[name] ?? null) === after)
  );
}

const toleratedFix = 'Nothing needs to be done: it cannot well be taken back, and the second upgrade copes with it.';
const cosmeticFix =
  'Nothing needs to be done unless something reads columns by their place or constraints by this name.';
